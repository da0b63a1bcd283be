/** Whether this browser is new enough. The versions are in package.json, under "browserslist". */

/**
 * Of what the code relies on, the two that came last. Nothing that is newer is relied on: see eslint.config.mjs.
 * @returns {boolean}
 */
export function isTooOld() {
  try {
    return !AbortSignal.timeout || !("inert" in HTMLElement.prototype);
  } catch {
    return true;
  }
}
