/**
 * The second line against frames that take the keyboard while nobody sees them.
 *
 * The first is `display: none`: in Chromium, where `inert` and `visibility` stop nothing, nothing can be focused in a frame
 * that has no box. (It keeps its size, what was typed, and where things in it were scrolled to; Chromium forgets how far the
 * whole document was.) Firefox needs no more than `visibility`. What remains is found out here, some milliseconds later:
 * `window.focus()` in Chromium, and in WebKit whatever an app does that a person has clicked into before.
 */
import { giveKeyboard } from "./focus.js";
import { isVisible } from "./visibility.js";

// Nothing tells a page that the keyboard goes from one frame to another. Few people press the next key within this.
const LOOK_MS = 20;
// And the keyboard may come from the browser's own bar.
const LOOK_IDLY_MS = 500;

/**
 * @param {(element: HTMLIFrameElement) => void} onTaken  told of a frame that has taken the keyboard
 * @param {() => void} onEntered  told when it has gone into a frame that is seen
 */
export function guardKeyboard(onTaken, onEntered) {
  /** @type {HTMLElement | null} where the keyboard belongs: an element of the page, or a frame that is seen */
  let place = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {HTMLIFrameElement} taker */
  function takeBack(taker) {
    // It had the keyboard before it went out of sight.
    const isTaken = taker !== place;
    if (!isTaken) place = null;
    if (place instanceof HTMLIFrameElement && isSeen(place)) giveKeyboard(place);
    else {
      window.focus();
      if (document.activeElement === taker) taker.blur();
      giveKeyboard(place);
    }
    if (isTaken) onTaken(taker);
  }

  function look() {
    clearTimeout(timer);
    const { activeElement } = document;
    const isInFrame = activeElement instanceof HTMLIFrameElement && document.hasFocus();
    if (!place?.isConnected) place = null;
    if (isInFrame && (isSeen(activeElement) || !isOurs(activeElement))) {
      if (place !== activeElement) onEntered();
      place = activeElement;
    } else if (isInFrame) takeBack(activeElement);
    // A single frame can take it from the page only, which is told.
    if (window.length > 1) timer = setTimeout(look, isInFrame ? LOOK_MS : LOOK_IDLY_MS);
  }

  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement && !(target instanceof HTMLIFrameElement)) place = target;
  });
  // Within the event, Chromium and WebKit ignore another change.
  window.addEventListener("blur", () => setTimeout(look));
  document.addEventListener("load", look, true);
}

/** @param {HTMLIFrameElement} element */
function isSeen(element) {
  // A question is over the whole page.
  return isVisible(element) && !element.closest("[inert]") && !document.querySelector("dialog.retool-question[open]");
}

/** @param {HTMLIFrameElement} element  another library's frame is that library's */
function isOurs(element) {
  return element.closest(".retool-embed-frame, #retool-parked") !== null;
}
