/** Doing a thing at most once per frame of the screen: at once when it is quiet, and for the last time at the end. */
(function () {
  "use strict";

  // One frame of a 60 Hz screen. Not requestAnimationFrame: a page out of sight gets none, and the first of many
  // changes need not wait for one.
  const TICK_MS = 16;

  /** @param {() => void} run */
  function perTick(run) {
    let due = false;
    let last = -Infinity;
    /** @type {number | undefined} */
    let timer;

    function now() {
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
      soon() {
        if (due) return;
        due = true;
        const waitMs = last + TICK_MS - performance.now();
        if (waitMs > 0) timer = setTimeout(now, waitMs);
        else queueMicrotask(now);
      },
      /** What is due is done before this returns. */
      now,
      cancel,
    };
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { perTick });
})();
