/** The tabs: what fits is side by side, the rest is under "More". */
import { all, first } from "../elements.js";
import { startBadges } from "./badges.js";
import { place } from "./fitting.js";
import { startKeyboard } from "./keyboard.js";
import { mark } from "./marking.js";
import { startMenus } from "./menus.js";

export function startTabs() {
  let shown = "";
  const badges = startBadges(fitAll);
  // Told before the next picture, when the layout is known: to measure at once would be to lay out twice.
  const observer = new ResizeObserver(fitAll);

  /** @param {HTMLElement} list */
  function fit(list) {
    const focused = document.activeElement;
    const more = first(":scope > .host-more-item", list);
    if (!more) return;
    place(list, more);
    const width = more.offsetWidth;
    mark(shown);
    badges.draw();
    // "More" may have got a badge, or the name of what is shown, which is longer.
    if (more.offsetWidth > width) {
      place(list, more);
      badges.draw();
    }
    if (focused?.closest(".host-tabs > [hidden]")) more.querySelector("summary")?.focus();
  }

  function fitAll() {
    for (const list of all(".host-tabs")) {
      if (list.hasAttribute("data-fits")) {
        fit(list);
        continue;
      }
      list.toggleAttribute("data-fits", true);
      observer.observe(list);
    }
  }

  startMenus();
  startKeyboard();

  return {
    /** @param {string} name  of the tab that is shown now */
    show(name) {
      shown = name;
      badges.forget(name);
      fitAll();
    },
  };
}
