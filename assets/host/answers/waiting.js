/** What waits for the person of this page to sign in again. */

/** @import { Kit } from "../../bridge.js" */
import { doubled } from "../../kit/backoff.js";

const SOON_MS = 10000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30000;

/**
 * How long what waits is held back when the person is back. A server that says in one breath "nobody" and who it is would
 * otherwise be asked again and again.
 * @param {number} formerMs  the last such pause
 * @param {number} sinceMs  how long ago what waited was let go
 */
export function pauseAfter(formerMs, sinceMs) {
  return sinceMs < SOON_MS ? Math.max(FIRST_PAUSE_MS, doubled(formerMs, LONGEST_PAUSE_MS)) : 0;
}

/**
 * @param {Pick<Kit["person"], "onSignInNeeded" | "isNobody" | "needsSignIn" | "signOutReason">} person
 */
export function startWaiting(person) {
  /** @type {(() => void)[]} */
  let waiting = [];
  let resumedAt = -Infinity;
  let pauseMs = 0;

  person.onSignInNeeded((needsSignIn) => {
    if (needsSignIn) {
      pauseMs = pauseAfter(pauseMs, performance.now() - resumedAt);
      return;
    }
    const resumed = waiting;
    waiting = [];
    resumedAt = performance.now() + pauseMs;
    setTimeout(() => resumed.forEach((resume) => resume()), pauseMs);
  });

  return {
    /**
     * Returns when the person is signed in, which may be at once.
     * @param {number} sentAt  of a request that was nobody's
     * @returns {Promise<void>}
     */
    async untilSignedIn(sentAt) {
      person.isNobody(sentAt);
      if (person.needsSignIn || person.signOutReason) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    },
  };
}
