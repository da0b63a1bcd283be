/** What a frame becomes on its way from a link to an app that runs: when silence is enough, and when it is a failure. */

/** @import { Reactions } from "./step.js" */
import { FAILURES } from "../ui/failures.js";
import { isPending } from "./state.js";

// A cold, self-hosted Retool may need many seconds for its first page; after this a person is told.
const LOAD_DEADLINE_MS = 30000;
// An app without Parent Window Queries never speaks: loaded and quiet for this long counts as ready.
const QUIET_MS = 1000;
// An app that is known to ask something when it starts: silence for this long is no app.
const SILENCE_MS = 10000;

/** @type {Reactions<"delayed" | "minted" | "refused" | "loaded" | "spoke" | "dirty" | "waited" | "probed">} */
export const LOADING = {
  delayed: (step, { why }) => step.become("minting", why),

  minted(step, { link, isOfPerson, isFresh, isBoxGone, reason }) {
    if (!isOfPerson) {
      step.do({ do: "give up", link });
      return step.start(reason);
    }
    const { hasElement, status } = step.state;
    // The page has tried again by itself, and meanwhile the frame has come to life after all.
    if (hasElement && status !== "error") return step.do({ do: "give up", link });
    if (hasElement) step.drop();
    step.do({ do: "follow", link });
    if (step.facts.isDataOfFormer) return step.fail(FAILURES.person_changed);
    step.do({ do: "hand over data" });
    if (step.state.isShown && isBoxGone) return step.fail(FAILURES.frame_removed);
    step.set({ hasElement: true, isNew: true });
    step.do({ do: "create", link });
    step.become("loading");
    step.do({ do: "wait", for: "page", ms: LOAD_DEADLINE_MS }, { do: "insert", link });
    if (isFresh) return;
    step.lock();
    step.do({ do: "ask whose" });
  },

  refused(step, { why }) {
    step.set({ notBefore: why.retryAfterMs ? step.facts.now + why.retryAfterMs : -Infinity });
    // What is late may still come.
    if (step.state.hasElement) step.pause();
    else step.fail(why);
  },

  loaded(step) {
    const loads = step.state.loads + 1;
    step.set({ loads });
    step.reveal();
    // A new document asks before its `load`; what was asked one document earlier is nobody's any more.
    step.do({ do: "forget watchers", before: loads - 1 });
    // And what was there is lost already.
    if (loads > 1) step.setDirty(false);
    const { status, failure } = step.state;
    // What the person had there is gone, whatever becomes of the session.
    if (step.state.isExpired) return step.set({ isExpired: false });
    if (failure === FAILURES.load_timeout || failure === FAILURES.retool_unreachable) step.become("loading");
    const isNext = (status === "ready" || status === "renewing") && !step.facts.hasRepeatedStartup;
    // Retool's own page for whoever has no session any more is a document too.
    if (isNext) step.become("loading");
    if (step.state.status !== "loading") return;
    step.do({ do: "stop waiting" });
    if (step.state.speaks) step.do({ do: "wait", for: "question", ms: SILENCE_MS });
    else step.do({ do: "wait", for: "quiet", ms: QUIET_MS });
  },

  spoke(step) {
    if (!isPending(step.state)) return;
    step.set({ speaks: true });
    step.do({ do: "prove site" });
    step.become("ready");
  },

  dirty: (step, { value }) => step.setDirty(value),

  waited(step, event) {
    if (event.for === "another try") step.tryAgain();
    // No sign of the app in time. The frame stays: what is late may still come, and then all is well.
    else step.do({ do: "probe", for: event.for });
  },

  probed(step, { for: what, isReachable, loads }) {
    if (step.state.loads !== loads) return;
    if (what === "another try") return isReachable ? step.tryWithLink() : step.pause();
    if (step.state.status !== "loading") return;
    if (!isReachable) return step.become("error", FAILURES.retool_unreachable);
    const { isDoubtfulSite } = step.facts;
    if (what === "page") step.become("error", FAILURES.load_timeout);
    else if (what === "question") step.become("error", isDoubtfulSite ? FAILURES.cookie_blocked : FAILURES.no_sign_of_life);
    // Nobody can tell an app that says nothing from a page that is not it.
    else if (isDoubtfulSite) step.become("error", FAILURES.other_site);
    else step.become("ready");
  },
};
