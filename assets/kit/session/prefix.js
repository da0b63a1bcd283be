/** Where this Dash app lives. */

/** @returns {string}  its path, with a slash at its end */
export function pathPrefix() {
  const config = document.getElementById("_dash-config")?.textContent ?? "{}";
  return JSON.parse(config).requests_pathname_prefix ?? "/";
}
