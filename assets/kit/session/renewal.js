/**
 * A session of Retool's, and its renewal: before it ends, one link is redeemed in a hidden frame. Then the cookie is new, and
 * the visible frames have noticed nothing.
 */

/** @import { Link } from "./types.js" */
/** @import { Failure } from "../ui/failures.js" */
/** @import { Member } from "../frame/surroundings.js" */
/** @import { Reports } from "../reporting/reports.js" */
/** @import { Person } from "./person.js" */
/** @import { Redeem } from "./redeem.js" */
/** @import { Windows } from "./windows.js" */
import { doubled, spread } from "../backoff.js";
import { FAILURES, isPassing } from "../ui/failures.js";
import { createLifetime } from "./lifetime.js";
import { createMembers } from "./members.js";
import { PAUSE_MS } from "./waits.js";

const MAX_PAUSE_MS = 300000;

/** @typedef {ReturnType<typeof createSession>} Session */

/**
 * @param {string} origin
 * @param {{person: Person, windows: Windows, redeem: Redeem, reports: Reports}} page
 */
export function createSession(origin, { person, windows, redeem, reports }) {
  const members = createMembers();
  const lifetime = createLifetime();
  // The members know that the session is over: asking goes on without a word.
  let isEndTold = false;
  let pauseMs = PAUSE_MS;
  /** @type {AbortController | null} */
  let renewing = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {number} ms */
  function checkIn(ms) {
    clearTimeout(timer);
    // A frame that comes later comes with a session of its own.
    if (!members.isEmpty) timer = setTimeout(check, lifetime.timerMs(ms));
  }

  /**
   * @param {number} expiresIn  seconds, as the host said: no clock of the browser is compared with it
   * @param {number} [spentMs]  since the host said it
   */
  function begin(expiresIn, spentMs = 0) {
    lifetime.begin(expiresIn, spentMs);
    isEndTold = false;
    pauseMs = PAUSE_MS;
    checkIn(lifetime.beforeRenewalMs);
    members.tellRenewed();
  }

  function check() {
    // A frame that is unlocked after a sign-in calls again.
    if (!lifetime.hasBegun || members.isEmpty || person.needsSignIn) return;
    if (lifetime.beforeRenewalMs > 0) return checkIn(lifetime.beforeRenewalMs);
    // Nobody looks, or nothing gets through: a frame that is shown and the events of the page call again.
    if (members.isAnyShown && !document.hidden && navigator.onLine) oneWindowAtATime(origin, lifetime.remainingMs, () => renew());
  }

  /** @param {Member} [asker]  whose person has asked for it, and is not to wait for what is under way */
  async function renew(asker) {
    if (!asker && (renewing || lifetime.beforeRenewalMs > 0)) return;
    renewing?.abort();
    const renewal = (renewing = new AbortController());
    const { signal } = renewal;
    if (asker) isEndTold = false;
    const note = asker || (lifetime.isExpired && !isEndTold) ? FAILURES.renewing : null;
    members.tellRenewing(note);
    // Asking may outlast the session: the person learns of its end, and it comes back when Retool does.
    const end = lifetime.isExpired ? undefined : setTimeout(onEnd, lifetime.remainingMs, FAILURES.session_ended);
    try {
      await redeemNew(asker, signal);
    } catch (error) {
      if (!signal.aborted) onFailure(/** @type {Failure} */ (error));
    }
    clearTimeout(end);
    if (renewing === renewal) renewing = null;
  }

  /**
   * @param {Member | undefined} asker
   * @param {AbortSignal} signal
   */
  async function redeemNew(asker, signal) {
    const [link, member] = await askInTurn(members.inTurn(asker), signal, tellWait);
    const report = reports.follow(link);
    try {
      if (signal.aborted || members.isEmpty || !person.is(link.person, link.askedAt)) return;
      if (new URL(link.url).origin !== origin) throw FAILURES.retool_moved;
      const started = performance.now();
      await redeem(link.url, member.queriesOnLoad, signal);
      report?.renewed();
      begin(link.expiresIn, performance.now() - started);
      windows.redeemed(origin, link.expiresIn);
    } catch (error) {
      if (!signal.aborted) report?.failed(/** @type {Failure} */ (error).code);
      throw error;
    } finally {
      report?.closed();
    }
  }

  /** @param {Failure} why */
  function tellWait(why) {
    if (lifetime.isExpired && !isEndTold) members.tellRenewing(why);
  }

  /** @param {Failure} why */
  function onFailure(why) {
    if (lifetime.isExpired) {
      onEnd(why);
      // Each of these tries loads an app.
      if (why === FAILURES.session_ended) pauseMs = doubled(pauseMs, MAX_PAUSE_MS);
      const isWorthIt = isPassing(why) || why === FAILURES.session_ended;
      if (isWorthIt) checkIn(Math.max(spread(pauseMs, 1, 1.25), why.retryAfterMs ?? 0));
      return;
    }
    members.tellRenewed();
    checkIn(Math.max(lifetime.remainingMs / 2, why.retryAfterMs ?? 0, 250));
  }

  /** @param {Failure} why */
  function onEnd(why) {
    isEndTold = true;
    members.tellEnded(why);
  }

  return {
    begin,
    check,
    renew,
    abort: () => renewing?.abort(),
    join: members.join,
    /** @param {Member} member */
    leave(member) {
      members.leave(member);
      if (!members.isEmpty) return;
      clearTimeout(timer);
      renewing?.abort();
    },
  };
}

/**
 * The windows of a browser share the cookie: one renews, the others find it done.
 * @param {string} origin
 * @param {number} remainingMs  of the session
 * @param {() => Promise<void>} renewal
 */
function oneWindowAtATime(origin, remainingMs, renewal) {
  if (!navigator.locks) return renewal();
  // Another window that takes too long is not waited for beyond the session's end.
  const signal = AbortSignal.timeout(Math.max(remainingMs, 1000));
  return navigator.locks.request(`retool-renewal ${origin}`, { signal }, renewal).catch(renewal);
}

/**
 * One app that is refused must not end the session of the others.
 * @param {(Member | undefined)[]} askers
 * @param {AbortSignal} signal
 * @param {(why: Failure) => void} onWait
 * @returns {Promise<[Link, Member]>}
 */
async function askInTurn(askers, signal, onWait) {
  let failure = FAILURES.session_ended;
  for (const asker of askers) {
    if (!asker || signal.aborted) continue;
    try {
      return [await asker.askForLink("renewal", signal, onWait), asker];
    } catch (error) {
      failure = /** @type {Failure} */ (error);
    }
  }
  throw failure;
}
