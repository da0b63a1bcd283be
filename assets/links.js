/**
 * Asking the host for a single-use link: again, by itself, while that may help.
 */
(function () {
  "use strict";

  // Within this a person still waits; after it they decide.
  const BUDGET_MS = 60000;
  const FIRST_WAIT_MS = 500;
  const LONGEST_WAIT_MS = 8000;

  const NONSENSE = "This page's server gave an answer that makes no sense.";

  /** @returns {string} */
  function mintUrl() {
    const config = document.getElementById("_dash-config")?.textContent ?? "{}";
    return (JSON.parse(config).requests_pathname_prefix ?? "/") + "api/embedUrl";
  }

  /**
   * @param {string} app
   * @param {string} reason
   * @param {AbortSignal} signal
   * @returns {Promise<Link>}  rejects with a Failure
   */
  async function ask(app, reason, signal) {
    let response, answer;
    try {
      response = await fetch(mintUrl(), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ retoolAppName: app, reason }),
        signal,
      });
      answer = await response.json();
    } catch {
      if (response) throw failure("host_failed", NONSENSE);
      const message = "This page can't reach its own server. It tries again when there is a connection.";
      // Offline, the `online` event is the time to try again.
      throw { ...failure("host_unreachable", message), transient: navigator.onLine };
    }
    if (response.ok && URL.canParse(answer?.embedUrl)) {
      return { url: answer.embedUrl, expiresIn: answer.expiresIn, person: answer.person };
    }
    if (response.ok) throw failure("host_failed", NONSENSE);
    throw {
      ...failure(answer?.code ?? `http_${response.status}`, answer?.title ?? "This page's server refused."),
      // Without a sign-in only the page itself can help: it leads to one.
      action: response.status === 401 ? "reload" : "retry",
      transient: answer?.transient === true,
      retryAfterMs: 1000 * (Number(response.headers.get("Retry-After")) || 0),
    };
  }

  /**
   * @param {string} code
   * @param {string} message
   * @returns {Failure}
   */
  function failure(code, message) {
    return { code, message, action: "retry" };
  }

  /**
   * Full jitter: those who failed together do not come back together.
   * @param {number} attempt  from 0
   */
  function backoffMs(attempt) {
    return Math.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  }

  /**
   * @param {number} ms
   * @param {AbortSignal} signal
   */
  function pause(ms, signal) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
    });
  }

  /**
   * @param {string} app
   * @param {string} reason  why a link is needed, for the host's records
   * @param {AbortSignal} signal
   * @param {(failure: Failure) => void} onWait  told before each pause
   * @returns {Promise<Link>}  rejects with a Failure
   */
  async function askForLink(app, reason, signal, onWait) {
    const started = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await ask(app, reason, signal);
      } catch (error) {
        const failed = /** @type {Failure} */ (error);
        const waitMs = (failed.retryAfterMs ?? 0) + backoffMs(attempt);
        const spentMs = performance.now() - started;
        if (signal.aborted || !failed.transient || spentMs + waitMs > BUDGET_MS) throw failed;
        onWait(failed);
        await pause(waitMs, signal);
      }
    }
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { askForLink });
})();
