/** The tabs, as they are on the page. */
import { closest, first } from "../elements.js";

/**
 * The name of the tab that a link is of.
 * @param {Element} link
 * @returns {string}
 */
export function tabOf(link) {
  return closest(link, "[data-tab]")?.dataset.tab ?? "";
}

/**
 * Tells who hears the page, and does not see it.
 * @param {string} text
 */
export function announce(text) {
  const live = first("#host_live");
  if (live) live.textContent = text;
}
