/** Redeeming a link out of sight, for the cookie that comes with it. */
(function () {
  "use strict";

  const DEADLINE_MS = 30000;
  // How long an app that asks something when it starts may take to ask it, after its page is there.
  const SILENCE_MS = 10000;

  const { FAILURES, bridge } = window.dashapp;

  /**
   * @param {string} url
   * @param {boolean} speaks  the app asks something when it starts: only that proves that the cookie arrived
   * @param {AbortSignal} signal
   * @returns {Promise<void>}  rejects with a Failure
   */
  function redeem(url, speaks, signal) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("iframe");
      let timer = setTimeout(fail, DEADLINE_MS);

      function end() {
        clearTimeout(timer);
        bridge.leave(speaker);
        signal.removeEventListener("abort", fail);
        element.remove();
      }

      function fail() {
        end();
        reject(FAILURES.sessionEnded);
      }

      function succeed() {
        end();
        resolve();
      }

      /** @type {Speaker} */
      const speaker = {
        get contentWindow() {
          return element.contentWindow;
        },
        origin: new URL(url).origin,
        nestedFrames: false,
        title: "renewal",
        query: succeed,
        event: succeed,
      };

      function onLoad() {
        if (!speaks) return succeed();
        clearTimeout(timer);
        timer = setTimeout(fail, SILENCE_MS);
      }

      signal.addEventListener("abort", fail);
      element.addEventListener("load", onLoad);
      element.hidden = true;
      // As in frame.js: for the browser's record of slow frames.
      element.id = `retool-renewal-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
      // Nobody sees this frame, so it needs no more than it takes to run the app and keep its cookie.
      element.setAttribute("sandbox", "allow-scripts allow-same-origin");
      element.src = url;
      document.body.append(element);
      bridge.join(speaker);
    });
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { redeem });
})();
