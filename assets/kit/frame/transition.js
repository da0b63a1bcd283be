/**
 * One Retool app in one <iframe>, as a state machine without any effect of its own: what a frame becomes when something
 * happens, and what has to be done then. frame.js does it.
 */

/** @import { Effect, FrameEvent, Facts, FrameState } from "./types.js" */
import { FAILURES } from "../ui/failures.js";
import { isComing } from "./state.js";
import { Step } from "./step.js";

// A cold, self-hosted Retool may need many seconds for its first page; after this a person is told.
const LOAD_DEADLINE_MS = 30000;
// An app without Parent Window Queries never speaks: loaded and quiet for this long counts as ready.
const QUIET_MS = 1000;
// An app that is known to ask something when it starts: silence for this long is no app.
const SILENCE_MS = 10000;
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

/** @type {{[T in FrameEvent["type"]]: (step: Step, event: Extract<FrameEvent, {type: T}>) => void}} */
const REACTIONS = {
  adopted(step) {
    const { status, isOver, hasElement } = step.state;
    step.set({ isShown: true });
    if (status === "closed" || (status === "error" && !isOver)) step.start("first shown");
    else if (hasElement) step.lock();
    step.tell();
    if (!step.state.isLocked) step.do({ do: "open" });
    step.do({ do: "inspect", verdict: "shown" });
  },

  parked(step) {
    step.set({ isShown: false });
    step.do({ do: "inspect", verdict: "parked" });
  },

  closed(step) {
    step.drop();
    step.become("closed");
    step.set({ isShown: false });
  },

  reloaded: (step) => step.start("reload"),

  retried(step) {
    if (step.facts.hasEnded) return step.do({ do: "look again" });
    // A second click finds a link on its way.
    if (step.state.status !== "error") return;
    if (!step.state.isOver) return step.start("retry");
    step.set({ isAsked: true });
    step.become("renewing", FAILURES.renewing);
    step.do({ do: "renew session" });
  },

  delayed: (step, { why }) => step.become("minting", why),

  minted(step, { link, isOfPerson, isFresh, isBoxGone, reason }) {
    if (!isOfPerson) {
      step.do({ do: "give up", link });
      return step.start(reason);
    }
    step.do({ do: "follow", link });
    if (step.facts.isDataOfFormer) return step.fail(FAILURES.somebodyElse);
    step.do({ do: "hand over data" });
    if (step.state.isShown && isBoxGone) return step.fail(FAILURES.removed);
    step.set({ hasElement: true, isNew: true });
    step.do({ do: "create", link });
    step.become("loading");
    step.do({ do: "wait", for: "page", ms: LOAD_DEADLINE_MS }, { do: "insert", link });
    if (isFresh) return;
    step.lock();
    step.do({ do: "ask whose" });
  },

  refused: (step, { why }) => step.fail(why),

  loaded(step) {
    const loads = step.state.loads + 1;
    step.set({ loads });
    step.reveal();
    // A new document asks before its `load`; what was asked one document earlier is nobody's any more.
    step.do({ do: "forget watchers", before: loads - 1 });
    if (step.state.failure === FAILURES.slow || step.state.failure === FAILURES.unreachable) step.become("loading");
    if (step.state.status !== "loading") return;
    step.do({ do: "stop waiting" });
    if (step.state.queriesOnLoad) step.do({ do: "wait", for: "question", ms: SILENCE_MS });
    else step.do({ do: "wait", for: "quiet", ms: QUIET_MS });
  },

  spoke(step) {
    if (isComing(step.state)) step.become("ready");
  },

  waited(step, event) {
    if (event.for === "quiet") step.become("ready");
    // No sign of the app in time. The frame stays: what is late may still come, and then all is well.
    else step.do({ do: "probe", for: event.for });
  },

  probed(step, { why, isReachable, loads }) {
    if (step.state.loads !== loads || step.state.status !== "loading") return;
    step.become("error", isReachable ? why : FAILURES.unreachable);
  },

  blocked(step) {
    if (isComing(step.state) || step.state.status === "ready") step.fail(FAILURES.blockedHere);
  },

  grabbed(step) {
    step.set({ grabs: step.state.grabs + 1 });
    if (step.state.grabs >= MAX_GRABS) step.fail(FAILURES.grabbed);
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

  connected(step) {
    if (step.state.status === "error" && step.state.failure?.code.endsWith("_unreachable")) step.start("retry");
  },

  renewing(step, { note }) {
    const { status, isOver } = step.state;
    if (status === "ready" || status === "renewing" || (isOver && note)) step.become("renewing", note);
  },

  renewed(step) {
    if (step.state.status === "renewing" || step.state.isOver) step.become("ready");
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
    if (step.facts.over || step.facts.isNobody) step.become("error", why);
    else step.start("first shown");
  },
};
