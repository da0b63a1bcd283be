/** What a person is told when a frame does not come to life, as far as the causes can be told apart. */
(function () {
  "use strict";

  // Longer than a connection takes, shorter than a person's patience.
  const REACH_DEADLINE_MS = 5000;

  /** @type {Record<string, Failure>} */
  const FAILURES = {
    unreachable: {
      code: "retool_unreachable",
      message:
        "The app has not started. Probably Retool can't be reached from this browser: it may be down, or not open to " +
        "this network.",
      action: "retry",
    },
    slow: {
      code: "load_timeout",
      message: "Retool can be reached, but its page has not arrived. It may be busy.",
      action: "retry",
    },
    blockedHere: {
      code: "blocked_by_csp",
      message: "This page's own Content-Security-Policy (frame-src) does not allow Retool's address.",
      action: "retry",
    },
    silent: {
      code: "no_sign_of_life",
      message:
        "Retool's page is there, but the app has not started. Its session cookie may be blocked, your groups may " +
        "not open this app, the link may have been used already, or Retool may not allow this page (frame-ancestors).",
      action: "retry",
    },
    cookieBlocked: {
      code: "cookie_blocked",
      message:
        "Retool's page is there, but the app has not started. Retool is at another site than this page, and " +
        "browsers block the session cookie that it needs there.",
      action: "retry",
    },
    removed: {
      code: "frame_removed",
      message: "Something on this page has removed the app.",
      action: "retry",
    },
    overflow: {
      code: "overflow",
      message: "The app sends more than this page's server can take. Some of what you did there may not have arrived.",
      action: "continue",
    },
    refused: {
      code: "events_refused",
      message: "What you do in this app no longer reaches the server. Open it again to continue.",
      action: "retry",
    },
    reconnecting: { code: "reconnecting", message: "Reconnecting…", action: "retry" },
    unexpected: {
      code: "unexpected",
      message: "Something went wrong in this page itself. The browser's console has the details.",
      action: "retry",
    },
    sessionEnded: {
      code: "session_ended",
      message: "Your session in this app has ended.",
      action: "continue",
    },
    renewing: { code: "renewing", message: "Renewing your session…", action: "continue" },
    moved: {
      code: "retool_moved",
      message: "Your session has ended, and Retool is at another address now. What you typed can't be kept.",
      action: "retry",
    },
  };

  /**
   * The last two labels of a host, or all of an address. An approximation: the browser's list of public suffixes is
   * not open to scripts, and it decides about nothing here but a sentence.
   * @param {string} host
   */
  function siteOf(host) {
    return /^[\d.]+$|:/.test(host) ? host : host.split(".").slice(-2).join(".");
  }

  /**
   * Not by their beginnings: one port may begin with another one.
   * @param {string} address  or a word, such as the policy's "inline"
   * @param {string} origin
   */
  function sameOrigin(address, origin) {
    return URL.canParse(address) && new URL(address).origin === origin;
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, {
    FAILURES,
    sameOrigin,

    /**
     * Whether this browser gets through to Retool, as far as it can be told: a frame whose connection was refused looks,
     * from outside, like one that has loaded. Good enough for the wording of a failure, not for finding one: an answer
     * with Cross-Origin-Resource-Policy looks like none.
     * @param {string} origin
     * @returns {Promise<boolean>}
     */
    async isReachable(origin) {
      const signal = AbortSignal.timeout(REACH_DEADLINE_MS);
      let forbidden = false;
      /** @param {SecurityPolicyViolationEvent} violation */
      const onViolation = (violation) => 
        (forbidden ||= violation.disposition === "enforce" && sameOrigin(violation.blockedURI, origin));
      document.addEventListener("securitypolicyviolation", onViolation);
      try {
        await fetch(origin, { method: "HEAD", mode: "no-cors", credentials: "omit", signal });
        return true;
      } catch {
        // No answer yet, or a page that may not ask, is not the same as no way through.
        return signal.aborted || forbidden;
      } finally {
        document.removeEventListener("securitypolicyviolation", onViolation);
      }
    },

    /**
     * Why a page that has arrived says nothing.
     * @param {string} origin
     * @returns {Failure}
     */
    whySilent(origin) {
      const same = siteOf(new URL(origin).hostname) === siteOf(location.hostname);
      return same ? FAILURES.silent : FAILURES.cookieBlocked;
    },
  });
})();
