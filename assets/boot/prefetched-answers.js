/** What Dash will ask for, asked before Dash is there. */

/** @import { PrefetchedAnswers } from "../kit/session/types.js" */

/**
 * @param {string[]} paths
 * @returns {PrefetchedAnswers}
 */
export function prefetchAnswers(paths) {
  /** @type {Map<string, {askedAt: number, answer: Promise<Response>}>} */
  const asked = new Map();
  for (const path of paths) {
    const askedAt = performance.now();
    // The host looks up in the referrer which page asks: the layout has that one in it.
    const answer = fetch(path, { headers: { Accept: "application/json" }, referrerPolicy: "same-origin" });
    // Whoever takes the answer is told; until then it is no news.
    answer.catch(() => {});
    asked.set(path, { askedAt, answer });
  }
  return {
    take(path) {
      const taken = asked.get(path) ?? null;
      asked.delete(path);
      return taken;
    },
  };
}
