/** Asking the host for a single-use link: again, by itself, while that may help. */

/** @import { AskForLink, Link, PrefetchedLink, Reason } from "./types.js" */
/** @import { Failure } from "../ui/failures.js" */
/** @import { Person } from "./person.js" */
import { FAILURES } from "../ui/failures.js";
import { parsedUrl } from "../url.js";
import { askServer } from "./ask-server.js";
import { backoffMs, pause } from "./waits.js";
import { anySignal } from "./any-signal.js";
import { createTickets } from "./tickets.js";

// Within this a person still waits; after it they decide.
const BUDGET_MS = 60000;
// A host that hangs is asked again; a turn takes it 5 seconds to wait for at the most, and a mint 13.
const ANSWER_DEADLINE_MS = 20000;
/**
 * Said by what stands in front of a host that is restarting or overloaded.
 * @type {Record<number, Failure>}
 */
const PASSING = { 429: FAILURES.http_429, 502: FAILURES.http_502, 503: FAILURES.http_503, 504: FAILURES.http_504 };

/** @typedef {{app: string, reason: Reason, attempt: number, ticket?: string}} Question  attempt: from 1 */

/**
 * @param {Person} person
 * @param {PrefetchedLink} [prefetchedLink]
 * @returns {(app: string, ...rest: Parameters<AskForLink>) => Promise<Link>}
 */
export function createLinks(person, prefetchedLink) {
  const tickets = createTickets(BUDGET_MS);

  /**
   * @param {Question} question
   * @param {AbortSignal} signal
   * @returns {Promise<Link>}  rejects with a Failure
   */
  async function ask(question, signal) {
    const { app, reason, attempt, ticket } = question;
    const isFirst = reason === "first shown" && attempt === 1 && !ticket;
    // A page may have asked before this script was there.
    const prefetched = isFirst && prefetchedLink?.take(app);
    const { askedAt, answer: onItsWay } = prefetched || send(question, signal);
    let response;
    try {
      response = await onItsWay;
      signal.throwIfAborted();
    } catch {
      // Offline, the `online` event is the time to try again.
      throw { ...FAILURES.host_unreachable, transient: navigator.onLine };
    }
    const text = await response.text().catch(() => "");
    const answer = parsed(text);
    if (response.ok && typeof answer?.embedUrl === "string" && parsedUrl(answer.embedUrl)) {
      const { embedUrl: url, expiresIn, person, frame, linkId } = answer;
      return { url, expiresIn, person, frame, linkId, askedAt };
    }
    // Whoever signs in goes on by themselves, here or as the first on this page.
    if (response.status === 401 && person.isNobody(askedAt) && person.needsSignIn) throw FAILURES.sign_in_ended;
    throw refusal(response, answer, text);
  }

  return async function askForLink(app, reason, signal, onWait) {
    let attempt = 0;
    const former = tickets.take(app);
    let { ticket } = former;
    // From the last ticket on: whoever got one is on their way to a turn.
    let started = performance.now();
    let promised = former.at;
    for (;;) {
      try {
        return await ask({ app, reason, attempt: attempt + 1, ticket }, signal);
      } catch (error) {
        const failed = /** @type {Failure} */ (error);
        // Another failure in between takes nobody's turn away.
        ticket = failed.ticket ?? ticket;
        if (failed.ticket) started = promised = performance.now();
        const waitMs = failed.ticket ? (failed.retryAfterMs ?? 0) : backoffMs(attempt, failed.retryAfterMs ?? 0);
        const spentMs = performance.now() - started;
        if (!onWait || signal.aborted || !failed.transient || spentMs + waitMs > BUDGET_MS) {
          if (ticket) tickets.leave(app, ticket, promised);
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
  };
}

/**
 * @param {Question} question
 * @param {AbortSignal} signal
 * @returns {{askedAt: number, answer: Promise<Response>}}
 */
function send({ app, reason, attempt, ticket }, signal) {
  const askedAt = performance.now();
  const body = JSON.stringify({ retoolAppName: app, reason, attempt, ticket });
  const answer = askServer("api/embedUrl", body, { signal: anySignal(signal, AbortSignal.timeout(ANSWER_DEADLINE_MS)) });
  return { askedAt, answer };
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {Response} response
 * @param {{code?: unknown, title?: unknown, transient?: unknown, retryAfterMs?: unknown, ticket?: string} | null} answer
 *     the host's problem+json, or whatever something in front of it said
 * @param {string} [text]  all that it said
 * @returns {Failure}
 */
export function refusal(response, answer, text = "") {
  const { code, title } = answer ?? {};
  const isOurs = typeof code === "string" && typeof title === "string";
  const passing = PASSING[response.status];
  const said = isUnheard(response, text) ? FAILURES.not_registered : FAILURES.host_failed;
  return {
    ...(isOurs ? { code, message: title } : (passing ?? said)),
    // Without a sign-in only the page itself can help: it leads to one.
    action: response.status === 401 ? "reload" : "retry",
    transient: isOurs ? answer?.transient === true : Boolean(passing),
    retryAfterMs: Number(answer?.retryAfterMs) || retryAfterMs(response.headers.get("Retry-After")),
    ticket: answer?.ticket,
  };
}

/**
 * Whether nothing on the server knows the address. Dash has pages at every address, for GET only; in its debug mode that
 * refusal becomes a page with a traceback and another status.
 * @param {Response} response
 * @param {string} text
 */
function isUnheard({ status }, text) {
  return status === 404 || status === 405 || (status === 500 && text.includes("405 Method Not Allowed"));
}

/** @param {string | null} header  seconds, or a date (RFC 9110, section 10.2.3) */
export function retryAfterMs(header) {
  if (!header) return 0;
  const ms = 1000 * Number(header);
  return Math.max(0, Number.isNaN(ms) ? Date.parse(header) - Date.now() || 0 : ms);
}
