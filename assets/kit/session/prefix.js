/** What Dash says of the app that a page is of. */

/** @typedef {{requests_pathname_prefix?: string, csrf_token_name?: string, csrf_header_name?: string}} DashConfig */

/** @returns {DashConfig} */
export function dashConfig() {
  return JSON.parse(document.getElementById("_dash-config")?.textContent ?? "{}");
}

/** @returns {string}  the app's path, with a slash at its end */
export function pathPrefix() {
  return dashConfig().requests_pathname_prefix ?? "/";
}
