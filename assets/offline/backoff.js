/** How long to wait before a host that can't be reached is asked again. */

export const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 10000;

/** @param {number} waitMs  the wait before */
export function longer(waitMs) {
  return Math.min(2 * waitMs, LONGEST_WAIT_MS);
}

/**
 * Jitter: those whom a restart has sent away do not come back together.
 * @param {number} ms
 * @param {number} random  from 0 to 1
 */
export function jittered(ms, random) {
  return ms * (0.5 + random / 2);
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
    const timer = setTimeout(go, jittered(ms, Math.random()));
    window.addEventListener("online", go, { signal: end.signal });
  });
}
