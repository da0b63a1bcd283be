/** The theme of this page, as boot/theme.js keeps it in the document. */

/** @returns {string}  "light" or "dark" */
export function shownTheme() {
  return document.documentElement.dataset.bsTheme ?? "light";
}

/** @returns {string | undefined}  "system", "light" or "dark" */
export function chosenTheme() {
  return document.documentElement.dataset.themeChoice;
}
