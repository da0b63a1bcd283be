/** What a person is told while the host can't be reached, and going on when it is back. */
(function () {
  "use strict";

  const FIRST_WAIT_MS = 1000;
  const LONGEST_WAIT_MS = 10000;
  const ANSWER_DEADLINE_MS = 5000;
  // Said by what stands in front of a host that is restarting.
  const AWAY = [502, 503, 504];

  const OFFLINE = "You are offline. What is open stays; the page goes on by itself when the connection is back.";
  const RESTARTING =
    "This page's server isn't answering; it may be restarting. What is open stays, and the page goes on by itself.";

  let isWatching = false;

  /** @param {string} text  nothing: all is well */
  function say(text) {
    const banner = document.getElementById("host_away");
    if (banner) banner.textContent = text;
  }

  async function answers() {
    const signal = AbortSignal.timeout(ANSWER_DEADLINE_MS);
    const { pathPrefix } = window.dashapp;
    const response = await fetch(`${pathPrefix()}health`, { cache: "no-store", signal }).catch(() => null);
    return response !== null && response.ok;
  }

  /** Asks until there is an answer; nobody is told anything if that is at once. */
  async function watch() {
    if (isWatching) return;
    isWatching = true;
    let wasAway = false;
    for (let waitMs = FIRST_WAIT_MS; !(await answers()); waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      wasAway = true;
      say(navigator.onLine ? RESTARTING : OFFLINE);
      // Jitter: those whom a restart has sent away do not come back together.
      await pause(waitMs * (0.5 + Math.random() / 2));
    }
    isWatching = false;
    say("");
    if (!document.querySelector(".host-first")) return window.dashapp.views.revisit(wasAway);
    // The page itself has not come: it is opened anew, unless the host was there all the time.
    if (wasAway) location.reload();
    else document.documentElement.toggleAttribute("data-not-coming", true);
  }

  /** @param {number} ms  at the most: that the connection is back ends it */
  function pause(ms) {
    return new Promise((resolve) => {
      const end = new AbortController();
      const go = () => (end.abort(), clearTimeout(timer), resolve(undefined));
      const timer = setTimeout(go, ms);
      window.addEventListener("online", go, { signal: end.signal });
    });
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

  window.dashapp.answers.listen((/** @type {Answer} */ { response, error }) => {
    if (response ? AWAY.includes(response.status) : error instanceof TypeError) watch();
  });
})();
