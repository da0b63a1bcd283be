/** The views, as they are on the page. */
import { all } from "../elements.js";

/** @returns {HTMLElement[]} */
export function allViews() {
  return all("[data-view]");
}

/**
 * @param {string} name
 * @returns {HTMLElement | undefined}
 */
export function viewNamed(name) {
  return allViews().find((view) => view.dataset.view === name);
}

/** @param {Element | undefined} view  which has a heading before it has its page */
export function hasPage(view) {
  return Boolean(view?.querySelector(":scope > :not(.host-placeholder)"));
}
