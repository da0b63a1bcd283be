/** Whether the host answers. */

const ANSWER_DEADLINE_MS = 5000;

/**
 * @param {string} address  that the host answers at while it can
 * @returns {Promise<boolean>}
 */
export async function isAnswering(address) {
  const signal = AbortSignal.timeout(ANSWER_DEADLINE_MS);
  const response = await fetch(address, { cache: "no-store", signal }).catch(() => null);
  return response !== null && response.ok;
}
