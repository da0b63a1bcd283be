/** The values of the page that a handler takes beside its event, as Dash's renderer would send them. */

/** @import { EmbedId } from "../embed-id.js" */
/** @import { WantedState } from "./types.js" */
import { allProps, isWildcard, missingInRenderer, propsOf } from "../dash-internals.js";
import { idText, parsedId } from "../embed-id.js";

/** @typedef {{id: EmbedId, property: string, value: unknown}} StateValue */

/** @type {Set<string>} */
const told = new Set();

/**
 * @param {readonly WantedState[]} wanted
 * @param {EmbedId} embed
 * @returns {(StateValue | StateValue[])[] | null}  null: the page has not all of them, and the console says which it has not
 */
export function stateOf(wanted, embed) {
  const lacking = missingInRenderer();
  if (lacking) return tell(embed, `This page of Dash can't be used with this release: ${lacking}.`);
  const found = wanted.map(({ id, property }) => valueOf(matched(parsedId(id), parsedId(embed)), property));
  const missing = wanted.filter((_, i) => !found[i]);
  for (const { id, property } of missing) {
    const state = `State(${JSON.stringify(id)}, "${property}")`;
    tell(embed, `Their handler takes ${state}, and no component with this id is on the page.`);
  }
  return missing.length ? null : /** @type {(StateValue | StateValue[])[]} */ (found);
}

/**
 * @param {EmbedId} id  with {key: ["MATCH"]} where it is as in the embed's
 * @param {EmbedId} embed
 * @returns {EmbedId}
 */
function matched(id, embed) {
  if (typeof id !== "object" || typeof embed !== "object") return id;
  const parts = Object.entries(id).map(([key, part]) => [key, isWildcard(part, "MATCH") ? embed[key] : part]);
  return Object.fromEntries(parts);
}

/**
 * @param {EmbedId} id
 * @param {string} property
 * @returns {StateValue | StateValue[] | null}
 */
function valueOf(id, property) {
  if (typeof id === "object" && Object.values(id).some((part) => isWildcard(part, "ALL"))) {
    const fitting = allProps().filter((props) => fits(props.id, id));
    return fitting.map((props) => ({ id: /** @type {EmbedId} */ (props.id), property, value: props[property] }));
  }
  const props = propsOf(id);
  return props && { id, property, value: props[property] };
}

/**
 * @param {unknown} actual
 * @param {Record<string, unknown>} id
 */
function fits(actual, id) {
  if (!actual || typeof actual !== "object") return false;
  const parts = /** @type {Record<string, unknown>} */ (actual);
  const keys = Object.keys(id);
  if (Object.keys(parts).length !== keys.length) return false;
  return keys.every((key) => key in parts && (isWildcard(id[key], "ALL") || parts[key] === id[key]));
}

/**
 * Once: the events are sent again, and would be said again.
 * @param {EmbedId} embed
 * @param {string} why
 */
function tell(embed, why) {
  const text = `Retool: the events of ${idText(embed)} wait. ${why}`;
  if (!told.has(text)) console.error(text);
  told.add(text);
  return null;
}
