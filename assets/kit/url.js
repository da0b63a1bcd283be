/** Addresses that may be none. */

/**
 * As URL.parse, which came after the oldest browsers that this runs in.
 * @param {unknown} address
 * @param {string} [base]
 * @returns {URL | null}
 */
export function parsedUrl(address, base) {
  try {
    return new URL(String(address), base);
  } catch {
    return null;
  }
}
