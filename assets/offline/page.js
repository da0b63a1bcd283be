/** The page in the place of one that can't be had: says why, and opens that as soon as the host answers. */
(function () {
  "use strict";

  const KEY = "dashapp_away";
  const FIRST_WAIT_MS = 1000;
  const LONGEST_WAIT_MS = 10000;
  const ANSWER_DEADLINE_MS = 5000;
  // A host that answers here, but whose pages still can't be had, is not asked for them without a breath.
  const SOON_MS = 30000;

  function say() {
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-why]"))) {
      part.hidden = part.dataset.why !== (navigator.onLine ? "restarting" : "offline");
    }
  }

  function firstWaitMs() {
    try {
      const { at, waitMs } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
      // From then to this page's beginning: an answer that takes a minute to fail is soon, too.
      return performance.timeOrigin - at < SOON_MS ? Math.min(2 * waitMs, LONGEST_WAIT_MS) : FIRST_WAIT_MS;
    } catch {
      return FIRST_WAIT_MS;
    }
  }

  /** @param {number} waitMs */
  function open(waitMs) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ at: Date.now(), waitMs }));
    } catch {
      // Each try begins with the shortest wait.
    }
    location.reload();
  }

  /** @param {number} ms */
  function pause(ms) {
    return new Promise((resolve) => {
      // Jitter: those whom a restart has sent away do not come back together.
      setTimeout(resolve, ms * (0.5 + Math.random() / 2));
      window.addEventListener("online", resolve, { once: true });
    });
  }

  async function answers() {
    const signal = AbortSignal.timeout(ANSWER_DEADLINE_MS);
    const response = await fetch("/health", { cache: "no-store", signal }).catch(() => null);
    return response !== null && response.ok;
  }

  async function watch() {
    const first = firstWaitMs();
    let waitMs = first;
    do {
      await pause(waitMs);
      waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
    } while (!(await answers()));
    open(first);
  }

  window.addEventListener("online", say);
  window.addEventListener("offline", say);
  document.querySelector("button")?.addEventListener("click", () => location.reload());
  say();
  watch();
})();
