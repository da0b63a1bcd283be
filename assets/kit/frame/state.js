/** What a frame is, and what can be read off it. */

/** @import { Failure } from "../types.js" */
/** @import { Facts, FrameState, Status } from "./types.js" */
import { FAILURES } from "../ui/failures.js";

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
    isOver: false,
    isAsked: false,
    isNew: false,
    queriesOnLoad,
    moves: [],
    grabs: 0,
  };
}

/**
 * Whether a sign of the app would be its first: what is late may still come, and then all is well.
 * @param {FrameState} state
 */
export function isComing({ status, hasElement, isOver, failure }) {
  return status === "loading" || (status === "error" && hasElement && !isOver && failure !== FAILURES.moved);
}

/**
 * What whoever shows the frame is told.
 * @param {FrameState} state
 * @param {Facts} facts
 * @param {Failure | null} wait  why the frame is not confirmed yet
 * @returns {{status: Status, failure: Failure | null}}
 */
export function told({ status, failure, isLocked }, { hasEnded }, wait) {
  if (isLocked && hasEnded) return { status: "error", failure: FAILURES.signInEnded };
  return isLocked ? { status: "loading", failure: wait } : { status, failure };
}
