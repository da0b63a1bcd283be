/** Why a frame does not come to life, as far as the causes can be told apart from outside. */

import { parsedUrl } from "../url.js";

// Longer than a Retool that is there takes to answer, shorter than a person's patience.
const REACH_DEADLINE_MS = 5000;
// A browser tells of a request that the page's policy forbids when it has failed already.
const VIOLATION_MS = 50;

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
 * from outside, like one that has loaded. An answer with Cross-Origin-Resource-Policy looks like none.
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
    await new Promise((resolve) => setTimeout(resolve, VIOLATION_MS));
    // A page that may not ask is not the same as no way through.
    return forbidden;
  } finally {
    document.removeEventListener("securitypolicyviolation", onViolation);
  }
}
