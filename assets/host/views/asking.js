/** Asking again for the page of the view that is shown. */
import { setVisited } from "../dash.js";
import { closest, first } from "../elements.js";
import { USAGE } from "./address.js";
import { allViews, hasPage, viewNamed } from "./elements.js";

/**
 * What in a view offers to be tried again is.
 * @param {ParentNode} view
 */
export function retryIn(view) {
  first("[data-action=retry]", view)?.click();
}

/**
 * @param {object} given
 * @param {() => string} given.shown  the name of the view that is shown
 * @param {() => Promise<unknown> | null} given.loadTable  of the usage page, which has none without it
 */
export function startAsking({ shown, loadTable }) {
  // Of the view that is shown, since it is.
  let isAskedAgain = false;

  /** Asks as if the view had never been visited. */
  function ask() {
    for (const view of allViews()) view.removeAttribute("data-failed");
    const tab = shown();
    const path = location.pathname;
    setVisited(tab, null);
    setTimeout(async () => {
      try {
        if (tab === USAGE) await loadTable();
      } catch {
        // Told to connection.js by the browser, and asked for when the host is back.
        return;
      }
      setVisited(tab, path);
    });
  }

  document.addEventListener("click", ({ target }) => {
    if (closest(target, ".host-ask-again")) ask();
  });

  return {
    ask,
    /** Another view is shown. */
    beginAnew() {
      isAskedAgain = false;
    },
    /** The host is there, and does not lay this page out: it has failed, or refused. */
    refuse() {
      const view = viewNamed(shown());
      if (!hasPage(view)) view?.toggleAttribute("data-failed", true);
    },
    /**
     * Asks again for what could not be had: the host is there.
     * @param {boolean} wasOffline  if it was there all the time, asking once is enough: it may refuse for a reason
     */
    revisit(wasOffline) {
      const view = viewNamed(shown());
      if (!view) return;
      if (hasPage(view)) {
        if (wasOffline) retryIn(view);
        return;
      }
      if (isAskedAgain && !wasOffline) return;
      isAskedAgain = true;
      ask();
    },
  };
}
