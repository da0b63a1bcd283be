/** What the host keeps in this browser: under names of its own, if it is one of several at an origin. */
import { hostRoutes } from "./routes.js";

/**
 * @param {string} name
 * @returns {string}
 */
export function storageKey(name) {
  const { prefix } = hostRoutes();
  return prefix === "/" ? name : `${name} ${prefix}`;
}
