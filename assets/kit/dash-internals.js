/**
 * What the browser's half relies on in Dash beside its documented interface: here, and nowhere else below assets/. The
 * sisters of this file, dash_internals.py of the kit and of the host, refuse a Dash that is another inside before any page
 * is made.
 *
 * A stylesheet can't import: assets/host/ names `#react-entry-point` (what Dash renders into), `._dash-loading` (there
 * until it has) and `._dash-error` (there if it could not). tests/browser/shell/test_dash_markup.py looks for them in Dash.
 */

/** @import { EmbedId } from "./embed-id.js" */
import { idText, parsedId } from "./embed-id.js";

/** What its pages ask their server for, below the app's path. The host's first lines ask for two of them before Dash does. */
export const CALLBACKS = "_dash-update-component";
export const LAYOUT = "_dash-layout";
export const DEPENDENCIES = "_dash-dependencies";

// All that is Dash's own, and what its renderer asks for.
const OWN = "_";
const RENDERERS = "_dash-";

// In the page, above its scripts: nothing documented says below which path an app is.
const CONFIG = "_dash-config";

/** @typedef {{requests_pathname_prefix?: unknown, csrf_token_name?: string, csrf_header_name?: string}} DashConfig */
/** @typedef {Record<string, unknown>} Props  of a component on the page */
/** @typedef {{type?: unknown, namespace?: unknown, props?: Props}} LaidOut  a component, as the renderer keeps it */

/** @returns {DashConfig | null}  null: the page has none */
function config() {
  try {
    return JSON.parse(document.getElementById(CONFIG)?.textContent ?? "null");
  } catch {
    return null;
  }
}

/**
 * Asked when the kit starts: a guessed path would be another app's.
 * @returns {string}  what the page lacks, in words; empty: nothing
 */
export function missingInPage() {
  const said = config();
  if (!said) return `there is no #${CONFIG} with JSON above its scripts`;
  return typeof said.requests_pathname_prefix === "string" ? "" : `#${CONFIG} has no requests_pathname_prefix`;
}

/**
 * @returns {string}  the app's path, with a slash at its end
 * @throws {Error}  the page does not say it
 */
export function pathPrefix() {
  const missing = missingInPage();
  if (missing) throw new Error(missing);
  return String(config()?.requests_pathname_prefix);
}

/** What the author of the app has called the token of a form, and the header that carries it; both are Dash's by default. */
export function forgeryNames() {
  const { csrf_token_name: cookie = "_csrf_token", csrf_header_name: header = "X-CSRFToken" } = config() ?? {};
  return { cookie, header };
}

/**
 * @param {string} path
 * @param {string} prefix
 */
export function isOfDash(path, prefix) {
  return path.startsWith(prefix + OWN);
}

/**
 * Layout, dependencies, callbacks and whatever else Dash's renderer asks for.
 * @param {string} path
 * @param {string} prefix
 */
export function isOfRenderer(path, prefix) {
  return path.startsWith(prefix + RENDERERS);
}

/** @returns {Response}  an answer to a callback after which the renderer changes nothing */
export function nothingNew() {
  return new Response(null, { status: 204 });
}

/**
 * What the renderer sends for a callback with one output and one input.
 * @param {string} callback  as Dash names it
 * @param {EmbedId} id  of the component that has both
 * @param {{output: string, input: string, value: unknown, state: unknown}} of  properties, and what is in them
 * @returns {string}  JSON
 */
export function callbackRequest(callback, id, { output, input, value, state }) {
  return JSON.stringify({
    // First: the host's server reads the name without reading the rest.
    output: callback,
    outputs: { id, property: output },
    inputs: [{ id, property: input, value }],
    changedPropIds: [`${idText(id)}.${input}`],
    state,
  });
}

/**
 * @param {{response: Record<string, Props>, sideUpdate?: Record<string, Props> | null}} answer  to a callback's request, as JSON
 * @param {string} output  a property
 * @returns {{value: unknown, set: Record<string, Props>}}
 *     value: of that property; set: what the callback has set with dash.set_props, by the id of a component, as text
 */
export function callbackAnswer({ response, sideUpdate }, output) {
  // By its property: Python and the browser write an id of several parts in different ways.
  const values = Object.values(response).find((each) => each[output]);
  return { value: values?.[output], set: sideUpdate ?? {} };
}

/**
 * @param {EmbedId} id
 * @param {Props} props  of a component that may have left the page
 */
export function setIfThere(id, props) {
  try {
    window.dash_clientside.set_props(parsedId(id), props);
  } catch {
    // It throws for what is not there, and nothing is lost with that.
  }
}

/**
 * Asked when somebody needs what is on the page: the renderer is the page's last script.
 * @returns {string}  what it lacks, in words; empty: nothing
 */
export function missingInRenderer() {
  return typeof window.dash_component_api?.getLayout === "function" ? "" : "there is no dash_component_api.getLayout";
}

/**
 * @param {EmbedId} id
 * @returns {Props | null}  null: no component on the page has this id
 */
export function propsOf(id) {
  try {
    const { props } = window.dash_component_api.getLayout(id) ?? {};
    // For an id of several parts that is not there, Dash gives all that it keeps.
    return props?.id !== undefined && idText(/** @type {EmbedId} */ (props.id)) === idText(id) ? props : null;
  } catch {
    return null;
  }
}

/** @returns {Props[]}  of each component on the page, in their order */
export function allProps() {
  /** @type {Props[]} */
  const found = [];
  /** @param {unknown} part  of the page's layout */
  function look(part) {
    if (Array.isArray(part)) return part.forEach(look);
    const { type, namespace, props } = /** @type {LaidOut} */ (part ?? {});
    if (typeof type !== "string" || typeof namespace !== "string" || !props) return;
    found.push(props);
    Object.values(props).forEach(look);
  }
  const kept = /** @type {{components?: unknown}} */ (window.dash_component_api.getLayout([]));
  // Before Dash 4 it kept nothing else.
  look(kept.components ?? kept);
  return found;
}

/**
 * @param {unknown} part  of an id, as Dash writes it of a callback
 * @param {"MATCH" | "ALL"} name
 */
export function isWildcard(part, name) {
  return Array.isArray(part) && part[0] === name;
}

/** Has dcc.Location look at the address anew: it has noted the one before, and would put that back. */
export function tellAddressReplaced() {
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
}
