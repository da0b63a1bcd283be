/** The tab that a person saw last in this browser: kept by the host's views, read when the host's own address is opened. */

import { storageKey } from "../host/storage-key.js";

const NAME = "dashapp_last_tab";

/**
 * @param {string | undefined} person  an opaque name
 * @param {string | null} tab  null: none that anybody goes on to
 */
export function saveLastTab(person, tab) {
  try {
    localStorage.setItem(storageKey(NAME), JSON.stringify({ person, tab }));
  } catch {
    // A browser that keeps nothing: the next visit begins at Home.
  }
}

/**
 * @param {string | undefined} person  an opaque name
 * @returns {string | null}  null: there is none to go on to
 */
export function savedLastTab(person) {
  try {
    /** @type {{person?: unknown, tab?: unknown} | null} */
    const last = JSON.parse(localStorage.getItem(storageKey(NAME)) ?? "null");
    return last?.person === person && typeof last?.tab === "string" ? last.tab : null;
  } catch {
    return null;
  }
}

/**
 * A reload and Back show what the address says: only who types the address goes on.
 * @param {readonly PerformanceEntry[]} entries  of type "navigation"
 */
export function isTyped([entry]) {
  return /** @type {PerformanceNavigationTiming | undefined} */ (entry)?.type === "navigate";
}
