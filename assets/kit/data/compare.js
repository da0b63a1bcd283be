/** Whether a watcher of a key has to be told. */

/**
 * Equal as far as a watcher is concerned. What is neither plain object nor array counts as changed.
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
export function same(a, b) {
  if (Object.is(a, b)) return true;
  if (!a || !b || typeof a !== "object" || typeof b !== "object") return false;
  const kind = Object.getPrototypeOf(a);
  if (kind !== Object.getPrototypeOf(b) || (kind !== Object.prototype && kind !== Array.prototype)) return false;
  const [one, other] = [/** @type {Keyed} */ (a), /** @type {Keyed} */ (b)];
  const keys = Object.keys(one);
  return (
    // A gap in a list is no key of it.
    (kind === Object.prototype || one.length === other.length) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]))
  );
}

/** @typedef {Record<string, unknown>} Keyed */

/**
 * A key that is not its own (`constructor`, `toString`) is a missing key.
 * @param {Keyed} before
 * @param {Keyed} now
 * @param {string} selector
 */
export function isChanged(before, now, selector) {
  try {
    const had = Object.hasOwn(before, selector);
    return had !== Object.hasOwn(now, selector) || (had && !same(before[selector], now[selector]));
  } catch {
    // It contains itself, or is too deep to compare.
    return true;
  }
}
