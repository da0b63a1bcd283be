/** Has the browser keep a page for when this host can't be reached: see worker.js. */

import { hostRoutes } from "../host/routes.js";

// Not before the page is there: nothing of it waits for this.
window.addEventListener("load", () => {
  if (!window.isSecureContext || !navigator.serviceWorker) return;
  // Chosen for good: see worker.js.
  const registered = navigator.serviceWorker.register(hostRoutes().offlineWorker, { updateViaCache: "none" });
  // Where a browser or its person wants none, the browser's own page says it.
  registered.catch(() => undefined);
});
