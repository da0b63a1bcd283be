/**
 * What an event may carry to Python. A frame can post more than JSON has, so:
 *
 *   text, numbers, true, false, null, lists, objects   as they are
 *   NaN, Infinity, undefined                            null; an object's property that is undefined is left out
 *   BigInt                                              its digits, as text
 *   Date, RegExp                                        as text; a date in ISO 8601, one that is none is null
 *   Map, Set                                            a list: of [key, value], of values
 *   Error                                               {name, message}
 *   anything else (Blob, ArrayBuffer, …), what contains itself, what is too long or too deep: rejected
 */

const MAX_CHARACTERS = 5000000;
// With Dash's own part of a callback's request: what the host takes. A character of Chinese has three.
const MAX_BYTES = 7500000;
// Python reads JSON with a function that calls itself.
const MAX_DEPTH = 100;

/** @type {Record<string, (value: any) => unknown>} */
const REPRESENTATIONS = {
  Map: (pairs) => [...pairs],
  Set: (values) => [...values],
  Error: ({ name, message }) => ({ name, message }),
  RegExp: String,
};
const TOO_LARGE = `it is larger than ${MAX_BYTES} bytes`;
const TOO_LONG = `it is longer than ${MAX_CHARACTERS} characters`;
const OWN = ["Object", "Array", "String", "Number", "Boolean"];

class Rejected extends Error {}

/**
 * @param {unknown} data
 * @returns {string}  JSON; throws a Rejected whose message says why there is none
 */
export function toJson(data) {
  let size = 0;
  /** @type {WeakMap<object, number>} */
  const depths = new WeakMap();

  /**
   * @this {object}
   * @param {string} _key
   * @param {unknown} value
   */
  function represent(_key, value) {
    // Counted on the way: a list may have a billion gaps.
    size += typeof value === "string" ? value.length : 1;
    if (size > MAX_CHARACTERS) throw new Rejected(TOO_LONG);
    if (typeof value === "bigint") return String(value);
    if (typeof value !== "object" || value === null) return value;
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (!OWN.includes(kind) && !Object.hasOwn(REPRESENTATIONS, kind)) throw new Rejected(`it holds a ${kind}`);
    const shown = OWN.includes(kind) ? value : REPRESENTATIONS[kind](value);
    const depth = (depths.get(this) ?? 0) + 1;
    if (depth > MAX_DEPTH) throw new Rejected("it is nested too deeply");
    if (Object(shown) === shown) depths.set(/** @type {object} */ (shown), depth);
    return shown;
  }

  try {
    const text = JSON.stringify(data, represent) ?? "null";
    if (text.length > MAX_CHARACTERS) throw new Rejected(TOO_LONG);
    if (3 * text.length > MAX_BYTES && new Blob([text]).size > MAX_BYTES) throw new Rejected(TOO_LARGE);
    return text;
  } catch (error) {
    if (error instanceof Rejected) throw error;
    // JSON.stringify's own: a circle, or a list with so many gaps that it does not even begin.
    throw new Rejected(error instanceof TypeError ? "it contains itself" : TOO_LONG);
  }
}
