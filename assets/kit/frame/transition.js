/**
 * One Retool app in one <iframe>, as a state machine without any effect of its own: what a frame becomes when something
 * happens, and what has to be done then. frame.js does it.
 */

/** @import { Effect, Facts, FrameEvent, FrameState } from "./types.js" */
/** @import { Reactions } from "./step.js" */
import { FAILURES } from "../ui/failures.js";
import { LOADING } from "./loading.js";
import { isPending } from "./state.js";
import { Step } from "./step.js";

// A script that moves the frame whenever it is there is not to cost a link each time.
const MAX_MOVES = 3;
const MOVES_MS = 10000;
// An app that focuses itself in good faith does so when it starts, or when something opens in it.
const MAX_FOCUS_STEALS = 3;

/**
 * @param {FrameState} state
 * @param {FrameEvent} event
 * @param {Facts} facts
 * @returns {[FrameState, Effect[]]}
 */
export function transition(state, event, facts) {
  const step = new Step(state, facts);
  const react = /** @type {(step: Step, event: FrameEvent) => void} */ (REACTIONS[event.type]);
  react(step, event);
  return [step.state, step.effects];
}

/** @type {Reactions<FrameEvent["type"]>} */
const REACTIONS = {
  ...LOADING,

  adopted(step, { isInViewport }) {
    const { status, isExpired, hasElement } = step.state;
    step.set({ isShown: true, isInViewport });
    if (status === "closed" || (status === "error" && !isExpired)) step.start("first shown");
    else if (hasElement) step.lock();
    step.tell();
    if (!step.state.isLocked) step.do({ do: "open" });
    step.do({ do: "inspect", verdict: "shown" });
  },

  viewport(step, { isInViewport }) {
    step.set({ isInViewport });
    if (!isInViewport || !step.state.isShown) return;
    if (step.state.status === "closed") step.start("first shown");
    else step.tryAgain();
  },

  parked(step) {
    step.set({ isShown: false, isInViewport: false });
    step.do({ do: "inspect", verdict: "parked" });
  },

  closed(step) {
    step.drop();
    step.become("closed");
    step.set({ isShown: false, wasReady: false });
  },

  reloaded: (step) => step.start("reload"),

  retried(step) {
    if (step.facts.needsSignIn) return step.do({ do: "look again" });
    // A second click finds a link on its way.
    if (step.state.status !== "error") return;
    if (step.state.failure === FAILURES.other_site) {
      step.do({ do: "prove site" });
      return step.become("ready");
    }
    if (!step.state.isExpired) return step.start("retry");
    step.set({ isAsked: true });
    step.become("renewing", FAILURES.renewing);
    step.do({ do: "renew session" });
  },

  blocked(step) {
    // It may be another frame that the policy forbids.
    const isLost = step.state.status === "ready" && !step.facts.isUnsaved;
    if (isPending(step.state) || isLost) step.fail(FAILURES.blocked_by_csp);
  },

  "stole focus"(step) {
    step.set({ focusSteals: step.state.focusSteals + 1 });
    // Unsaved work weighs more than the odd key.
    if (step.state.focusSteals >= MAX_FOCUS_STEALS && !step.facts.isUnsaved) step.fail(FAILURES.keyboard_taken);
  },

  "torn out"(step, { isConnected }) {
    const { now } = step.facts;
    const moves = [...step.state.moves.filter((then) => now - then < MOVES_MS), now];
    step.set({ moves });
    if (isConnected && moves.length <= MAX_MOVES) step.start("frame lost");
    else step.fail(FAILURES.frame_removed);
  },

  given(step) {
    const { hasElement, isLocked, failure } = step.state;
    if (hasElement && step.facts.isDataOfFormer) step.fail(FAILURES.person_changed);
    else if (hasElement && !isLocked) step.do({ do: "hand over data" });
    else if (failure === FAILURES.person_changed && !step.facts.signOutReason) step.start("first shown");
  },

  connected: (step) => step.tryAgain(),

  renewing(step, { note }) {
    const { status, isExpired } = step.state;
    if (status === "ready" || status === "renewing" || (isExpired && note)) step.become("renewing", note);
  },

  renewed(step) {
    const { status, failure, isExpired, wasReady } = step.state;
    if (status === "renewing" || isExpired) step.become("ready");
    // There is a session again, and no app that it is for.
    else if (failure?.code === FAILURES.session_ended.code || (wasReady && failure === FAILURES.no_sign_of_life)) step.start("retry");
    step.set({ isExpired: false });
  },

  ended(step, { why }) {
    const { status, isAsked } = step.state;
    if (status !== "ready" && status !== "renewing") return;
    // A sign-in that is over, or a Retool that has moved, has a cure of its own.
    const isOwn = why.action === "reload" || why === FAILURES.retool_moved;
    step.set({ isExpired: why !== FAILURES.retool_moved });
    step.become("error", isOwn ? why : { ...(isAsked ? why : FAILURES.session_ended), action: "continue" });
  },

  doubted(step) {
    if (!step.state.hasElement) return;
    if (!step.state.isLocked) step.lock();
    step.do({ do: "hide" });
    step.tell();
  },

  unanswered: (step) => step.tell(FAILURES.reconnecting),

  confirmed(step) {
    const { isLocked, hasElement, isShown } = step.state;
    if (!isLocked || !hasElement || !isShown) return;
    step.set({ isLocked: false });
    step.do({ do: "unlock" }, { do: "place" });
  },

  placed(step) {
    if (step.state.loads || step.state.status === "ready") step.reveal();
    step.do({ do: "hand over data" }, { do: "answer" });
    step.tell();
    step.do({ do: "open" }, { do: "check session" }, { do: "report seen" });
  },

  displaced: (step) => step.start("frame lost"),

  disowned: (step) => step.start("first shown"),

  "signed in again"(step) {
    if (step.state.isShown && step.state.failure === FAILURES.sign_in_ended) step.start("retry");
  },

  left(step, { why }) {
    step.drop();
    step.set({ wasReady: false, notBefore: -Infinity });
    if (step.facts.signOutReason || step.facts.isNobody) step.become("error", why);
    else step.start("first shown");
  },
};
