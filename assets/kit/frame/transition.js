/**
 * One Retool app in one <iframe>, as a state machine without any effect of its own: what a frame becomes when something
 * happens, and what has to be done then. frame.js does it.
 */

/** @import { Effect, FrameEvent, Facts, FrameState } from "./types.js" */
/** @import { Reactions } from "./step.js" */
import { FAILURES } from "../ui/failures.js";
import { ARRIVAL } from "./arrival.js";
import { isComing } from "./state.js";
import { Step } from "./step.js";

// A script that moves the frame whenever it is there is not to cost a link each time.
const MAX_MOVES = 3;
const MOVES_MS = 10000;
// An app that focuses itself in good faith does so when it starts, or when something opens in it.
const MAX_GRABS = 3;

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
  ...ARRIVAL,

  adopted(step, { isInSight }) {
    const { status, isOver, hasElement } = step.state;
    step.set({ isShown: true, isInSight });
    if (status === "closed" || (status === "error" && !isOver)) step.start("first shown");
    else if (hasElement) step.lock();
    step.tell();
    if (!step.state.isLocked) step.do({ do: "open" });
    step.do({ do: "inspect", verdict: "shown" });
  },

  sighted(step, { isInSight }) {
    step.set({ isInSight });
    if (!isInSight || !step.state.isShown) return;
    if (step.state.status === "closed") step.start("first shown");
    else step.tryAgain();
  },

  parked(step) {
    step.set({ isShown: false, isInSight: false });
    step.do({ do: "inspect", verdict: "parked" });
  },

  closed(step) {
    step.drop();
    step.become("closed");
    step.set({ isShown: false, wasReady: false });
  },

  reloaded: (step) => step.start("reload"),

  retried(step) {
    if (step.facts.hasEnded) return step.do({ do: "look again" });
    // A second click finds a link on its way.
    if (step.state.status !== "error") return;
    if (step.state.failure === FAILURES.otherSite) {
      step.do({ do: "prove site" });
      return step.become("ready");
    }
    if (!step.state.isOver) return step.start("retry");
    step.set({ isAsked: true });
    step.become("renewing", FAILURES.renewing);
    step.do({ do: "renew session" });
  },

  blocked(step) {
    // It may be another frame that the policy forbids.
    const isLost = step.state.status === "ready" && !step.facts.isUnsaved;
    if (isComing(step.state) || isLost) step.fail(FAILURES.blockedHere);
  },

  grabbed(step) {
    step.set({ grabs: step.state.grabs + 1 });
    // Unsaved work weighs more than the odd key.
    if (step.state.grabs >= MAX_GRABS && !step.facts.isUnsaved) step.fail(FAILURES.grabbed);
  },

  "torn out"(step, { isConnected }) {
    const { now } = step.facts;
    const moves = [...step.state.moves.filter((then) => now - then < MOVES_MS), now];
    step.set({ moves });
    if (isConnected && moves.length <= MAX_MOVES) step.start("frame lost");
    else step.fail(FAILURES.removed);
  },

  given(step) {
    const { hasElement, isLocked, failure } = step.state;
    if (hasElement && step.facts.isDataOfFormer) step.fail(FAILURES.somebodyElse);
    else if (hasElement && !isLocked) step.do({ do: "hand over data" });
    else if (failure === FAILURES.somebodyElse && !step.facts.over) step.start("first shown");
  },

  connected: (step) => step.tryAgain(),

  renewing(step, { note }) {
    const { status, isOver } = step.state;
    if (status === "ready" || status === "renewing" || (isOver && note)) step.become("renewing", note);
  },

  renewed(step) {
    const { status, failure, isOver, wasReady } = step.state;
    if (status === "renewing" || isOver) step.become("ready");
    // There is a session again, and no app that it is for.
    else if (failure?.code === FAILURES.sessionEnded.code || (wasReady && failure === FAILURES.silent)) step.start("retry");
    step.set({ isOver: false });
  },

  ended(step, { why }) {
    const { status, isAsked } = step.state;
    if (status !== "ready" && status !== "renewing") return;
    // A sign-in that is over, or a Retool that has moved, has a cure of its own.
    const isOwn = why.action === "reload" || why === FAILURES.moved;
    step.set({ isOver: why !== FAILURES.moved });
    step.become("error", isOwn ? why : { ...(isAsked ? why : FAILURES.sessionEnded), action: "continue" });
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
    step.do({ do: "open" }, { do: "check session" }, { do: "report sight" });
  },

  displaced: (step) => step.start("frame lost"),

  disowned: (step) => step.start("first shown"),

  "signed in again"(step) {
    if (step.state.isShown && step.state.failure === FAILURES.signInEnded) step.start("retry");
  },

  left(step, { why }) {
    step.drop();
    step.set({ wasReady: false, notBefore: -Infinity });
    if (step.facts.over || step.facts.isNobody) step.become("error", why);
    else step.start("first shown");
  },
};
