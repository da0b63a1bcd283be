/**
 * What a document says before it has loaded. Whatever its first one has said, each later one of the same app has to say
 * again: otherwise it is not the app, but such as Retool's sign-in page.
 */

// An app asks for some dozens of keys when it starts.
const MAX_SIGNS = 1000;

/** @typedef {ReturnType<typeof createSigns>} Signs */

export function createSigns() {
  /** @type {Map<string, number>} what the first document said, and how many had loaded when it was last said */
  const lastSaid = new Map();

  return {
    /**
     * @param {string} sign  the selector of a question, or "" for an event
     * @param {number} loads  documents that have loaded
     */
    note(sign, loads) {
      const isOfFirst = loads === 0 && lastSaid.size < MAX_SIGNS;
      if (isOfFirst || lastSaid.has(sign)) lastSaid.set(sign, loads);
    },
    /** @param {number} loads  documents that had loaded before this one */
    areSaidAgain(loads) {
      return lastSaid.size > 0 && [...lastSaid.values()].every((said) => said === loads);
    },
    forget: () => lastSaid.clear(),
  };
}
