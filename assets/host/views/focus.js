/** Where the keyboard is after a change of tabs. */
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
    if (!heading || heading.closest(".host-placeholder")) return;
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
