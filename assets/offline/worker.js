/**
 * A service worker that does one thing: when a page of this host can't be had, it says so in the host's own looks, and
 * that page opens what was asked for as soon as it can. It keeps nothing, and no other request goes through it.
 *
 * Its address is chosen for good (dashapp/routes.py): a browser that has registered it keeps asking for it there. If it
 * were served elsewhere, every such browser would be left with an orphan that nobody can update or remove.
 *
 * The server puts `self.OFFLINE` before this. To be rid of the worker in all browsers, serve this instead for some weeks,
 * at the same address:
 *
 *     self.addEventListener("install", () => self.skipWaiting());
 *     self.addEventListener("activate", () => self.registration.unregister());
 */
import { answerTo, isNavigation } from "./answering.js";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => {
  // The request does not wait until the worker has started.
  event.waitUntil(worker.registration.navigationPreload?.enable());
});
worker.addEventListener("fetch", (event) => {
  if (isNavigation(event.request)) event.respondWith(answerTo(event, worker.OFFLINE));
});
