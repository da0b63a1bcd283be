/** What a person has chosen: light, dark, or as the system says. */

import { storageKey } from "../host/storage-key.js";

/** @typedef {"system" | "light" | "dark"} ThemeChoice */

const NAME = "dashapp_theme";

/** @returns {ThemeChoice} */
export function keptChoice() {
  try {
    const said = localStorage.getItem(storageKey(NAME));
    return said === "light" || said === "dark" ? said : "system";
  } catch {
    return "system";
  }
}

/** @param {ThemeChoice} choice */
export function keepChoice(choice) {
  try {
    if (choice === "system") localStorage.removeItem(storageKey(NAME));
    else localStorage.setItem(storageKey(NAME), choice);
  } catch {
    // The choice ends with the page.
  }
}

/** @param {Pick<StorageEvent, "key">} event  of another window; it may have emptied everything */
export function isOfChoice({ key }) {
  return key === storageKey(NAME) || key === null;
}

/**
 * @param {ThemeChoice} choice
 * @param {boolean} isSystemDark
 * @returns {"light" | "dark"}
 */
export function themeOf(choice, isSystemDark) {
  if (choice !== "system") return choice;
  return isSystemDark ? "dark" : "light";
}
