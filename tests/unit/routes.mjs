/** What `<html>` says of a host's addresses, as dashapp/routes.py writes it. */

/** @param {string} [prefix] */
export function routesBelow(prefix = "/") {
  return {
    prefix,
    health: `${prefix}health`,
    links: `${prefix}api/embedUrl`,
    offlineWorker: `${prefix}offline-worker.js`,
    oldBrowser: `${prefix}old-browser`,
    signOut: `${prefix}sign-out`,
    usageExport: `${prefix}usage/export`,
  };
}

/**
 * The document's element.
 * @param {string} [prefix]
 * @param {object} [more]  what else it has
 */
export function htmlBelow(prefix = "/", more = {}) {
  const said = JSON.stringify(routesBelow(prefix));
  return { dataset: {}, getAttribute: (name) => (name === "data-routes" ? said : null), ...more };
}
