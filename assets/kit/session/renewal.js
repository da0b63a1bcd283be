/**
 * Retool's sessions. Redeeming a link sets a cookie on Retool's origin, and all frames of that origin live on
 * it, whichever app it was for. Before it ends, one link is redeemed in a hidden frame: the cookie is new, and
 * the visible frames have noticed nothing.
 */
(function () {
  "use strict";

  // Renewal begins this long before the end: time for a slow Retool, and for trying again.
  const LEAD_MS = 60000;
  const LEAD_SHARE = 0.2;
  // setTimeout takes no more than 31 bits.
  const LONGEST_TIMER_MS = 2 ** 31 - 1;

  const { FAILURES, person, redeem, reports } = window.dashapp;

  /** @type {Map<string, ReturnType<typeof createSession>>} by Retool's origin */
  const sessions = new Map();

  document.addEventListener("visibilitychange", checkAll);
  window.addEventListener("online", checkAll);

  function checkAll() {
    for (const session of sessions.values()) session.check();
  }

  person.onRedeemed((/** @type {string} */ origin, /** @type {number} */ expiresIn) =>
    sessions.get(origin)?.begin(expiresIn),
  );

  /** @param {string} origin */
  function createSession(origin) {
    /** @type {Set<Member>} in the order of joining */
    const members = new Set();
    let lifetimeMs = 0;
    let endsSteady = 0;
    let endsWall = 0;
    /** @type {AbortController | null} */
    let renewing = null;
    /** @type {number | undefined} */
    let timer;

    person.onChange(() => renewing?.abort());

    // The steady clock may stand still while a computer sleeps, the wall clock may be set: the earlier end counts.
    function remainingMs() {
      return Math.min(endsSteady - performance.now(), endsWall - Date.now());
    }

    function leadMs() {
      return Math.min(LEAD_MS, LEAD_SHARE * lifetimeMs);
    }

    /** @param {number} ms */
    function checkIn(ms) {
      clearTimeout(timer);
      // A frame that comes later comes with a session of its own.
      if (members.size) timer = setTimeout(check, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
    }

    /**
     * @param {number} expiresIn  seconds, as the host said: no clock of the browser is compared with it
     * @param {number} [spentMs]  since the host said it
     */
    function begin(expiresIn, spentMs = 0) {
      lifetimeMs = 1000 * expiresIn;
      endsSteady = performance.now() + lifetimeMs - spentMs;
      endsWall = Date.now() + lifetimeMs - spentMs;
      checkIn(remainingMs() - leadMs());
      for (const member of members) member.onRenewed();
    }

    function shown() {
      return [...members].filter((member) => member.isShown());
    }

    function check() {
      // A frame that is unlocked after a sign-in calls again.
      if (!lifetimeMs || !members.size || person.hasEnded) return;
      if (remainingMs() > leadMs()) return checkIn(remainingMs() - leadMs());
      // Nobody looks, or nothing gets through: a frame that is shown and the events of the page call again.
      if (shown().length && !document.hidden && navigator.onLine) oneWindowAtATime(() => renew());
    }

    /**
     * The windows of a browser share the cookie: one renews, the others find it done.
     * @param {() => Promise<void>} renewal
     */
    function oneWindowAtATime(renewal) {
      if (!navigator.locks) return renewal();
      // Another window that takes too long is not waited for beyond the session's end.
      const signal = AbortSignal.timeout(Math.max(remainingMs(), 1000));
      return navigator.locks.request(`retool-renewal ${origin}`, { signal }, renewal).catch(renewal);
    }

    /** @param {Member} [asker]  whose person has asked for it, and is not to wait for what is under way */
    async function renew(asker) {
      if (!asker && (renewing || remainingMs() > leadMs())) return;
      renewing?.abort();
      const renewal = (renewing = new AbortController());
      const { signal } = renewal;
      const note = asker || remainingMs() <= 0 ? FAILURES.renewing : null;
      for (const member of members) member.onRenewing(note);
      // Asking may outlast the session: the person learns of its end, and it comes back when Retool does.
      const end = remainingMs() > 0 ? setTimeout(onEnd, remainingMs(), FAILURES.sessionEnded) : undefined;
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
      const [link, member] = await askInTurn([...new Set([asker, ...shown().reverse(), ...members])], signal);
      const report = reports.follow(link);
      try {
        if (signal.aborted || !members.size || !person.is(link.person, link.askedAt)) return;
        if (new URL(link.url).origin !== origin) throw FAILURES.moved;
        const started = performance.now();
        await redeem(link.url, member.queriesOnLoad, signal);
        report?.renewed();
        begin(link.expiresIn, performance.now() - started);
        person.redeemed(origin, link.expiresIn);
      } catch (error) {
        if (!signal.aborted) report?.failed(/** @type {Failure} */ (error).code);
        throw error;
      } finally {
        report?.closed();
      }
    }

    /**
     * One app that is refused must not end the session of the others.
     * @param {(Member | undefined)[]} askers
     * @param {AbortSignal} signal
     * @returns {Promise<[Link, Member]>}
     */
    async function askInTurn(askers, signal) {
      let failure = FAILURES.sessionEnded;
      for (const asker of askers) {
        if (!asker || signal.aborted) continue;
        try {
          return [await asker.askForLink("renewal", signal, tellWait), asker];
        } catch (error) {
          failure = /** @type {Failure} */ (error);
        }
      }
      throw failure;
    }

    /** @param {Failure} why */
    function tellWait(why) {
      if (remainingMs() <= 0) for (const member of members) member.onRenewing(why);
    }

    /** @param {Failure} why */
    function onFailure(why) {
      if (remainingMs() <= 0) return onEnd(why);
      for (const member of members) member.onRenewed();
      checkIn(Math.max(remainingMs() / 2, why.retryAfterMs ?? 0, 250));
    }

    /** @param {Failure} why */
    function onEnd(why) {
      for (const member of members) member.onEnded(why);
    }

    return {
      begin,
      check,
      renew,
      /** @param {Member} member */
      join(member) {
        members.delete(member);
        members.add(member);
      },
      /** @param {Member} member */
      leave(member) {
        members.delete(member);
        if (members.size) return;
        clearTimeout(timer);
        renewing?.abort();
      },
    };
  }

  /** @param {string} origin */
  function sessionOf(origin) {
    const session = sessions.get(origin) ?? createSession(origin);
    sessions.set(origin, session);
    return session;
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { sessionOf });
})();
