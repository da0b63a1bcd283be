/** Redeeming a link out of sight, for the cookie that comes with it. */

/** @import { Bridge, Speaker } from "../../bridge.js" */
import { uniqueName } from "../frame/element.js";
import { FAILURES } from "../ui/failures.js";
import { createHistory } from "./history.js";

const DEADLINE_MS = 30000;
// How long an app that asks something when it starts may take to ask it, after its page is there.
const SILENCE_MS = 10000;

/** @typedef {ReturnType<typeof createRedeem>} Redeem */

/** @param {Bridge} bridge */
export function createRedeem(bridge) {
  const steps = createHistory();

  /**
   * @param {string} url
   * @param {boolean} speaks  the app asks something when it starts: only that proves that the cookie arrived
   * @param {AbortSignal} signal
   * @returns {Promise<void>}  rejects with a Failure
   */
  return function redeem(url, speaks, signal) {
    return new Promise((resolve, reject) => {
      const element = hiddenFrame(url);
      const takeBack = steps.remember();
      let timer = setTimeout(fail, DEADLINE_MS);

      function end() {
        clearTimeout(timer);
        bridge.leave(speaker);
        signal.removeEventListener("abort", fail);
        element.remove();
        takeBack();
      }

      function fail() {
        end();
        reject(FAILURES.session_ended);
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
      document.body.append(element);
      bridge.join(speaker);
    });
  };
}

/** @param {string} url */
function hiddenFrame(url) {
  const element = document.createElement("iframe");
  element.hidden = true;
  // For the browser's record of slow frames, which would otherwise have the address.
  element.id = uniqueName("retool-renewal");
  // Nobody sees this frame, so it needs no more than it takes to run the app and keep its cookie.
  element.setAttribute("sandbox", "allow-scripts allow-same-origin");
  element.src = url;
  return element;
}
