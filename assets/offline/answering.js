/** What the service worker answers to a navigation: the host's page, or the one that is kept for when there is none. */

/**
 * @typedef {object} OfflinePage
 * @property {string} page  as HTML
 * @property {Record<string, string>} headers
 * @property {string} own  the header that tells the host's own answers
 */

// Said by what stands in front of a host that is restarting.
const GATEWAY = [502, 503, 504];

/** @param {Pick<Request, "mode" | "method">} request */
export function isNavigation({ mode, method }) {
  // Of frames too: their request is on its way already, and would be sent a second time.
  return mode === "navigate" && method === "GET";
}

/**
 * @param {Pick<FetchEvent, "request" | "preloadResponse">} event
 * @param {OfflinePage} kept
 * @returns {Promise<Response>}
 */
export async function answerTo(event, { page, headers, own }) {
  const offline = () => new Response(page, { status: 503, headers });
  if (event.request.destination !== "document") return (await event.preloadResponse) ?? fetch(event.request);
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    // The host's own pages with such a status have words of their own.
    return GATEWAY.includes(response.status) && !response.headers.has(own) ? offline() : response;
  } catch {
    return offline();
  }
}
