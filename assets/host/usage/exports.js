/** Where what is chosen on the usage page can be downloaded from. */

/**
 * @param {string} address  without the ending of a file
 * @param {object} chosen
 * @param {string} chosen.period
 * @param {string | null | undefined} chosen.person
 * @param {string} chosen.app
 * @param {string} chosen.outcome
 * @param {boolean} chosen.failed
 * @returns {string[]}  as CSV and as JSON lines
 */
export function exportAddresses(address, { period, person, app, outcome, failed }) {
  const query = new URLSearchParams({ period, person: person ?? "", app, outcome, failed: failed ? "1" : "" });
  return ["csv", "jsonl"].map((kind) => `${address}.${kind}?${query}`);
}
