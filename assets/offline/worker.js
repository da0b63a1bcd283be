/**
 * A service worker that does one thing: when a page of this host can't be had, it says so in the host's own looks, and
 * that page opens what was asked for as soon as it can. It keeps nothing, and no other request goes through it.
 *
 * The server puts `self.AWAY` before this. To be rid of the worker in all browsers, serve this instead for some weeks:
 *
 *     self.addEventListener("install", () => self.skipWaiting());
 *     self.addEventListener("activate", () => self.registration.unregister());
 */
(function () {
  "use strict";

  const worker = /** @type {any} */ (self);
  /** @type {{page: string, headers: Record<string, string>, own: string}} */
  const { page, headers, own } = worker.AWAY;

  // Said by what stands in front of a host that is restarting.
  const GATEWAY = [502, 503, 504];

  worker.addEventListener("install", () => worker.skipWaiting());

  worker.addEventListener("activate", (/** @type {any} */ event) => {
    // The request does not wait until the worker has started.
    event.waitUntil(worker.registration.navigationPreload?.enable());
  });

  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { mode, method } = event.request;
    // Of frames too: their request is on its way already, and would be sent a second time.
    if (mode === "navigate" && method === "GET") event.respondWith(open(event));
  });

  /** @param {any} event */
  async function open(event) {
    if (event.request.destination !== "document") return (await event.preloadResponse) ?? fetch(event.request);
    try {
      const response = (await event.preloadResponse) ?? (await fetch(event.request));
      // The host's own pages with such a status have words of their own.
      return GATEWAY.includes(response.status) && !response.headers.has(own) ? away() : response;
    } catch {
      return away();
    }
  }

  function away() {
    return new Response(page, { status: 503, headers });
  }
})();
