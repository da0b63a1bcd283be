/** What the kit asks of the page's own server. */

import { forgeryNames, pathPrefix } from "../dash-internals.js";

/**
 * @param {string} path  below the app's own
 * @param {string} body  JSON
 * @param {RequestInit} options
 * @returns {Promise<Response>}
 */
export function askServer(path, body, options) {
  return fetch(`${pathPrefix()}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...forgeryHeader() },
    body,
    ...options,
  });
}

/**
 * As Dash sends it for servers that want to know which page asks.
 * @returns {Record<string, string>}
 */
function forgeryHeader() {
  const { cookie, header } = forgeryNames();
  const cookies = document.cookie.split("; ").map((each) => each.split("="));
  const token = cookies.find(([each]) => each === cookie)?.slice(1).join("=");
  return token ? { [header]: decoded(token) } : {};
}

/** @param {string} token */
function decoded(token) {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
