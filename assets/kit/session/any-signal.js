/** Two reasons to end. */

/**
 * As AbortSignal.any, which came after the oldest browsers that this runs in.
 * @param {AbortSignal} one
 * @param {AbortSignal} other
 * @returns {AbortSignal}
 */
export function anySignal(one, other) {
  const end = new AbortController();
  for (const signal of [one, other]) {
    if (signal.aborted) end.abort(signal.reason);
    signal.addEventListener("abort", () => end.abort(signal.reason), { once: true });
  }
  return end.signal;
}
