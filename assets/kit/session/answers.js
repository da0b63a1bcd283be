/**
 * The answers that this page gets to its requests, for whoever has to see them before the page acts on them. The one
 * wrapper around fetch(); it is there from the first listener on.
 */

/** @import { Answer, AnswerListener, PrefetchedAnswers } from "./types.js" */
import { parsedUrl } from "../url.js";

/** @typedef {ReturnType<typeof createAnswers>} Answers */

/** @param {PrefetchedAnswers} [prefetchedAnswers]  what has been asked for before anything could be listened to */
export function createAnswers(prefetchedAnswers) {
  /** @type {Set<AnswerListener>} */
  const listeners = new Set();

  /**
   * @param {typeof fetch} send
   * @returns {typeof fetch}
   */
  function listened(send) {
    return async (...request) => {
      const [asked, init] = request;
      const address = asked instanceof Request ? asked.url : String(asked);
      const url = parsedUrl(address, location.href);
      // What is no address fails as it always does.
      if (!url) return send(...request);
      const method = String(init?.method ?? (asked instanceof Request ? asked.method : "GET")).toUpperCase();
      const prefetched = method === "GET" && url.origin === location.origin && prefetchedAnswers?.take(url.pathname);
      const sentAt = prefetched ? prefetched.askedAt : performance.now();
      const again = () => window.fetch(...request);
      let response;
      try {
        response = await (prefetched ? prefetched.answer.catch(() => send(...request)) : send(...request));
      } catch (error) {
        await tell({ url, method, sentAt, response: null, error, again });
        throw error;
      }
      const said = await tell({ url, method, sentAt, response, error: null, again });
      return said.find((each) => each instanceof Response) ?? response;
    };
  }

  /**
   * @param {Answer} answer
   * @returns {Promise<unknown[]>}
   */
  async function tell(answer) {
    // Another site's answers are nobody's news here.
    if (answer.url.origin !== location.origin) return [];
    return Promise.all([...listeners].map((listener) => ask(listener, answer)));
  }

  return {
    /** @param {AnswerListener} listener */
    listen(listener) {
      if (!listeners.size) window.fetch = listened(window.fetch);
      listeners.add(listener);
    },
  };
}

/**
 * @param {AnswerListener} listener
 * @param {Answer} answer
 */
async function ask(listener, answer) {
  try {
    return await listener(answer);
  } catch (error) {
    // The page gets its answer all the same.
    console.error("Retool: the page's answers are not looked at.", error);
    return undefined;
  }
}
