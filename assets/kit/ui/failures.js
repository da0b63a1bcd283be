/** What a person is told when a frame does not come to life, or no longer works: each by its code. */

/** @import { Failure } from "../types.js" */
// Of each entry, bundle.mjs leaves what people see.
import CATALOGUE from "../../../kit/dash_retool_embed/errors/browser.json" with { type: "json" };

/** @typedef {typeof CATALOGUE} Catalogue */
/** @typedef {keyof Catalogue} Code */
/** @typedef {{person: string, action: Failure["action"], transient?: boolean}} Entry */

const ENTRIES = Object.entries(/** @type {Record<string, Entry>} */ (CATALOGUE));
const TRANSIENT = ENTRIES.filter(([, { transient }]) => transient).map(([code]) => code);

export const FAILURES = /** @type {Readonly<Record<Code, Failure>>} */ (
  Object.fromEntries(ENTRIES.map(([code, { person: message, action }]) => [code, { code, message, action }]))
);

/**
 * Whether it may be over without anybody's doing, so that asking again helps.
 * @param {Failure} failure
 */
export function isPassing({ transient, code }) {
  return transient === true || TRANSIENT.includes(code);
}
