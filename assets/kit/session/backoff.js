/** How long to wait before another try. */

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
// And once nobody waits any more: a display on a wall goes on by itself within half a minute after an outage, of which a
// refused request takes some seconds.
export const PAUSE_MS = 12000;

/**
 * Jitter: those who failed together do not come back together, nor before they were told to, nor much later.
 * @param {number} attempt  from 0
 * @param {number} retryAfterMs
 * @param {() => number} [random]  from 0 to 1
 */
export function backoffMs(attempt, retryAfterMs, random = Math.random) {
  const spreadMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return retryAfterMs + random() * spreadMs;
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
