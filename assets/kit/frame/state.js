/** What a frame is, and what can be read off it. */

/** @import { Failure } from "../ui/failures.js" */
/** @import { Facts, FrameState, Status } from "./types.js" */
import { FAILURES, isPassing } from "../ui/failures.js";

/**
 * A frame that nobody has asked for yet.
 * @param {boolean} queriesOnLoad
 * @returns {FrameState}
 */
export function initialState(queriesOnLoad) {
  return {
    status: "closed",
    failure: null,
    isShown: false,
    hasElement: false,
    loads: 0,
    isLocked: false,
    lockedAt: -Infinity,
    isExpired: false,
    isAsked: false,
    isNew: false,
    isDirty: false,
    speaks: queriesOnLoad,
    wasReady: false,
    tries: 0,
    isInViewport: false,
    notBefore: -Infinity,
    moves: [],
    focusSteals: 0,
  };
}

/**
 * Whether a sign of the app would be its first: what is late may still come, and then all is well.
 * @param {FrameState} state
 */
export function isPending({ status, hasElement, isExpired, failure }) {
  return status === "loading" || (status === "error" && hasElement && !isExpired && failure !== FAILURES.retool_moved);
}

/**
 * Whether what is in the way may pass by itself, so that the page goes on asking.
 * @param {FrameState} state
 */
export function isRecoverable({ status, failure, wasReady, isExpired }) {
  if (status !== "error" || !failure || isExpired) return false;
  const isOfLoading = failure === FAILURES.no_sign_of_life || failure === FAILURES.cookie_blocked || failure === FAILURES.load_timeout;
  return isPassing(failure) || (wasReady && isOfLoading);
}

/**
 * What whoever shows the frame is told.
 * @param {FrameState} state
 * @param {Facts} facts
 * @param {Failure | null} wait  why the frame is not confirmed yet
 * @returns {{status: Status, failure: Failure | null}}
 */
export function shownStatus({ status, failure, isLocked }, { needsSignIn }, wait) {
  if (isLocked && needsSignIn) return { status: "error", failure: FAILURES.sign_in_ended };
  return isLocked ? { status: "loading", failure: wait } : { status, failure };
}
