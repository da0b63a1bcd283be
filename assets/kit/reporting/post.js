/**
 * Reports on their way to the page's own server: in batches, each again until it has arrived. The server knows
 * those that it had by their numbers.
 */

/** @import { LinkReport } from "./types.js" */
/** @import { Person } from "../session/person.js" */
import { doubled, spread } from "../backoff.js";
import { askServer } from "../session/ask-server.js";

// What waits must not grow for ever; a gap in a link's numbers tells the server of what was given up.
const MAX_WAITING = 1000;
// What the endpoint takes at once.
const MAX_BATCH = 100;
// A browser takes 64 KB of all together that may outlive its page, the endpoint of each. A report is ASCII.
const MAX_BYTES = 60000;
const MAX_AGO_MS = 24 * 60 * 60 * 1000;
const ANSWER_DEADLINE_MS = 20000;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60000;

/** @typedef {ReturnType<typeof createPost>} Post */

/**
 * @param {Person} person
 * @param {() => void} collect  adds what has been held back until something is sent
 */
export function createPost(person, collect) {
  /** @type {LinkReport[]} the oldest comes first */
  let waiting = [];
  let lost = 0;
  let bytesUnderWay = 0;
  let waitMs = FIRST_WAIT_MS;
  let notBefore = 0;
  let due = Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  window.addEventListener("online", () => {
    notBefore = 0;
    if (waiting.length) send();
  });

  person.onSignInNeeded((needsSignIn) => {
    if (!needsSignIn && waiting.length) sendIn(0);
  });

  /** @param {number} ms */
  function sendIn(ms) {
    const at = Math.max(performance.now() + ms, notBefore);
    if (at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(send, at - performance.now());
  }

  /** One batch at a time, unless it is the last occasion. */
  function send(isLast = false) {
    clearTimeout(timer);
    due = Infinity;
    collect();
    if (!isLast && person.needsSignIn) return;
    if (!isLast && performance.now() < notBefore) return sendIn(0);
    while (waiting.length && (isLast || !bytesUnderWay)) {
      const { batch, body } = nextBatch(MAX_BYTES - bytesUnderWay);
      if (!batch.length) return;
      deliver(batch, body);
    }
  }

  /** @param {number} room  bytes */
  function nextBatch(room) {
    const now = performance.now();
    const texts = [];
    let size = '{"reports":[]}'.length;
    for (const { at, ...report } of waiting.slice(0, MAX_BATCH)) {
      const agoMs = Math.min(Math.round(now - at), MAX_AGO_MS);
      const text = JSON.stringify({ ...report, agoMs });
      size += text.length + 1;
      if (size > room) break;
      texts.push(text);
    }
    return { batch: waiting.splice(0, texts.length), body: `{"reports":[${texts.join()}]}` };
  }

  /**
   * @param {LinkReport[]} batch
   * @param {string} body
   */
  async function deliver(batch, body) {
    const options = { keepalive: true, signal: AbortSignal.timeout(ANSWER_DEADLINE_MS) };
    const { changes } = person;
    const sentAt = performance.now();
    bytesUnderWay += body.length;
    const response = await askServer("api/embedReports", body, options).catch(() => null);
    bytesUnderWay -= body.length;
    // Whoever comes back is told of it then.
    const needsSignIn = response?.status === 401 && person.isNobody(sentAt) && person.needsSignIn;
    // Anything else is an answer: what is refused will be refused again.
    if (!response || needsSignIn || response.status === 429 || response.status >= 500) putBack(batch, response, changes);
    else waitMs = FIRST_WAIT_MS;
    if (waiting.length) sendIn(0);
  }

  /**
   * @param {LinkReport[]} batch
   * @param {Response | null} response
   * @param {number} changes  of person, when it was sent
   */
  function putBack(batch, response, changes) {
    const toldMs = 1000 * (Number(response?.headers.get("Retry-After")) || 0);
    notBefore = performance.now() + toldMs + spread(waitMs, 0.5, 1.5);
    waitMs = doubled(waitMs, LONGEST_WAIT_MS);
    // What one person did is not sent again in the name of the next.
    if (person.signOutReason || person.changes !== changes) lost += batch.length;
    else keep([...batch, ...waiting]);
  }

  /** @param {LinkReport[]} reports */
  function keep(reports) {
    waiting = reports.slice(-MAX_WAITING);
    lost += reports.length - waiting.length;
  }

  return {
    /** @param {LinkReport} report */
    add: (report) => keep([...waiting, report]),
    /** Unless something is sent earlier. */
    sendIn,
    /** At once: the page, or the sign-in, may end. */
    sendLast: () => send(true),
    /** How many were given up. */
    get lost() {
      return lost;
    },
  };
}
