/** Where the keyboard is after a change of tabs. */
import { isVisible } from "../../kit/visibility.js";
import { first } from "../elements.js";

/** @returns {HTMLElement | null}  of the view that is shown; its page may come later */
export function shownHeading() {
  return first("[data-shown] h1");
}

export function createFocus() {
  let isWanted = false;

  function focusHeading() {
    const heading = shownHeading();
    // One that will be replaced would take the keyboard with it.
    if (!heading || heading.closest(".host-coming")) return;
    isWanted = false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  return {
    focusHeading,
    /** @param {boolean} isIt  whether the heading is to have the keyboard once it is there */
    want(isIt) {
      isWanted = isIt;
    },
    arrive() {
      if (isWanted) focusHeading();
    },
  };
}

/** A frame that nobody sees can take the keyboard from the page, `inert` or not; from another frame it can't. */
export function startTakingBack() {
  /** @type {HTMLElement | null} where on the page, and not in a frame, the keyboard was last */
  let last = null;

  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLIFrameElement)) last = /** @type {HTMLElement} */ (target);
  });
  window.addEventListener("blur", () => {
    const taker = document.activeElement;
    if (!(taker instanceof HTMLIFrameElement) || isVisible(taker)) return;
    taker.blur();
    last?.focus({ preventScroll: true });
  });
}
