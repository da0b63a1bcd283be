/** Every address of the host that its pages ask for or lead to: dashapp/routes.py puts them into `data-routes` of <html>. */

/**
 * @typedef {object} Routes
 * @property {string} prefix  where all of them begin, with a slash at its end
 * @property {string} health
 * @property {string} links  that open an app
 * @property {string} offlineWorker
 * @property {string} oldBrowser
 * @property {string} signOut
 * @property {string} usageExport  without the ending of a file
 */

/**
 * In words that any browser can read: boot/too-old.js has it, too.
 * @returns {Routes}
 */
export function hostRoutes() {
  return JSON.parse(document.documentElement.getAttribute("data-routes") || "{}");
}
