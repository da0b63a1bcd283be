/** What a person is told when a frame does not come to life, or no longer works: each by its code. */

/** @import { Failure } from "../types.js" */
// bundle.mjs leaves in it what is the browser's: the codes that have an `action`.
import CATALOGUE from "../../../kit/dash_retool_embed/errors/catalogue.json" with { type: "json" };

/** @typedef {typeof CATALOGUE} Catalogue */
/** @typedef {{[C in keyof Catalogue]: Catalogue[C] extends {action: string} ? C : never}[keyof Catalogue]} Code */
/** @typedef {{person: string, action?: Failure["action"], transient?: boolean}} Entry */

const OF_BROWSERS = Object.entries(/** @type {Record<string, Entry>} */ (CATALOGUE)).filter(([, { action }]) => action);
const TRANSIENT = OF_BROWSERS.filter(([, { transient }]) => transient).map(([code]) => code);

export const FAILURES = /** @type {Readonly<Record<Code, Failure>>} */ (
  Object.fromEntries(OF_BROWSERS.map(([code, { person: message, action }]) => [code, { code, message, action }]))
);

/**
 * Whether it may be over without anybody's doing, so that asking again helps.
 * @param {Failure} failure
 */
export function isPassing({ transient, code }) {
  return transient === true || TRANSIENT.includes(code);
}
