/**
 * What a document says before it has loaded. Whatever the first one that spoke has said, each later one of the same app has
 * to say again: otherwise it is not the app, but such as Retool's sign-in page.
 */

// An app asks for some dozens of keys when it starts.
const MAX_MESSAGES = 1000;
// Where a silent page leads to the app, as one may that redeems a link by script, the app's first words come between the two
// loads: later after the first than an app speaks that has just loaded itself, and not long before the second.
const AT_ONCE_MS = 250;
const RECENT_MS = 10000;

/** @typedef {ReturnType<typeof createStartupMessages>} StartupMessages */

export function createStartupMessages() {
  /** @type {Map<string, number>} what was said first, and how many documents had loaded when it was last said */
  const lastSaid = new Map();
  let firstLoads = 0;
  let firstAt = 0;
  let loadedAt = -Infinity;

  return {
    /**
     * @param {string} sign  the selector of a question, or "" for an event
     * @param {number} loads  documents that have loaded
     */
    note(sign, loads) {
      if (!lastSaid.size) [firstLoads, firstAt] = [loads, performance.now()];
      const isOfFirst = loads === firstLoads && lastSaid.size < MAX_MESSAGES;
      if (isOfFirst || lastSaid.has(sign)) lastSaid.set(sign, loads);
    },
    /**
     * A document has loaded.
     * @param {number} loads  those that had loaded before this one
     */
    areRepeated(loads) {
      if (!lastSaid.size || [...lastSaid.values()].some((said) => said !== loads)) return false;
      if (loads === 0 || loads !== firstLoads) return true;
      return firstAt - loadedAt > AT_ONCE_MS && performance.now() - firstAt < RECENT_MS;
    },
    /** After the frame has become what follows from it. */
    onLoad() {
      loadedAt = performance.now();
    },
    forget() {
      lastSaid.clear();
      loadedAt = -Infinity;
    },
  };
}
