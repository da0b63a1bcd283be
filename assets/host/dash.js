/** Talking to Dash: the functions it calls in this browser, and the properties that it is told of. */

/**
 * What the host sets by itself, as dashapp/pages/ids.py calls it.
 * @typedef {{
 *   host_url: {pathname: string},
 *   host_carried: {data: import("./data-object.js").Carried},
 *   host_theme: {data: string},
 * }} HostProps
 */

/**
 * @template {keyof HostProps} T
 * @param {T} id
 * @param {HostProps[T]} props
 */
export function setProps(id, props) {
  window.dash_clientside.set_props(id, props);
}

/**
 * Has the view of a tab filled in: `path` is the address that it is visited under, null that it never was.
 * @param {string} tab
 * @param {string | null} path
 */
export function setVisited(tab, path) {
  window.dash_clientside.set_props({ tab, type: "host_visited" }, { data: path });
}

/**
 * Adds functions for dash.ClientsideFunction. Dash's own script adds to the same object, before this or after it.
 * @param {string} namespace
 * @param {Record<string, (...values: never[]) => unknown>} functions
 */
export function addClientside(namespace, functions) {
  window.dash_clientside = Object.assign(window.dash_clientside ?? {}, { [namespace]: functions });
}
