/**
 * What Retool's messages look like, as the official SDKs speak them. Another vendor's would be another module such as this.
 *
 *   frame → page  {type: "PARENT_WINDOW_QUERY", selector, pageName, id}   asks for data[selector], and subscribes
 *   page → frame  {type: "PARENT_WINDOW_RESULT", result, id, pageName}    the answer, and every later change
 *   frame → page  {type: "intercom-snippet__ready"}                       noise
 *   frame → page  anything else                                           an event
 */

const QUERY = "PARENT_WINDOW_QUERY";
const RESULT = "PARENT_WINDOW_RESULT";
const NOISE = "intercom-snippet__ready";

// Of a selector, an id or a page's name: Retool's own have some dozens of characters.
const MAX_NAME_CHARACTERS = 1000;

/** @typedef {{selector: string, pageName: unknown, id: unknown}} Query  id: of the query, on its page */
/** @typedef {Partial<Query> & {type?: unknown, result?: unknown}} Fields  of a message; it may have none of them */

/**
 * Who takes a message, by its kind.
 * @typedef {object} Hearer
 * @property {(query: Query, from: Window) => void} query
 * @property {(data: unknown) => void} event
 */

/** @param {unknown} data */
function fieldsOf(data) {
  return /** @type {Fields} */ (data ?? {});
}

/**
 * @param {unknown} data  of a message from a frame
 * @returns {keyof Hearer | "noise" | "malformed"}
 */
export function kindOf(data) {
  const message = fieldsOf(data);
  if (message.type === NOISE) return "noise";
  if (message.type !== QUERY) return "event";
  return isWellFormed(message) ? "query" : "malformed";
}

/** @param {Fields} query */
function isWellFormed({ selector, pageName, id }) {
  return typeof selector === "string" && [selector, pageName, id].every(isName);
}

/** @param {unknown} value */
function isName(value) {
  return Object(value) !== value && String(value).length <= MAX_NAME_CHARACTERS;
}

/**
 * @param {unknown} data  of a malformed query
 * @returns {string}  which part of it is no short text
 */
export function malformedPart(data) {
  const { selector } = fieldsOf(data);
  return typeof selector === "string" && isName(selector) ? "query id or page name" : "selector";
}

/**
 * @param {Pick<Query, "id" | "pageName">} query
 * @param {unknown} result
 * @returns {object}  the message that answers it, and tells of a change
 */
export function resultFor({ id, pageName }, result) {
  return { type: RESULT, result, id, pageName };
}

/** @param {unknown} data */
export function isQuery(data) {
  return fieldsOf(data).type === QUERY;
}

/**
 * @param {unknown} data
 * @returns {unknown}  text, unless the query is malformed; undefined: it is no query
 */
export function selectorIn(data) {
  return isQuery(data) ? fieldsOf(data).selector : undefined;
}

/**
 * What of a message, in either direction, is its value.
 * @param {unknown} data
 */
export function valueIn(data) {
  const { type, pageName, id, result } = fieldsOf(data);
  if (type === QUERY) return { pageName, id };
  return type === RESULT ? result : data;
}
