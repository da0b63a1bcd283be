/** What an embed is called: a text, or an object of several parts. */

/** @import { EmbedProps } from "./component.js" */

/** @typedef {NonNullable<EmbedProps["id"]>} EmbedId */

/**
 * @param {EmbedId} id
 * @returns {string}  as Dash has it in the page
 */
export function idText(id) {
  return typeof id === "object" ? JSON.stringify(id, Object.keys(id).sort()) : id;
}

/**
 * An id of several parts is given to components and to `sideUpdate` as text, and asked for as an object.
 * @param {EmbedId} id
 * @returns {EmbedId}
 */
export function parsedId(id) {
  return typeof id === "string" && id.startsWith("{") ? JSON.parse(id) : id;
}
