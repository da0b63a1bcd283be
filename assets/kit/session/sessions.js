/**
 * Retool's sessions. Redeeming a link sets a cookie on Retool's origin, and all frames of that origin live on it, whichever
 * app it was for.
 */

/** @import { Reports } from "../reporting/reports.js" */
/** @import { Person } from "./person.js" */
/** @import { Redeem } from "./redeem.js" */
/** @import { Session } from "./renewal.js" */
/** @import { Windows } from "./windows.js" */
import { createSession } from "./renewal.js";

/** @typedef {ReturnType<typeof createSessions>} Sessions */

/**
 * @param {Person} person
 * @param {Windows} windows
 * @param {Redeem} redeem
 * @param {Reports} reports
 */
export function createSessions(person, windows, redeem, reports) {
  /** @type {Map<string, Session>} by Retool's origin */
  const sessions = new Map();

  function checkAll() {
    for (const session of sessions.values()) session.check();
  }

  document.addEventListener("visibilitychange", checkAll);
  window.addEventListener("online", checkAll);
  windows.onRedeemed((origin, expiresIn) => sessions.get(origin)?.begin(expiresIn));
  person.onChange(() => sessions.forEach((session) => session.abort()));

  return {
    /** @param {string} origin */
    of(origin) {
      const session = sessions.get(origin) ?? createSession(origin, { person, windows, redeem, reports });
      sessions.set(origin, session);
      return session;
    },
  };
}
