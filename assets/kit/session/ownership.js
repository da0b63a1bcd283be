/** Whether the frames of this page are whoever's is there: asked again while that is in doubt. */

/** @import { Confirmation, NamedFrame } from "./types.js" */
/** @import { Frame } from "../frame/frame.js" */
/** @import { Confirmations } from "./confirmation.js" */
/** @import { Person } from "./person.js" */
import { doubled, spread } from "../backoff.js";

// What the server takes at once; what is left is asked about next.
const MAX_ASKED = 200;
// A page whose server does not answer asks again, later each time.
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
// What a page asks because of a request that may have been a sign-in, it asks no more often than this.
const DOUBT_MS = 2000;

/**
 * @param {{all(): [string, Frame][], close(key: string): void}} frames
 * @param {Person} person
 * @param {Confirmations} confirmations
 */
export function createOwnership(frames, person, confirmations) {
  let waitMs = FIRST_WAIT_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let doubting;
  let doubtedAt = -Infinity;

  function all() {
    return frames.all().map(([, frame]) => frame);
  }

  /** @returns {NamedFrame[]}  those first that wait for the answer */
  function named() {
    const waitingFirst = all().sort((one, other) => Number(other.locked) - Number(one.locked));
    return waitingFirst.flatMap(({ app, name }) => (name ? [{ app, frame: name }] : [])).slice(0, MAX_ASKED);
  }

  function inViewport() {
    return all().filter((frame) => !frame.parked);
  }

  /**
   * Asks whose the frames are, and shows those that wait for it.
   * @param {boolean} [locks]  without an answer no frame is seen any more
   */
  async function check(locks = false) {
    clearTimeout(again);
    again = undefined;
    // Nothing is at stake, but on a page that is somebody's as a whole.
    if (!all().length && !person.needsSignIn && !person.isOfPage) return person.forget();
    const answer = await confirmations.ask(named);
    if (answer) return settle(answer);
    for (const frame of all()) if (locks) frame.dispatch({ type: "doubted" });
    const waiting = inViewport().filter((frame) => frame.locked);
    for (const frame of waiting) frame.dispatch({ type: "unanswered" });
    if ((!waiting.length && !person.needsSignIn) || again !== undefined) return;
    again = setTimeout(check, spread(waitMs, 0.5, 1));
    waitMs = doubled(waitMs, LONGEST_WAIT_MS);
  }

  /** @param {Confirmation} answer */
  function settle(answer) {
    const { askedAt, asked, person: whose, theirs } = answer;
    waitMs = FIRST_WAIT_MS;
    if (whose === null) return void person.isNobody(askedAt);
    if (!person.is(whose, askedAt)) return;
    for (const [key, frame] of frames.all()) {
      if (!frame.name || !asked.has(frame.name)) continue;
      if (theirs.has(frame.name)) {
        if (confirmations.holds(answer, frame.lockedAt)) frame.dispatch({ type: "confirmed" });
      } else if (frame.parked) frames.close(key);
      else if (frame.locked) frame.dispatch({ type: "disowned" });
    }
    // Something has happened since the question.
    if (inViewport().some((frame) => frame.locked && frame.name)) check();
  }

  person.onDoubt((isSure) => {
    confirmations.doubt(isSure);
    // Somebody has signed in or out: who asks waits for the answer.
    if (isSure) return check(true);
    doubting ??= setTimeout(askLater, Math.max(0, doubtedAt + DOUBT_MS - performance.now()));
    return undefined;
  });

  function askLater() {
    doubting = undefined;
    doubtedAt = performance.now();
    check();
  }

  return {
    check: () => void check(),
    /** The page has been away, and has missed whatever there was to hear. */
    doubt() {
      confirmations.doubt(true);
      for (const frame of all()) frame.dispatch({ type: "doubted" });
      check(true);
    },
  };
}
