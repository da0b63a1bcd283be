/** When a person has to know that their events do not get through. */

// For as long as this, sending again is nothing that a person has to know: a server that restarts takes less.
const DELAYED_MS = 30000;

/** @param {(isDelayed: boolean) => void} tell */
export function createDelay(tell) {
  /** @type {ReturnType<typeof setTimeout> | undefined} runs from the first failure on, and is kept until something gets through */
  let timer;

  return {
    begin() {
      timer ??= setTimeout(tell, DELAYED_MS, true);
    },
    /** Something has got through, or nobody waits any more. */
    end() {
      clearTimeout(timer);
      timer = undefined;
      tell(false);
    },
  };
}
