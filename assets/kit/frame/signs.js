/**
 * What a document says before it has loaded. Whatever the first one that spoke has said, each later one of the same app has
 * to say again: otherwise it is not the app, but such as Retool's sign-in page.
 */

// An app asks for some dozens of keys when it starts.
const MAX_SIGNS = 1000;
// Where a silent page has led to the app, as one does that redeems a link by script, the app's first words come between the
// two loads, and not long before the second.
const RECENT_MS = 10000;

/** @typedef {ReturnType<typeof createSigns>} Signs */

export function createSigns() {
  /** @type {Map<string, number>} what was said first, and how many documents had loaded when it was last said */
  const lastSaid = new Map();
  let firstLoads = 0;
  let firstAt = 0;

  return {
    /**
     * @param {string} sign  the selector of a question, or "" for an event
     * @param {number} loads  documents that have loaded
     */
    note(sign, loads) {
      if (!lastSaid.size) [firstLoads, firstAt] = [loads, performance.now()];
      const isOfFirst = loads === firstLoads && lastSaid.size < MAX_SIGNS;
      if (isOfFirst || lastSaid.has(sign)) lastSaid.set(sign, loads);
    },
    /**
     * A document has loaded.
     * @param {number} loads  those that had loaded before this one
     */
    areSaidAgain(loads) {
      if (!lastSaid.size || [...lastSaid.values()].some((said) => said !== loads)) return false;
      // It may have been the document before that spoke.
      const isUnclear = loads > 0 && loads === firstLoads;
      return !isUnclear || performance.now() - firstAt < RECENT_MS;
    },
    forget: () => lastSaid.clear(),
  };
}
