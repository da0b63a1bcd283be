/** An app in a window of its own: this page without its header, at an address that says so. */
import { tellAddressReplaced } from "../kit/dash-internals.js";
import { closest, first } from "./elements.js";
import { openWindow } from "./open-window.js";
import { isPlainClick } from "./plain-click.js";

// As dashapp/pages/popout.py has them.
const ASKED_FOR = "?window";
const MARK = ".host-popout";

export function startPopout() {
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (closest(event.target, "a.host-popout-link"));
    if (!link || !isPlainClick(event)) return;
    const { width, height } = link.closest("[data-view]")?.getBoundingClientRect() ?? document.body.getBoundingClientRect();
    // As large as the app is here. Where no window may be opened, the link leads to one all the same.
    if (openWindow(link.href, `width=${Math.round(width)},height=${Math.round(height)}`)) event.preventDefault();
  });

  return {
    /** After a change of tabs, so that a reload finds the window as it was. */
    keepAddress() {
      if (!first(MARK) || location.search === ASKED_FOR) return;
      history.replaceState(history.state, "", `${location.pathname}${ASKED_FOR}`);
      tellAddressReplaced();
    },
  };
}
