/** Asking the server whose the frames of this page are. */

/** @import { Confirmation, NamedFrame } from "./types.js" */
import { askServer } from "./ask-server.js";

// The page waits for it, and so may an answer of its own.
const ANSWER_DEADLINE_MS = 5000;
// Boxes that appear together, or one after the other, need one answer.
const FRESH_MS = 2000;

/** @typedef {ReturnType<typeof createConfirmation>} Confirmations */

export function createConfirmation() {
  // How often something has happened that may have been a sign-in, and that was one: an answer to what was asked before
  // it may be wrong, and is.
  let doubts = 0;
  let changes = 0;
  /** @type {{askedAt: number, names: Set<string>, answer: Promise<Confirmation | null>} | null} */
  let last = null;
  /** @type {Promise<Confirmation | null> | null} */
  let underWay = null;
  /** @type {Promise<Confirmation | null> | null} after the one that is under way, for all who can't use that one */
  let next = null;

  /** @param {NamedFrame[]} frames */
  function askNow(frames) {
    const names = namesOf(frames);
    const question = { askedAt: performance.now(), asked: names, since: { doubts, changes } };
    const answer = send(frames, question);
    const asked = { askedAt: question.askedAt, names, answer };
    last = asked;
    underWay = answer;
    answer.then((is) => {
      if (underWay === answer) underWay = null;
      // What failed is asked again when it is needed.
      if (!is?.person && last === asked) last = null;
    });
    return answer;
  }

  return {
    /**
     * @param {() => NamedFrame[]} named  the frames of the page when it is asked
     * @returns {Promise<Confirmation | null>}  null: there was no answer, or none that makes sense
     */
    ask(named) {
      const frames = named();
      const isFresh = last && performance.now() - last.askedAt < FRESH_MS;
      if (last && isFresh && frames.every(({ frame }) => last?.names.has(frame))) return last.answer;
      if (!next && !underWay) return askNow(frames);
      next ??= Promise.resolve(underWay).then(() => ((next = null), askNow(named())));
      return next;
    },
    /** @param {boolean} isSure  that somebody has signed in or out */
    doubt(isSure) {
      doubts += 1;
      if (isSure) changes += 1;
      last = null;
    },
    /**
     * @param {Confirmation} answer
     * @param {number} lockedAt  of a frame, by performance.now()
     */
    holds({ since, askedAt }, lockedAt) {
      return since.changes === changes && (since.doubts === doubts || askedAt >= lockedAt);
    },
  };
}

/** @param {NamedFrame[]} frames */
function namesOf(frames) {
  return new Set(frames.map(({ frame }) => frame));
}

/**
 * @param {NamedFrame[]} frames
 * @param {Pick<Confirmation, "askedAt" | "asked" | "since">} question
 * @returns {Promise<Confirmation | null>}
 */
async function send(frames, question) {
  try {
    const signal = AbortSignal.timeout(ANSWER_DEADLINE_MS);
    const response = await askServer("api/embedFrames", JSON.stringify({ frames }), { signal });
    if (response.status === 401) return { ...question, person: null, theirs: new Set() };
    const answer = response.ok ? await response.json() : null;
    if (typeof answer?.person !== "string" || !Array.isArray(answer.frames)) return null;
    return { ...question, person: answer.person, theirs: new Set(answer.frames) };
  } catch {
    return null;
  }
}
