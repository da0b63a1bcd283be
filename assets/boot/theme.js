/**
 * Light or dark: as this person has chosen, or as the system says. Loaded before any stylesheet and waited for, so that
 * the first picture of a page has its colours. It is in the document, as data-bs-theme and data-theme-choice.
 */
import { customEvent } from "../kit/custom-event.js";
import { isOfChoice, keepChoice, keptChoice, themeOf } from "./theme-choice.js";

const system = window.matchMedia("(prefers-color-scheme: dark)");

// In memory too: a browser that keeps nothing has a choice for as long as the page is there.
let choice = keptChoice();

function apply() {
  const { dataset } = document.documentElement;
  const bsTheme = themeOf(choice, system.matches);
  if (dataset.bsTheme === bsTheme && dataset.themeChoice === choice) return;
  Object.assign(dataset, { bsTheme, themeChoice: choice });
  document.dispatchEvent(customEvent("dashapp:theme", null));
}

system.addEventListener("change", apply);
// Another window of this browser has chosen.
window.addEventListener("storage", (event) => {
  if (!isOfChoice(event)) return;
  choice = keptChoice();
  apply();
});
document.addEventListener("dashapp:choose-theme", ({ detail }) => {
  choice = detail;
  keepChoice(choice);
  apply();
});
apply();
