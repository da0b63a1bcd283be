/**
 * The tab that somebody saw last in this browser, at the host's own address. Loaded before anything is shown: the first
 * picture is not to greet who will go on to another tab.
 */
(function () {
  "use strict";

  /** @returns {{person?: unknown, tab?: unknown} | null} */
  function kept() {
    try {
      return JSON.parse(localStorage.getItem("dashapp_last") ?? "null");
    } catch {
      return null;
    }
  }

  const last = kept();
  document.documentElement.toggleAttribute("data-goes-on", Boolean(last?.tab) && last?.tab !== "home");
  window.dashapp = Object.assign(window.dashapp ?? {}, { last });
})();
