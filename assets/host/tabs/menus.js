/** The menus of the header: when they close, and where they are. */
import { all, closest, first } from "../elements.js";

const EDGE_PX = 8;

/**
 * How far what is between two edges has to go, so that it is in the window.
 * @param {number} left
 * @param {number} right
 * @param {number} width  of the window
 * @returns {number}  px to the right
 */
export function shiftInto(left, right, width) {
  const toLeftEdge = EDGE_PX - left;
  const toRightEdge = width - EDGE_PX - right;
  if (toLeftEdge > 0) return toLeftEdge;
  return Math.min(0, Math.max(toRightEdge, toLeftEdge));
}

/** @param {Element | null} [except] */
export function closeMenus(except) {
  for (const menu of all(".host-header details[open]")) {
    if (menu === except) continue;
    // In a menu that is closed the keyboard would be nowhere.
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    menu.removeAttribute("open");
  }
}

/**
 * One at an end of the row would go over the edge of the window.
 * @param {Element} details
 */
function place(details) {
  const menu = first(":scope > .host-menu", details);
  if (!menu) return;
  menu.style.transform = "";
  const { left, right } = menu.getBoundingClientRect();
  const shift = shiftInto(left, right, document.documentElement.clientWidth);
  // `translate` alone came after the oldest browsers.
  if (shift) menu.style.transform = `translateX(${shift}px)`;
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

  document.addEventListener("toggle", ({ target }) => place(/** @type {Element} */ (target)), true);
  window.addEventListener("resize", () => all(".host-header details[open]").forEach(place));
}
