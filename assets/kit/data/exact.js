/** Whole numbers in a data object that were probably others in Python: JSON.parse makes floats of them. */

// Larger ones are no identifiers, and floats that say how much are rarely as small.
const LARGEST_ID = 2 ** 64;
const MAX_DEPTH = 100;
// A table of megabytes is not looked through: where there is one such number, there are more.
const MAX_VALUES = 10000;
const MAX_TOLD = 20;

/**
 * @param {unknown} value
 * @param {string} at  what the value is called
 * @param {number} [most]  values to look at
 * @returns {[string, number][]}  what they are called, and what they are now
 */
export function inexact(value, at, most = MAX_VALUES) {
  /** @type {[string, number][]} */
  const found = [];
  let left = most;

  /**
   * @param {unknown} each
   * @param {string} name
   * @param {number} depth
   */
  function look(each, name, depth) {
    if ((left -= 1) < 0) return;
    if (typeof each === "number") {
      const isId = Number.isInteger(each) && Math.abs(each) <= LARGEST_ID;
      if (isId && !Number.isSafeInteger(each)) found.push([name, each]);
    } else if (each && typeof each === "object" && depth < MAX_DEPTH) {
      const isList = Array.isArray(each);
      for (const key of Object.keys(each)) {
        if (left < 0) return;
        look(/** @type {Record<string, unknown>} */ (each)[key], `${name}[${isList ? key : JSON.stringify(key)}]`, depth + 1);
      }
    }
  }

  look(value, at, 0);
  return found;
}

/** Says so in the console, once for each key. */
export function createExactness() {
  /** @type {Set<string>} */
  const told = new Set();
  /** @type {Record<string, unknown>} */
  let before = {};

  /** @param {Record<string, unknown>} data */
  function look(data) {
    for (const key of Object.keys(data)) {
      if (data[key] === before[key]) continue;
      for (const [at, value] of inexact(data[key], `data[${JSON.stringify(key)}]`)) {
        if (told.size >= MAX_TOLD || told.has(at)) continue;
        told.add(at);
        console.error(`Retool: ${at} is ${value}, which has probably changed on its way: send it as text.`);
      }
    }
    before = data;
  }

  return {
    /** @param {Record<string, unknown>} data */
    look(data) {
      try {
        look(data);
      } catch {
        // It throws when it is read. Whoever asks for it finds that out.
      }
    },
  };
}
