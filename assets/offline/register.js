/** Has the browser keep a page for when this host can't be reached: see away.js. */
(function () {
  "use strict";

  // Not before the page is there: nothing of it waits for this.
  window.addEventListener("load", () => {
    if (!window.isSecureContext || !navigator.serviceWorker) return;
    // Where a browser or its person wants none, the browser's own page says it.
    navigator.serviceWorker.register("/away.js", { updateViaCache: "none" }).catch(() => undefined);
  });
})();
