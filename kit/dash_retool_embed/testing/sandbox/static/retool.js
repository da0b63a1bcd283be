// @ts-check
"use strict";

/**
 * The frame's side of the parent-window protocol, shared by all apps of the sandbox.
 *
 * @typedef {{type: "PARENT_WINDOW_QUERY", selector: string, pageName: string, id: string}} Query
 * @typedef {{type: "PARENT_WINDOW_RESULT", result: unknown, pageName: string, id: string}} Result
 */
const retool = (() => {
  const QUERY = "PARENT_WINDOW_QUERY";
  const RESULT = "PARENT_WINDOW_RESULT";
  const MEMORY = "retool-sandbox-parent-origin";

  const pageName = document.body.dataset.pageName ?? "";

  /** @type {Map<string, (result: unknown) => void>} */
  const callbacks = new Map();

  /** @returns {string | null} */
  function remembered() {
    try {
      return sessionStorage.getItem(MEMORY);
    } catch {
      return null; // a frame without allow-same-origin has no storage
    }
  }

  /** @param {string} origin */
  function remember(origin) {
    try {
      sessionStorage.setItem(MEMORY, origin);
    } catch {
      // without a memory, only a reload of the frame loses the origin
    }
  }

  /**
   * Where messages go. Never "*": the page around the frame may have changed.
   *
   * Browsers without `ancestorOrigins` have the referrer, which survives the redirect from the embed
   * URL, but is the sandbox's own address once the frame has reloaded itself.
   *
   * @returns {string | null} null when nothing tells who embeds this page
   */
  function findParentOrigin() {
    if (window.parent === window) return null;
    const ancestor = location.ancestorOrigins?.[0];
    if (ancestor && ancestor !== "null") return ancestor;
    const referrer = document.referrer && new URL(document.referrer).origin;
    if (!referrer || referrer === location.origin) return remembered();
    remember(referrer);
    return referrer;
  }

  const parentOrigin = findParentOrigin();

  function showProblem() {
    const problem = document.getElementById("protocol-problem");
    if (!problem) return;
    problem.hidden = false;
    problem.textContent =
      window.parent === window
        ? "This app is not embedded, so nothing answers its questions."
        : "The page around this app hides its origin, so the app sends nothing. Its Referrer-Policy should be strict-origin-when-cross-origin.";
  }

  if (parentOrigin === null) showProblem();

  /** @param {unknown} message */
  function post(message) {
    if (parentOrigin !== null) window.parent.postMessage(message, parentOrigin);
  }

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== parentOrigin) return;
    const message = /** @type {Result | null} */ (event.data);
    if (message?.type !== RESULT || message.pageName !== pageName) return;
    callbacks.get(message.id)?.(message.result);
  });

  return {
    /**
     * Ask the parent window for `data[selector]` and hear of every change of it. As in Retool, where
     * a query keeps its name when it runs again, asking again replaces the earlier callback.
     *
     * @param {string} selector
     * @param {(result: unknown) => void} callback gets undefined when the host answers without a value
     */
    query(selector, callback) {
      const id = `parentWindowQuery:${selector}`;
      callbacks.set(id, callback);
      /** @type {Query} */
      const query = { type: QUERY, selector, pageName, id };
      post(query);
    },

    /**
     * What app scripts know as `parent`. Retool wraps the browser's: `parent.postMessage("home", "")`
     * is in its quickstart, and a browser would throw on that target origin.
     */
    parent: {
      /**
       * @param {unknown} message
       * @param {string} [_targetOrigin] not used: messages go to the page that embeds the app
       */
      postMessage(message, _targetOrigin) {
        post(message);
      },
    },
  };
})();
