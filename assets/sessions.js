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
  const REDEEM_DEADLINE_MS = 30000;
  // setTimeout takes no more than 31 bits.
  const LONGEST_TIMER_MS = 2 ** 31 - 1;

  const { person } = window.dashapp;

  /** @type {Map<string, ReturnType<typeof createSession>>} by Retool's origin */
  const sessions = new Map();

  for (const moment of ["visibilitychange", "online"]) {
    (moment === "online" ? window : document).addEventListener(moment, () => {
      for (const session of sessions.values()) session.check();
    });
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
    let renewing = false;
    /** @type {number | undefined} */
    let timer;

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
      timer = setTimeout(check, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
    }

    /** @param {number} expiresIn  seconds from now, as the host said: no clock of the browser is compared with it */
    function begin(expiresIn) {
      lifetimeMs = 1000 * expiresIn;
      endsSteady = performance.now() + lifetimeMs;
      endsWall = Date.now() + lifetimeMs;
      checkIn(lifetimeMs - leadMs());
    }

    function check() {
      if (remainingMs() > leadMs()) return checkIn(remainingMs() - leadMs());
      // Nobody looks, or nothing gets through: a frame that is shown and the events of the page call again.
      if (shown().length && !document.hidden && navigator.onLine) renew();
    }

    function shown() {
      return [...members].filter((member) => member.isShown());
    }

    async function renew() {
      if (renewing) return;
      renewing = true;
      const asker = shown().at(-1) ?? [...members].at(-1);
      for (const member of members) member.onRenewing();
      // Asking may outlast the session: the person learns of its end, and it comes back when Retool does.
      const end = remainingMs() > 0 ? setTimeout(settle, remainingMs()) : undefined;
      try {
        await oneWindowAtATime(origin, async () => {
          if (remainingMs() > leadMs()) return;
          const link = await asker?.askForLink("renewal");
          if (link && new URL(link.url).origin === origin && person.owns(link) && members.size) {
            await redeem(link.url);
            begin(link.expiresIn);
            person.redeemed(origin, link.expiresIn);
          }
        });
      } catch {
        // What failed is tried again below, for as long as the session lives.
      }
      clearTimeout(end);
      renewing = false;
      settle();
      if (remainingMs() > 0 && remainingMs() <= leadMs()) checkIn(Math.max(remainingMs() / 2, 250));
    }

    function settle() {
      for (const member of members) {
        if (remainingMs() > 0) member.onRenewed();
        else member.onEnded();
      }
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
      },
    };
  }

  /**
   * The windows of a browser share the cookie: one renews, the others find it done.
   * @param {string} origin
   * @param {() => Promise<void>} renewal
   */
  function oneWindowAtATime(origin, renewal) {
    return navigator.locks ? navigator.locks.request(`retool-renewal ${origin}`, renewal) : renewal();
  }

  /**
   * Opens a link out of sight, for the cookie that comes with it.
   * @param {string} url
   * @returns {Promise<void>}
   */
  function redeem(url) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("iframe");
      const timer = setTimeout(() => end(reject), REDEEM_DEADLINE_MS);
      /** @param {() => void} settled */
      function end(settled) {
        clearTimeout(timer);
        element.remove();
        settled();
      }
      element.hidden = true;
      element.setAttribute("sandbox", "allow-scripts allow-same-origin");
      element.addEventListener("load", () => end(resolve));
      element.src = url;
      document.body.append(element);
    });
  }

  /** @param {string} origin */
  function sessionOf(origin) {
    const session = sessions.get(origin) ?? createSession(origin);
    sessions.set(origin, session);
    return session;
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { sessionOf });
})();
