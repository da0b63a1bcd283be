/**
 * The tab that this person saw last in this browser. Loaded at the host's own address and before anything is shown: the
 * first picture is not to greet who will go on to another tab.
 */
(function () {
  "use strict";

  const person = document.currentScript?.dataset.whose;
  const [entry] = performance.getEntriesByType("navigation");
  // A reload and Back show what the address says.
  const isTyped = /** @type {PerformanceNavigationTiming} */ (entry)?.type === "navigate";

  /** @returns {string | null}  as views.js has written it */
  function kept() {
    try {
      const last = JSON.parse(localStorage.getItem("dashapp_last") ?? "null");
      const isElsewhere = typeof last?.tab === "string" && last.tab !== "home" && last.tab !== "elsewhere_";
      return isElsewhere && last.person === person ? last.tab : null;
    } catch {
      return null;
    }
  }

  const last = isTyped ? kept() : null;
  document.documentElement.toggleAttribute("data-goes-on", last !== null);
  window.dashapp = Object.assign(window.dashapp ?? {}, { last });
})();
