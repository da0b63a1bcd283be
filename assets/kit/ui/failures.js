/** What a person is told when a frame does not come to life, or no longer works: each with its code. */

/** @import { Failure } from "../types.js" */

/** @satisfies {Record<string, Failure>} */
const ALL = {
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
  otherSite: {
    code: "other_site",
    message:
      "Retool is at another site than this page, and the app has given no sign of life. Continue to see what is there. " +
      "If it is a sign-in page, your browser has blocked the session cookie that Retool needs.",
    action: "continue",
  },
  tooOld: {
    code: "browser_too_old",
    message: "This browser is too old for the app. It needs Chrome or Edge 103, Firefox 112, Safari 16, or newer.",
    action: "reload",
  },
  removed: {
    code: "frame_removed",
    message: "Something on this page has removed the app.",
    action: "retry",
  },
  stoleFocus: {
    code: "keyboard_taken",
    message: "This app was closed because it kept taking the keyboard while it was out of sight.",
    action: "retry",
  },
  overflow: {
    code: "overflow",
    message: "The app sends more than this page's server can take. Some of what you did there may not have arrived.",
    action: "continue",
  },
  notCarried: {
    code: "event_not_carried",
    message: "Something you did in this app could not be sent to this page's server: it is too large, or of a kind that can't be sent.",
    action: "continue",
  },
  delayed: {
    code: "event_delayed",
    message: "What you did in this app hasn't reached this page's server yet. Trying again…",
    action: "none",
  },
  refused: {
    code: "events_refused",
    message: "What you do in this app no longer reaches the server. Open it again to continue.",
    action: "continue",
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
  signedOut: { code: "signed_out", message: "You have signed out. Sign in to continue.", action: "reload" },
  somebodyElse: {
    code: "person_changed",
    message: "You're now signed in as someone else. Reload the page to continue.",
    action: "reload",
  },
  signInEnded: {
    code: "sign_in_ended",
    message: "Your sign-in has ended. Sign in again to go on; what you typed is kept.",
    action: "continue",
  },
  hostUnreachable: { code: "host_unreachable", message: "This page can't reach its own server.", action: "retry" },
  /** Its code ends with the status. */
  hostBusy: { code: "http", message: "This page's server can't answer right now.", action: "retry" },
  notRegistered: {
    code: "not_registered",
    message:
      "This app can't be opened: register_embeds was not called for this Dash app, or what stands in front of its server " +
      "sends the app's requests elsewhere.",
    action: "retry",
  },
  hostFailed: {
    code: "host_failed",
    message: "This page's server gave an answer that makes no sense.",
    action: "retry",
  },
};

/** @type {Readonly<Record<keyof typeof ALL, Failure>>} */
export const FAILURES = ALL;

/**
 * Whether it may be over without anybody's doing, so that asking again helps.
 * @param {Failure} failure
 */
export function isPassing({ transient, code }) {
  return transient === true || code.endsWith("_unreachable");
}
