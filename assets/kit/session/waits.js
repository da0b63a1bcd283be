/** How long to wait before another try. */

import { doubled, spread } from "../backoff.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
// And once nobody waits any more: a display on a wall goes on by itself within half a minute after an outage, of which a
// refused request takes some seconds.
export const PAUSE_MS = 12000;

/**
 * Nobody comes back before they were told to, nor much later.
 * @param {number} attempt  from 0
 * @param {number} retryAfterMs
 * @param {() => number} [random]  from 0 to 1
 */
export function backoffMs(attempt, retryAfterMs, random = Math.random) {
  return retryAfterMs + spread(doubled(FIRST_WAIT_MS, LONGEST_WAIT_MS, attempt), 0, 1, random);
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}  rejects with the signal's reason
 */
export function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}
