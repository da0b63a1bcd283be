/**
 * The Retool frames of this page, shown or parked. It owns the <iframe> elements and knows no framework; component.js is the
 * Dash component on top of it.
 */

/** @import { Frame } from "./frame/frame.js" */
/** @import { FrameOptions, Surroundings, Viewer } from "./frame/surroundings.js" */
/** @import { Confirmations } from "./session/confirmation.js" */
import { createFrame } from "./frame/frame.js";
import { sameOrigin } from "./frame/reachability.js";
import { askWhichToClose, isOverLimit, toEvict } from "./eviction.js";
import { createOwnership } from "./session/ownership.js";

/** @typedef {ReturnType<typeof createFrames>} Frames */

/**
 * @param {Surroundings} surroundings
 * @param {Confirmations} confirmations
 */
export function createFrames(surroundings, confirmations) {
  const { person, unsaved } = surroundings;
  /** @type {Map<string, Frame>} in the order of use: the least recently used comes first */
  const frames = new Map();
  const ownership = createOwnership({ all: () => [...frames], close }, person, confirmations);

  // A script that is not ours may take a frame out of the page, or move it, which empties it.
  const observer = new MutationObserver(() => {
    for (const [key, frame] of [...frames]) {
      if (frame.isTornOut && !frame.recover()) close(key);
    }
  });

  function nudge() {
    if (document.hidden || !navigator.onLine) return;
    for (const frame of frames.values()) frame.dispatch({ type: "connected" });
    // Somebody else may have signed in with another window.
    person.doubt(false);
  }

  window.addEventListener("online", nudge);
  document.addEventListener("visibilitychange", nudge);

  document.addEventListener("securitypolicyviolation", (violation) => {
    const forbids = violation.disposition === "enforce" && /^(frame|child|default)-src/.test(violation.effectiveDirective);
    if (!forbids) return;
    for (const frame of frames.values()) {
      if (sameOrigin(violation.blockedURI, frame.origin)) frame.dispatch({ type: "blocked" });
    }
  });

  // Out of the back/forward cache: nothing is seen before it is known whose it is.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) ownership.doubt();
  });

  person.onChange((why) => {
    for (const [key, frame] of [...frames]) {
      if (frame.parked) close(key);
      else frame.leave(why);
    }
  });

  person.onSignInNeeded((needsSignIn) => {
    for (const frame of frames.values()) frame.dispatch({ type: needsSignIn ? "doubted" : "signed in again" });
    if (!needsSignIn) ownership.check();
  });

  /** @param {string} key */
  function close(key) {
    frames.get(key)?.close();
    frames.delete(key);
    if (!frames.size) observer.disconnect();
  }

  function parked() {
    return [...frames].filter(([, frame]) => frame.parked);
  }

  async function makeRoom() {
    for (const [key] of toEvict(parked(), ([, frame]) => frame.isUnsaved)) close(key);
    const left = parked();
    if (!isOverLimit(left)) return;
    const answer = await askWhichToClose(left.map(([, frame]) => frame.title));
    // It may have been shown again meanwhile.
    if (answer !== null && left[answer][1].parked) close(left[answer][0]);
  }

  // The keyboard has gone into a frame, or to another window.
  window.addEventListener("blur", () => setTimeout(look));

  /** Whether a person acts in a frame. */
  function look() {
    for (const frame of frames.values()) frame.look();
    unsaved.look();
  }

  return {
    /**
     * Shows the frame of this key in the viewer's box, alive if it was parked.
     * @param {string} key
     * @param {FrameOptions} options  of a new frame; one that was parked keeps its own
     * @param {Viewer} viewer
     */
    adopt(key, options, viewer) {
      const frame = frames.get(key) ?? createFrame({ ...options, onLocked: () => ownership.check() }, surroundings);
      frames.delete(key);
      frames.set(key, frame);
      observer.observe(document, { childList: true, subtree: true });
      frame.adopt(viewer);
      if (frame.locked) ownership.check();
      return {
        setData: frame.setData,
        describe: frame.describe,
        /** @param {boolean} isInViewport */
        see: (isInViewport) => frame.dispatch({ type: "viewport", isInViewport }),
        linkIdOf: frame.linkIdOf,
        /** A person has unsaved work in it. */
        isUnsaved: () => frame.isUnsaved,
        retry: () => frame.dispatch({ type: "retried" }),
        reload: () => frame.dispatch({ type: "reloaded" }),
        park() {
          if (!frame.park(viewer)) close(key);
          makeRoom();
        },
      };
    },
    close,
    look,
    /** Those in which a person has unsaved work. */
    unsaved() {
      const work = [...frames].filter(([, frame]) => frame.isUnsaved);
      return work.map(([key, { app, title }]) => ({ key, app, title }));
    },
    /** @param {HTMLIFrameElement} element  has taken the keyboard out of sight */
    accuse(element) {
      for (const frame of frames.values()) if (frame.consistsOf(element)) frame.dispatch({ type: "stole focus" });
    },
    /** What is to be known of each frame, shown or parked. */
    list() {
      return [...frames].map(([key, frame]) => ({ key, ...frame.inspect() }));
    },
  };
}
