/** Whether the host answers. */

const ANSWER_DEADLINE_MS = 5000;

/**
 * @param {string} prefix  of the host's addresses, with a slash at its end
 * @returns {Promise<boolean>}
 */
export async function isAnswering(prefix) {
  const signal = AbortSignal.timeout(ANSWER_DEADLINE_MS);
  const response = await fetch(`${prefix}health`, { cache: "no-store", signal }).catch(() => null);
  return response !== null && response.ok;
}
