/** The menus of the header: when they close, and where they are. */
import { all, closest, first } from "../elements.js";

const EDGE_PX = 8;

/** @param {Element | null} [except] */
export function closeMenus(except) {
  for (const menu of all(".host-header details[open]")) {
    if (menu === except) continue;
    // In a menu that is closed the keyboard would be nowhere.
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    menu.removeAttribute("open");
  }
}

export function startMenus() {
  document.addEventListener("click", ({ target }) => {
    const isDone = closest(target, "[data-tab] a, button[data-theme-choice]");
    closeMenus(isDone ? null : closest(target, "details"));
  });
  // A click into a frame is told to nobody else.
  window.addEventListener("blur", () => closeMenus());
  document.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget) closeMenus(closest(relatedTarget, "details"));
  });

  // One at the right end of the row would go over the edge of the window.
  document.addEventListener(
    "toggle",
    ({ target }) => {
      const menu = first(":scope > .host-menu", /** @type {Element} */ (target));
      if (!menu) return;
      menu.style.translate = "";
      const over = menu.getBoundingClientRect().right + EDGE_PX - document.documentElement.clientWidth;
      if (over > 0) menu.style.translate = `${-over}px`;
    },
    true,
  );
}
