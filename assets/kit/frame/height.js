/** The height that an app asks for, followed as long as it comes to rest. */

// An app whose own height depends on its frame's asks for more each time it is given some. One that opens something
// slowly asks for dozens of heights, and then for no more.
const MAX_CHANGES = 100;
const REST_MS = 3000;

/** @typedef {ReturnType<typeof createHeight>} Height */

/** @param {() => void} onEndless  told once, when the app is not followed any more */
export function createHeight(onEndless) {
  /** @type {number | null} */
  let px = null;
  let changedAt = -Infinity;
  let changes = 0;

  return {
    /** In px; null: the app has asked for none. */
    get px() {
      return px;
    },
    /**
     * @param {number} next  px
     * @returns {boolean}  whether it is another height than before
     */
    follow(next) {
      if (next === px || changes > MAX_CHANGES) return false;
      const now = performance.now();
      changes = now - changedAt > REST_MS ? 1 : changes + 1;
      changedAt = now;
      if (changes > MAX_CHANGES) {
        onEndless();
        return false;
      }
      px = next;
      return true;
    },
    /** Another document may do better. */
    beginAnew() {
      changes = 0;
    },
  };
}
