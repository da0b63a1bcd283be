/** Sending again what is not acknowledged; Python knows the events it had by their numbers. */

import { doubled } from "../backoff.js";

const RESEND_MS = 5000;
const MAX_RESEND_MS = 60000;

/** @param {() => void} send */
export function createResend(send) {
  let waitMs = RESEND_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function stop() {
    clearTimeout(timer);
  }

  return {
    later() {
      stop();
      timer = setTimeout(send, waitMs);
      waitMs = doubled(waitMs, MAX_RESEND_MS);
    },
    stop,
    /** Something has got on: the next wait is short again. */
    reset() {
      waitMs = RESEND_MS;
    },
  };
}
