/** The table of links: what it writes, and what it is told to do. */

// As dashapp/pages/usage/ids.py calls it.
const GRID = "usage_grid";

/** @type {Intl.DateTimeFormat | undefined} made when a row is there: it takes as long as all the rest of this page */
let time;

/** @param {number | undefined} ms  undefined while the row is on its way */
export function usageTime(ms) {
  time ??= new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "medium" });
  return ms === undefined ? "" : time.format(ms);
}

/** @param {number | null | undefined} ms */
export function usageMs(ms) {
  return ms === undefined || ms === null ? "" : `${Math.round(ms).toLocaleString()} ms`;
}

/** @param {(api: DashGridApi) => void} act  nothing happens while there is no table */
export function withGrid(act) {
  window.dash_ag_grid?.getApiAsync(GRID).then(act, () => {});
}
