/**
 * Asking the host for a single-use link: again, by itself, while that may help.
 */
(function () {
  "use strict";

  // Within this a person still waits; after it they decide.
  const BUDGET_MS = 60000;
  const FIRST_WAIT_MS = 500;
  const LONGEST_WAIT_MS = 8000;

  // A host that hangs is asked again; a turn takes it 5 seconds to wait for at the most, and a mint 13.
  const ANSWER_DEADLINE_MS = 20000;
  // Said by what stands in front of a host that is restarting or overloaded.
  const PASSING = [429, 502, 503, 504];

  /** @type {Map<string, {ticket: string, at: number}[]>}  turns of tries that came to nothing, by app */
  const left = new Map();

  /** @returns {string}  where this Dash app lives, with a slash at its end */
  function pathPrefix() {
    const config = document.getElementById("_dash-config")?.textContent ?? "{}";
    return JSON.parse(config).requests_pathname_prefix ?? "/";
  }

  /**
   * @param {string} app
   * @param {string} reason
   * @param {number} attempt  from 1
   * @param {string | undefined} ticket  of the turn that was promised
   * @param {AbortSignal} signal
   * @returns {{askedAt: number, answer: Promise<Response>}}
   */
  function send(app, reason, attempt, ticket, signal) {
    const askedAt = performance.now();
    const answer = fetch(`${pathPrefix()}api/embedUrl`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ retoolAppName: app, reason, attempt, ticket }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_DEADLINE_MS)]),
    });
    return { askedAt, answer };
  }

  /**
   * @param {string} app
   * @param {string} reason
   * @param {number} attempt  from 1
   * @param {string | undefined} ticket
   * @param {AbortSignal} signal
   * @returns {Promise<Link>}  rejects with a Failure
   */
  async function ask(app, reason, attempt, ticket, signal) {
    const isFirst = reason === "first shown" && attempt === 1 && !ticket;
    // A page may have asked before this script was there (assets/early.js).
    const early = isFirst && window.dashapp.early?.take(app);
    const { askedAt, answer: onItsWay } = early || send(app, reason, attempt, ticket, signal);
    let response;
    try {
      response = await onItsWay;
      signal.throwIfAborted();
    } catch {
      // Offline, the `online` event is the time to try again.
      throw { ...failure("host_unreachable", "This page can't reach its own server."), transient: navigator.onLine };
    }
    const answer = await response.json().catch(() => null);
    if (response.ok && URL.canParse(answer?.embedUrl)) {
      const { embedUrl: url, expiresIn, person, frame, record } = answer;
      return { url, expiresIn, person, frame, record, askedAt };
    }
    const { person } = window.dashapp;
    // Whoever signs in goes on by themselves, here or as the first on this page.
    if (response.status === 401 && person.isNobody(askedAt) && person.hasEnded) throw person.SIGN_IN_ENDED;
    throw refusal(response, answer);
  }

  /**
   * @param {Response} response
   * @param {any} answer  the host's problem+json, or whatever something in front of it said
   * @returns {Failure}
   */
  function refusal(response, answer) {
    const ours = typeof answer?.code === "string" && typeof answer.title === "string";
    const passing = PASSING.includes(response.status);
    const other = passing
      ? failure(`http_${response.status}`, "This page's server can't answer right now.")
      : failure("host_failed", "This page's server gave an answer that makes no sense.");
    return {
      ...(ours ? failure(answer.code, answer.title) : other),
      // Without a sign-in only the page itself can help: it leads to one.
      action: response.status === 401 ? "reload" : "retry",
      transient: ours ? answer.transient === true : passing,
      retryAfterMs: Number(answer?.retryAfterMs) || 1000 * (Number(response.headers.get("Retry-After")) || 0),
      ticket: answer?.ticket,
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
   * Jitter: those who failed together do not come back together, nor before they were told to.
   * @param {number} attempt  from 0
   * @param {number} retryAfterMs
   */
  function backoffMs(attempt, retryAfterMs) {
    const spreadMs = Math.max(retryAfterMs, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt));
    return retryAfterMs + Math.random() * spreadMs;
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
   * @returns {{ticket: string | undefined, at: number}}  a turn that a try before this one was promised
   */
  function takeLeft(app) {
    const now = performance.now();
    const good = (left.get(app) ?? []).filter(({ at }) => now - at < BUDGET_MS);
    const oldest = good.shift();
    left.set(app, good);
    return oldest ?? { ticket: undefined, at: now };
  }

  /**
   * @param {string} app
   * @param {string} reason  why a link is needed, for the host's records
   * @param {AbortSignal} signal
   * @param {(failure: Failure) => void} onWait  told before each pause
   * @returns {Promise<Link>}  rejects with a Failure
   */
  async function askForLink(app, reason, signal, onWait) {
    let attempt = 0;
    const { ticket: former, at } = takeLeft(app);
    let ticket = former;
    // From the last ticket on: whoever got one is on their way to a turn.
    let started = performance.now();
    let promised = at;
    for (;;) {
      try {
        return await ask(app, reason, attempt + 1, ticket, signal);
      } catch (error) {
        const failed = /** @type {Failure} */ (error);
        // Another failure in between takes nobody's turn away.
        ticket = failed.ticket ?? ticket;
        if (failed.ticket) started = promised = performance.now();
        const waitMs = failed.ticket ? (failed.retryAfterMs ?? 0) : backoffMs(attempt, failed.retryAfterMs ?? 0);
        const spentMs = performance.now() - started;
        if (signal.aborted || !failed.transient || spentMs + waitMs > BUDGET_MS) {
          if (ticket) left.set(app, [...(left.get(app) ?? []), { ticket, at: promised }]);
          throw failed;
        }
        // Whoever was given a ticket is waiting for their turn: nothing has failed, and this try goes on.
        if (!failed.ticket) {
          onWait(failed);
          attempt += 1;
        }
        await pause(waitMs, signal);
      }
    }
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { askForLink, pathPrefix });
})();
