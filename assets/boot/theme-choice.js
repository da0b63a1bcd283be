/** What a person has chosen: light, dark, or as the system says. */

/** @typedef {"system" | "light" | "dark"} ThemeChoice */

const KEY = "dashapp_theme";

/** @returns {ThemeChoice} */
export function keptChoice() {
  try {
    const said = localStorage.getItem(KEY);
    return said === "light" || said === "dark" ? said : "system";
  } catch {
    return "system";
  }
}

/** @param {ThemeChoice} choice */
export function keepChoice(choice) {
  try {
    if (choice === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // The choice ends with the page.
  }
}

/** @param {Pick<StorageEvent, "key">} event  of another window; it may have emptied everything */
export function isOfChoice({ key }) {
  return key === KEY || key === null;
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
