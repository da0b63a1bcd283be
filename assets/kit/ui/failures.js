/** What a person is told when a frame does not come to life, or no longer works: each by its code. */

// Of each entry, bundle.mjs leaves what people see.
import CATALOGUE from "../../../kit/dash_retool_embed/errors/browser.json" with { type: "json" };

/**
 * @typedef {object} Failure
 * @property {string} code
 * @property {string} message  a sentence for the person
 * @property {"retry" | "continue" | "reload" | "none"} action
 *     what the button does; none: there is nothing to do, and the app stays within reach under a note
 * @property {boolean} [transient]  asking again by itself may help
 * @property {number} [retryAfterMs]  asking earlier is no use: the server has said so
 * @property {string} [ticket]  keeps the turn of whoever comes back with it
 */

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
