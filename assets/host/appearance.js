/** Light, dark, or as the system says: the buttons for it, and what the apps are told of it. */

/** @import { ThemeChoice } from "../boot/theme-choice.js" */
import { customEvent } from "../kit/custom-event.js";
import { setProps } from "./dash.js";
import { all, closest, shell } from "./elements.js";
import { chosenTheme, shownTheme } from "./theme.js";

// The document has such an attribute too.
const BUTTON = "button[data-theme-choice]";

function tellButtons() {
  for (const button of all(BUTTON)) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosenTheme()));
}

export function startAppearance() {
  let told = shownTheme();

  document.addEventListener("click", ({ target }) => {
    // As dashapp/pages/account.py writes it.
    const detail = /** @type {ThemeChoice | undefined} */ (closest(target, BUTTON)?.dataset.themeChoice);
    if (detail) document.dispatchEvent(customEvent("dashapp:choose-theme", detail));
  });
  document.addEventListener("dashapp:theme", () => {
    tellButtons();
    if (told === shownTheme()) return;
    told = shownTheme();
    // The data objects of all apps have it.
    if (shell()) setProps("host_theme", { data: told });
  });

  return { onPage: tellButtons };
}
