/** How long to wait before a host that can't be reached is asked again. */

import { doubled, spread } from "../kit/backoff.js";

export const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 10000;

/** @param {number} waitMs  the wait before */
export function longer(waitMs) {
  return doubled(waitMs, LONGEST_WAIT_MS);
}

/**
 * @param {number} ms  at the most: that the connection is back ends it
 * @returns {Promise<void>}
 */
export function pause(ms) {
  return new Promise((resolve) => {
    const end = new AbortController();
    const go = () => {
      end.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(go, spread(ms, 0.5, 1));
    window.addEventListener("online", go, { signal: end.signal });
  });
}
