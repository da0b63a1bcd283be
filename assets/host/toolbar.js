/** The bar above an app, and the ways of the keyboard: to the page, into the frame, to the full screen. */
(function () {
  "use strict";

  const WORDS = /** @type {Record<string, string>} */ ({
    minting: "Opening…",
    loading: "Loading…",
    ready: "Ready",
    renewing: "Renewing…",
    error: "Not available",
    closed: "Closed",
  });

  /** @param {Element} view */
  function goInto(view) {
    // Over a frame that is not there is what to do about it.
    const way = view.querySelector(".retool-embed-actions button") ?? view.querySelector("iframe");
    /** @type {HTMLElement | null} */ (way)?.focus();
  }

  function toggleFullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    // The whole page, without its header: a change of tabs, by an event too, stays possible.
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  document.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement} */ (target).closest?.("button");
    if (!button) return;
    if (button.matches(".host-skip")) window.dashapp.views.focusHeading();
    if (button.matches(".host-into")) goInto(/** @type {Element} */ (button.closest("[data-view]")));
    if (button.matches(".host-fullscreen")) toggleFullScreen();
  });

  function tell() {
    const isFull = document.fullscreenElement !== null;
    for (const button of document.querySelectorAll(".host-fullscreen")) {
      button.ariaPressed = String(isFull);
      button.classList.toggle("host-icon-fullscreen-exit", isFull);
    }
  }

  document.addEventListener("fullscreenchange", tell);
  // An app may have changed the tab to one that had no page yet.
  document.addEventListener("dashapp:page", tell);

  window.dash_clientside = Object.assign(window.dash_clientside ?? {}, {
    dashapp_bar: {
      /** @param {string | undefined} state */
      stateWord(state) {
        return state ? [WORDS[state] ?? state, `host-state host-state-${state}`] : ["", "host-state"];
      },

      /** @param {number} clicks */
      reload: (clicks) => clicks,
    },
  });
})();
