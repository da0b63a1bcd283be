/** Which tab is the one that is shown, in the row and in each menu. */
import { all, first } from "../elements.js";
import { tabOf } from "./elements.js";

/** @param {string} name */
export function mark(name) {
  for (const link of all("[data-tab] a")) {
    if (tabOf(link) === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const menu of all(".host-group, .host-more")) {
    const isIn = all("[aria-current]", menu).some((link) => !link.closest("[hidden]"));
    menu.toggleAttribute("data-current", isIn);
  }
  const label = first(".host-more[data-current] .host-more-label");
  for (const each of all(".host-more-label")) each.textContent = "More";
  if (label) label.textContent = first("[aria-current] .host-tab-title")?.textContent ?? "More";
}
