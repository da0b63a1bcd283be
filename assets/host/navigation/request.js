/** What an event of an app asks of the host: another tab. */

/**
 * @typedef {object} NavigationRequest
 * @property {string} tab
 * @property {Record<string, unknown>} values  for the data object of that tab's app
 */

/**
 * @param {unknown} data  of an event: "home", or {type: "navigate", tab: "sales", …values}
 * @returns {NavigationRequest | null}
 */
export function navigationIn(data) {
  if (typeof data === "string") return { tab: data, values: {} };
  const { type, tab, ...values } = /** @type {Record<string, unknown>} */ (data ?? {});
  return type === "navigate" && typeof tab === "string" ? { tab, values } : null;
}
