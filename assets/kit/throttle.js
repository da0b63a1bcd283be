/** Doing a thing at most once per frame of the screen: at once when it is quiet, and for the last time at the end. */

/** @typedef {ReturnType<typeof throttle>} Throttled */

// One frame of a 60 Hz screen. Not requestAnimationFrame: a page out of sight gets none, and the first of many
// changes need not wait for one.
const TICK_MS = 16;

/** @param {() => void} run */
export function throttle(run) {
  let due = false;
  let last = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function flush() {
    if (!due) return;
    cancel();
    last = performance.now();
    run();
  }

  function cancel() {
    due = false;
    clearTimeout(timer);
  }

  return {
    schedule() {
      if (due) return;
      due = true;
      const waitMs = last + TICK_MS - performance.now();
      if (waitMs > 0) timer = setTimeout(flush, waitMs);
      else queueMicrotask(flush);
    },
    /** What is due is done before this returns. */
    flush,
    cancel,
  };
}
