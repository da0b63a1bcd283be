/** Why a frame does not come to life, as far as the causes can be told apart from outside. */

/** @import { Failure } from "../types.js" */
import { FAILURES } from "../ui/failures.js";
import { parsedUrl } from "../url.js";

// Longer than a connection takes, shorter than a person's patience.
const REACH_DEADLINE_MS = 5000;

/**
 * Not by their beginnings: one port may begin with another one.
 * @param {string} address  or a word, such as the policy's "inline"
 * @param {string} origin
 */
export function sameOrigin(address, origin) {
  return parsedUrl(address)?.origin === origin;
}

/**
 * Whether this browser gets through to Retool, as far as it can be told: a frame whose connection was refused looks,
 * from outside, like one that has loaded. Good enough for the wording of a failure, not for finding one: an answer
 * with Cross-Origin-Resource-Policy looks like none.
 * @param {string} origin
 * @returns {Promise<boolean>}
 */
export async function isReachable(origin) {
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
}

/**
 * Why a page that has arrived says nothing.
 * @param {string} origin  Retool's
 * @param {string} hostname  of this page
 * @returns {Failure}
 */
export function whySilent(origin, hostname) {
  const isSameSite = siteOf(new URL(origin).hostname) === siteOf(hostname);
  return isSameSite ? FAILURES.silent : FAILURES.cookieBlocked;
}

/**
 * The last two labels of a host, or all of an address. An approximation: the browser's list of public suffixes is not
 * open to scripts, and it decides about nothing here but a sentence.
 * @param {string} host
 */
function siteOf(host) {
  return /^[\d.]+$|:/.test(host) ? host : host.split(".").slice(-2).join(".");
}
