/** How many events go to Python at once: as many as its handler and the way to it can take. */

/** @import { Sized } from "./waiting.js" */

const MAX_EVENTS = 1000;
const MIN_EVENTS = 10;
// nginx by itself refuses more than a megabyte, and a character is up to three bytes. A larger event goes alone.
const MAX_CHARACTERS = 300000;

export function createBatching() {
  let maxEvents = MAX_EVENTS;
  let maxCharacters = MAX_CHARACTERS;

  return {
    /**
     * @param {Sized[]} waiting  at least one
     * @returns {Sized[]}  of one frame: the server knows who may speak for it
     */
    next(waiting) {
      const [{ frame }] = waiting;
      let size = 0;
      const first = waiting.slice(0, maxEvents);
      const isTooMuch = (/** @type {Sized} */ each) => (size += each.size) > maxCharacters;
      const end = first.findIndex((each, index) => isTooMuch(each) ? index > 0 : each.frame !== frame);
      return end < 0 ? first : first.slice(0, end);
    },
    /**
     * A handler that takes its time gets what it can do in it, not everything over and over.
     * @param {number} taken
     * @param {number} given
     */
    adapt(taken, given) {
      maxEvents = taken < given ? Math.max(MIN_EVENTS, 2 * taken) : Math.min(MAX_EVENTS, 2 * maxEvents);
    },
    /**
     * Something between this page and Python has refused a batch for its size.
     * @param {Sized[]} batch
     * @returns {boolean}  whether no smaller one can be made of it
     */
    isHopeless(batch) {
      if (batch.length === 1) return true;
      const size = batch.reduce((sum, each) => sum + each.size, 0);
      maxCharacters = Math.min(maxCharacters, size / 2);
      return false;
    },
  };
}
