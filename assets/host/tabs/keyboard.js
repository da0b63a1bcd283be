/** The arrow keys among the tabs and in their menus, and Escape. */
import { isVisible } from "../../kit/visibility.js";
import { all, closest } from "../elements.js";
import { closeMenus } from "./menus.js";

/** @type {Readonly<Record<string, number>>} */
const IN_ROW = { ArrowLeft: -1, ArrowRight: 1 };
/** @type {Readonly<Record<string, number>>} */
const IN_MENU = { ArrowUp: -1, ArrowDown: 1 };
/** @type {Readonly<Record<string, string>>} */
const MIRRORED = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };

/**
 * Where a key leads to: round and round.
 * @template T
 * @param {readonly T[]} stops  those to be seen
 * @param {T} from
 * @param {string} key
 * @param {boolean} isMenu  one is below the other
 * @returns {T | undefined}
 */
export function nextStop(stops, from, key, isMenu) {
  if (key === "Home") return stops[0];
  if (key === "End") return stops.at(-1);
  const step = (isMenu ? IN_MENU : IN_ROW)[key];
  if (!step || !stops.includes(from)) return undefined;
  return stops[(stops.indexOf(from) + step + stops.length) % stops.length];
}

/**
 * @param {string} key
 * @param {boolean} isRtl  the row begins at the right
 */
export function inReadingOrder(key, isRtl) {
  return (isRtl && MIRRORED[key]) || key;
}

/**
 * @param {HTMLElement} from
 * @param {string} key
 * @returns {HTMLElement | undefined}
 */
function stepFrom(from, key) {
  const isSummary = from.tagName === "SUMMARY";
  const menu = from.closest("details");
  if (isSummary && key === "ArrowDown") {
    menu?.setAttribute("open", "");
    // Under "More" the first are those that are not there.
    return all(".host-menu a, .host-menu button", menu ?? undefined).find(isVisible);
  }
  const inMenu = isSummary ? null : menu;
  const row = inMenu ? all("a", inMenu) : all(".host-tabs > li > a, .host-tabs > li > details > summary");
  return nextStop(row.filter(isVisible), from, key, Boolean(inMenu));
}

export function startKeyboard() {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const menu = closest(target, ".host-header details");
    if (event.key === "Escape" && menu?.hasAttribute("open")) {
      closeMenus();
      menu.querySelector("summary")?.focus();
    }
    if (!target.matches?.(".host-tab") || event.ctrlKey || event.metaKey || event.altKey) return;
    const isRtl = getComputedStyle(target).direction === "rtl";
    const next = stepFrom(target, inReadingOrder(event.key, isRtl));
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
