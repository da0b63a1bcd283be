/** One step of a frame: the state as it becomes, and what has to be done. What several events have in common is here. */

/** @import { Reason } from "../session/types.js" */
/** @import { Failure } from "../ui/failures.js" */
/** @import { Effect, Facts, FrameEvent, FrameState, Status } from "./types.js" */
import { doubled } from "../backoff.js";
import { PAUSE_MS } from "../session/waits.js";
import { FAILURES, isPassing } from "../ui/failures.js";
import { isRecoverable } from "./state.js";

// Some minutes.
const LONGEST_PAUSE_MS = 32 * PAUSE_MS;

/**
 * What is done about each kind of event.
 * @template {FrameEvent["type"]} K
 * @typedef {{[T in K]: (step: Step, event: Extract<FrameEvent, {type: T}>) => void}} Reactions
 */

export class Step {
  /** @type {Effect[]} */
  effects = [];

  /**
   * @param {FrameState} state
   * @param {Facts} facts
   */
  constructor(state, facts) {
    this.state = state;
    this.facts = facts;
  }

  /** @param {Partial<FrameState>} change */
  set(change) {
    this.state = { ...this.state, ...change };
  }

  /** @param {Effect[]} effects */
  do(...effects) {
    this.effects.push(...effects);
  }

  /**
   * @param {Status} status
   * @param {Failure | null} [failure]  of an error, or of a wait for the next try
   */
  become(status, failure = null) {
    this.do({ do: "stop waiting" });
    if (status === this.state.status && failure === this.state.failure) return;
    if (status === "ready" && this.state.isNew) this.do({ do: "begin session" });
    if (status === "ready") this.set({ isNew: false, isAsked: false, wasReady: true, tries: 0 });
    this.set({ status, failure });
    if (status === "ready") {
      this.reveal();
      this.do({ do: "report ready" });
    }
    if (status === "error" && failure) this.do({ do: "report failed", code: failure.code });
    this.tell();
    this.do({ do: "inspect", verdict: status, code: failure?.code });
    this.pause();
  }

  /** Another try comes by itself, if it may help. */
  pause() {
    if (!isRecoverable(this.state)) return;
    const { failure, notBefore, tries } = this.state;
    // Retool is there, and the app is not: each try loads it once more.
    const pauseMs = doubled(PAUSE_MS, LONGEST_PAUSE_MS, failure && isPassing(failure) ? 0 : tries);
    this.do({ do: "wait", for: "another try", ms: Math.max(pauseMs, notBefore - this.facts.now) });
  }

  /** Another try without a word, if somebody may be looking and the server has not asked for more time. */
  tryAgain() {
    const { isShown, notBefore, failure, hasElement } = this.state;
    if (!isShown || !isRecoverable(this.state)) return;
    if (!this.facts.isLookedAt || notBefore > this.facts.now) return this.pause();
    if (hasElement && failure === FAILURES.retool_unreachable) this.do({ do: "probe", for: "another try" });
    else this.tryWithLink();
  }

  tryWithLink() {
    this.set({ tries: this.state.tries + 1 });
    this.do({ do: "mint", reason: "retry", once: true });
  }

  /** @param {Failure | null} [wait]  why the frame is not confirmed yet */
  tell(wait = null) {
    this.do({ do: "tell", wait });
  }

  reveal() {
    if (!this.state.isLocked) this.do({ do: "reveal" });
  }

  lock() {
    this.set({ isLocked: true, lockedAt: this.facts.now });
    this.do({ do: "lock" });
  }

  /** @param {boolean} isDirty */
  setDirty(isDirty) {
    if (isDirty === this.state.isDirty) return;
    this.set({ isDirty });
    this.do({ do: "tell unsaved", isDirty });
  }

  /** @param {boolean} [forNext]  the same <iframe> takes the next link */
  drop(forNext) {
    this.setDirty(false);
    this.set({ hasElement: false, loads: 0, isExpired: false, isAsked: false, isNew: false, isLocked: false, focusSteals: 0 });
    this.do(forNext ? { do: "drop", forNext } : { do: "drop" });
  }

  /** @param {Failure} why */
  fail(why) {
    this.do({ do: "report failed", code: why.code });
    this.drop();
    this.become("error", why);
  }

  /** @param {Reason} reason */
  start(reason) {
    const { loads, isLocked } = this.state;
    this.drop(reason === "reload" && loads > 0 && !isLocked);
    this.do({ do: "forget link id" });
    const { signOutReason, needsSignIn, isDataOfFormer } = this.facts;
    if (signOutReason) return this.become("error", signOutReason);
    if (needsSignIn) return this.become("error", FAILURES.sign_in_ended);
    if (isDataOfFormer) return this.become("error", FAILURES.person_changed);
    // It is, when it comes into sight.
    if (!this.state.isInViewport) return this.become("closed");
    this.become("minting");
    this.do({ do: "mint", reason });
  }
}
