/** A link that was asked for before the kit was there. */

/** @import { PrefetchedLink } from "../kit/session/types.js" */

const ANSWER_DEADLINE_MS = 20000;
// A link is for the moment of its use: what took longer asks for another.
const FRESH_MS = 20000;

/**
 * @param {string} app
 * @param {string} address  where links are asked for
 */
function ask(app, address) {
  const askedAt = performance.now();
  const answer = fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ retoolAppName: app, reason: "first shown", attempt: 1 }),
    signal: AbortSignal.timeout(ANSWER_DEADLINE_MS),
  });
  // Whoever takes the answer is told; until then it is no news.
  answer.catch(() => {});
  return { askedAt, answer };
}

/**
 * @param {string | undefined} app  that this page was opened for
 * @param {string} address  where links are asked for
 * @returns {PrefetchedLink}
 */
export function prefetchLink(app, address) {
  // Of a page that is made in advance nobody knows yet whether it will be shown.
  // eslint-disable-next-line compat/compat
  let asked = app && !document.prerendering ? ask(app, address) : null;

  return {
    take(name) {
      const taken = asked;
      if (name !== app || !taken) return null;
      asked = null;
      return performance.now() - taken.askedAt < FRESH_MS ? taken : null;
    },
  };
}
