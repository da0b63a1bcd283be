/**
 * What the service worker needs of its scope, and no more: the library with all of it can't be beside that of a page.
 * https://developer.mozilla.org/en-US/docs/Web/API/ServiceWorkerGlobalScope
 */

interface ExtendableEvent extends Event {
  waitUntil(until: Promise<unknown> | undefined): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  /** Undefined where there is no navigation preload. */
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(response: Promise<Response>): void;
}

interface ServiceWorkerGlobalScope {
  /** The server puts it before the script. */
  readonly OFFLINE: import("./answering.js").OfflinePage;
  readonly registration: { readonly navigationPreload?: { enable(): Promise<void> } };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}
