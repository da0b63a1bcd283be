/** The usage page in the browser: when it asks again, and what its table writes. Only readers of that page get this. */
import { addClientside } from "../dash.js";
import { first } from "../elements.js";
import { hostRoutes } from "../routes.js";
import { exportAddresses } from "./exports.js";
import { usageMs, usageTime, withGrid } from "./grid.js";

function isShown() {
  return !document.hidden && first("[data-view=usage][data-shown]") !== null;
}

window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions ?? {}, { usageTime, usageMs });

addClientside("dashapp_usage", {
  /**
   * Asks for what is new, while somebody looks.
   * @param {number} _count
   * @param {object | null | undefined} before
   */
  tick(_count, before) {
    if (before && !isShown()) return window.dash_clientside.no_update;
    return { at: Date.now(), zone: new Intl.DateTimeFormat().resolvedOptions().timeZone };
  },

  /** @param {object | null | undefined} fresh */
  refreshRows(fresh) {
    // The rows stay until the new ones are there, and the table where it was scrolled to.
    if (fresh) withGrid((api) => api.refreshInfiniteCache());
  },

  filterRows() {
    if (window.dash_clientside.callback_context.triggered.length) withGrid((api) => api.purgeInfiniteCache());
  },

  /**
   * @param {string} period
   * @param {string | null | undefined} person
   * @param {string} app
   * @param {string} outcome
   * @param {boolean} failed
   */
  exports(period, person, app, outcome, failed) {
    return exportAddresses(hostRoutes().usageExport, { period, person, app, outcome, failed });
  },

  /** @param {boolean} isOpen */
  forgetRow(isOpen) {
    // So that the same row can be chosen again.
    if (isOpen === false) withGrid((api) => api.deselectAll());
  },
});
