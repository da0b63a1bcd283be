/** The values of the page that a handler takes beside its event, as Dash's renderer would send them. */

/** @import { EmbedId } from "../embed-id.js" */
/** @import { WantedState } from "../types.js" */
import { idText, parsedId } from "../embed-id.js";

/** @typedef {{id: EmbedId, property: string, value: unknown}} StateValue */
/** @typedef {{type?: unknown, namespace?: unknown, props?: Record<string, unknown>}} LaidOut  a component of the page */

/** @type {Set<string>} */
const told = new Set();

/**
 * @param {readonly WantedState[]} wanted
 * @param {EmbedId} embed
 * @returns {(StateValue | StateValue[])[] | null}  null: the page has not all of them, and the console says which it has not
 */
export function stateOf(wanted, embed) {
  const found = wanted.map(({ id, property }) => valueOf(matched(parsedId(id), parsedId(embed)), property));
  const missing = wanted.filter((_, i) => !found[i]);
  for (const { id, property } of missing) tell(embed, id, property);
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
 * @param {unknown} part
 * @param {"MATCH" | "ALL"} name
 */
function isWildcard(part, name) {
  return Array.isArray(part) && part[0] === name;
}

/**
 * @param {EmbedId} id
 * @param {string} property
 * @returns {StateValue | StateValue[] | null}
 */
function valueOf(id, property) {
  if (typeof id === "object" && Object.values(id).some((part) => isWildcard(part, "ALL"))) {
    return everyOne(id).map((props) => ({ id: /** @type {EmbedId} */ (props.id), property, value: props[property] }));
  }
  const props = propsOf(id);
  return props && { id, property, value: props[property] };
}

/** @param {EmbedId} id */
function propsOf(id) {
  try {
    const { props } = window.dash_component_api.getLayout(id) ?? {};
    // For an id of several parts that is not there, Dash gives all that it keeps.
    return props?.id !== undefined && idText(/** @type {EmbedId} */ (props.id)) === idText(id) ? props : null;
  } catch {
    return null;
  }
}

/**
 * The properties of the components whose ids fit, in their order on the page.
 * @param {Record<string, unknown>} id
 */
function everyOne(id) {
  /** @type {Record<string, unknown>[]} */
  const found = [];
  /** @param {unknown} part  of the page's layout */
  function look(part) {
    if (Array.isArray(part)) return part.forEach(look);
    const { type, namespace, props } = /** @type {LaidOut} */ (part ?? {});
    if (typeof type !== "string" || typeof namespace !== "string" || !props) return;
    if (fits(props.id, id)) found.push(props);
    Object.values(props).forEach(look);
  }
  const kept = /** @type {{components?: unknown}} */ (window.dash_component_api.getLayout([]));
  // Before Dash 4 it kept nothing else.
  look(kept.components ?? kept);
  return found;
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
 * @param {string} id
 * @param {string} property
 */
function tell(embed, id, property) {
  const text =
    `Retool: the events of ${idText(embed)} wait. Their handler takes State(${JSON.stringify(id)}, "${property}"), ` +
    "and no component with this id is on the page.";
  if (!told.has(text)) console.error(text);
  told.add(text);
}
