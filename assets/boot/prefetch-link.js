/**
 * The link of the app whose address was opened, asked for while everything else still loads. The server loads this
 * script only for a person who may open that app; links.js uses the answer, once.
 */
(function () {
  "use strict";

  const ANSWER_DEADLINE_MS = 20000;
  // A link is for the moment of its use: what took longer asks for another.
  const FRESH_MS = 20000;

  const app = document.currentScript?.dataset.app;
  // Of a page that is made in advance nobody knows yet whether it will be shown.
  let asked = app && !document.prerendering ? ask(app) : null;

  /** @param {string} name */
  function ask(name) {
    const askedAt = performance.now();
    const answer = fetch("/api/embedUrl", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ retoolAppName: name, reason: "first shown", attempt: 1 }),
      signal: AbortSignal.timeout(ANSWER_DEADLINE_MS),
    });
    // Whoever takes the answer is told; until then it is no news.
    answer.catch(() => {});
    return { askedAt, answer };
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, {
    early: {
      /**
       * @param {string} name  of an app
       * @returns {{askedAt: number, answer: Promise<Response>} | null}  not twice
       */
      take(name) {
        const taken = asked;
        if (name !== app || !taken) return null;
        asked = null;
        return performance.now() - taken.askedAt < FRESH_MS ? taken : null;
      },
    },
  });
})();
