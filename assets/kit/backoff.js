/** Waits that grow, for whoever asks again: each has its own first and longest one. */

/**
 * @param {number} ms  the wait before
 * @param {number} longestMs
 * @param {number} [times]  how often it is doubled
 * @returns {number}  twice as long, but no longer than the longest
 */
export function doubled(ms, longestMs, times = 1) {
  return Math.min(ms * 2 ** times, longestMs);
}

/**
 * Jitter: those who have failed together do not come back together.
 * @param {number} ms
 * @param {number} least  as a multiple of it
 * @param {number} most
 * @param {() => number} [random]  from 0 to 1
 * @returns {number}
 */
export function spread(ms, least, most, random = Math.random) {
  return ms * (least + (most - least) * random());
}
