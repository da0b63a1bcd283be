/**
 * The answers that this page gets to its requests, for whoever has to see them before the page acts on them. The one
 * wrapper around fetch(); it is there from the first listener on.
 */
(function () {
  "use strict";

  /** @type {Set<(answer: Answer) => unknown>} */
  const listeners = new Set();

  /**
   * @param {typeof fetch} send
   * @returns {typeof fetch}
   */
  function listened(send) {
    return async (...request) => {
      const [asked, init] = request;
      const address = asked instanceof Request ? asked.url : String(asked);
      // What is no address fails as it always does.
      if (!URL.canParse(address, location.href)) return send(...request);
      const url = new URL(address, location.href);
      const method = (init?.method ?? (asked instanceof Request ? asked.method : "GET")).toUpperCase();
      const sentAt = performance.now();
      try {
        const response = await send(...request);
        await told({ url, method, sentAt, response, error: null });
        return response;
      } catch (error) {
        await told({ url, method, sentAt, response: null, error });
        throw error;
      }
    };
  }

  /** @param {Answer} answer */
  function told(answer) {
    // Another site's answers are nobody's news here.
    if (answer.url.origin !== location.origin) return undefined;
    return Promise.all([...listeners].map((listener) => listener(answer)));
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, {
    answers: {
      /** @param {(answer: Answer) => unknown} listener  the page waits for a promise that it returns */
      listen(listener) {
        if (!listeners.size) window.fetch = listened(window.fetch);
        listeners.add(listener);
      },
    },
  });
})();
