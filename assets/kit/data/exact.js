/** Whole numbers in a data object that were probably others in Python: JSON.parse makes floats of them. */

// Larger ones are no identifiers, and floats that say how much are rarely as small.
const LARGEST_ID = 2 ** 64;
const MAX_DEPTH = 100;
const MAX_TOLD = 20;

/**
 * @param {unknown} value
 * @param {string} at  what the value is called
 * @param {number} [depth]
 * @returns {Generator<[string, number]>}  what they are called, and what they are now
 */
export function* inexact(value, at, depth = 0) {
  if (typeof value === "number") {
    const isId = Number.isInteger(value) && Math.abs(value) <= LARGEST_ID;
    if (isId && !Number.isSafeInteger(value)) yield [at, value];
  } else if (value && typeof value === "object" && depth < MAX_DEPTH) {
    const isList = Array.isArray(value);
    for (const [key, each] of Object.entries(value)) {
      yield* inexact(each, `${at}[${isList ? key : JSON.stringify(key)}]`, depth + 1);
    }
  }
}

/** Says so in the console, once for each key. */
export function createExactness() {
  /** @type {Set<string>} */
  const told = new Set();
  return {
    /** @param {Record<string, unknown>} data */
    look(data) {
      for (const [at, value] of inexact(data, "data")) {
        if (told.size >= MAX_TOLD) return;
        if (told.has(at)) continue;
        told.add(at);
        console.error(`Retool: ${at} is ${value}, which has probably changed on its way: send it as text.`);
      }
    },
  };
}
