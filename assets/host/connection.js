/** What a person is told while the host can't be reached, and going on when it is back. */
import { FIRST_WAIT_MS, longer, pause } from "../offline/waits.js";
import { isAnswering } from "../offline/health.js";

/** @import { Kit } from "../bridge.js" */
/** @import { Answer } from "../kit/session/types.js" */

// Said by what stands in front of a host that is restarting.
const GATEWAY = [502, 503, 504];

const OFFLINE = "You are offline. What is open stays; the page goes on by itself when the connection is back.";
const RESTARTING =
  "This page's server isn't answering; it may be restarting. What is open stays, and the page goes on by itself.";

/**
 * Whether an answer, or that there is none, may mean that the host can't be reached.
 * @param {Pick<Answer, "response" | "error">} answer
 */
export function isLost({ response, error }) {
  return response ? GATEWAY.includes(response.status) : error instanceof TypeError;
}

/** @param {string} text  empty: all is well */
function say(text) {
  const banner = document.getElementById("host_offline");
  if (banner) banner.textContent = text;
}

/**
 * @param {object} given
 * @param {Pick<Kit["answers"], "listen">} given.answers
 * @param {string} given.health  where the host is asked whether it is there
 * @param {(wasOffline: boolean) => void} given.onBack  told when the host answers; false: it has from the first
 */
export function startConnection({ answers, health, onBack }) {
  let isWatching = false;

  /** Asks until there is an answer; nobody is told anything if that is at once. */
  async function watch() {
    if (isWatching) return;
    isWatching = true;
    let wasOffline = false;
    for (let waitMs = FIRST_WAIT_MS; !(await isAnswering(health)); waitMs = longer(waitMs)) {
      wasOffline = true;
      say(navigator.onLine ? RESTARTING : OFFLINE);
      await pause(waitMs);
    }
    isWatching = false;
    say("");
    if (!document.querySelector(".host-app-shell")) return onBack(wasOffline);
    // The page itself has not come: it is opened anew, unless the host was there all the time.
    if (wasOffline) location.reload();
    else document.documentElement.toggleAttribute("data-load-failed", true);
  }

  // A script that comes late, as the usage table's does, is no fetch.
  document.addEventListener(
    "error",
    ({ target }) => {
      if (target instanceof HTMLScriptElement && target.src.startsWith(`${location.origin}/`)) watch();
    },
    true,
  );
  window.addEventListener("offline", watch);
  answers.listen((answer) => {
    if (isLost(answer)) watch();
  });
}
