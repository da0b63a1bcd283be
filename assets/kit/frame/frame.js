/**
 * One Retool app in one <iframe>, from the first link to its end. What happens to it goes through transition.js; effects.js
 * carries out what follows.
 */

/** @import { Failure } from "../ui/failures.js" */
/** @import { Work } from "../unsaved.js" */
/** @import { Appearance, FrameOptions, Inspected, Member, Surroundings, Viewer } from "./surroundings.js" */
/** @import { Facts, FrameEvent } from "./types.js" */
import { moveAlive, parkingLot } from "../parking.js";
import { isVisible } from "../visibility.js";
import { createEffects } from "./effects.js";
import { factsOf, isActedInNow } from "./facts.js";
import { createParts } from "./parts.js";
import { createMessaging } from "./messaging.js";
import { initialState, shownStatus } from "./state.js";
import { transition } from "./transition.js";

/** @typedef {ReturnType<typeof createFrame>} Frame */

/**
 * @param {FrameOptions} options
 * @param {Surroundings} surroundings
 */
export function createFrame(options, surroundings) {
  const { bridge, provenance, sessions } = surroundings;
  const parts = createParts(options);
  let state = initialState(options.queriesOnLoad);

  /** @param {FrameEvent} event */
  function dispatch(event) {
    const [next, effects] = transition(state, event, facts());
    state = next;
    for (const effect of effects) carryOut(effect);
  }

  const messaging = createMessaging(parts, bridge, dispatch, () => state);

  /** @returns {Facts} */
  function facts() {
    return factsOf(parts, surroundings, messaging, state);
  }

  function isInViewport() {
    const seen = parts.element ?? parts.viewer?.box;
    return parts.viewer !== null && seen !== undefined && isVisible(seen);
  }

  /** @type {Member} */
  const member = {
    isShown: () => parts.viewer !== null,
    queriesOnLoad: options.queriesOnLoad,
    askForLink: options.askForLink,
    onRenewing: (note) => dispatch({ type: "renewing", note }),
    onRenewed: () => dispatch({ type: "renewed" }),
    onEnded: (why) => dispatch({ type: "ended", why }),
  };

  const look = () => isActedInNow(parts);
  const isUnsaved = () => state.isDirty && look();

  /** @type {Work} */
  const work = { title: () => options.title, isPersons: look };

  const carryOut = createEffects(parts, surroundings, {
    dispatch,
    isVisible: () => state.status === "ready" && isInViewport(),
    loads: () => state.loads,
    member,
    session: () => sessions.of(parts.origin),
    messaging,
    work,
    shownStatus: (wait) => shownStatus(state, facts(), wait),
  });

  return {
    get parked() {
      return !parts.viewer;
    },
    get origin() {
      return parts.origin;
    },
    /** A person has unsaved work in it. */
    get isUnsaved() {
      return isUnsaved();
    },
    get title() {
      return options.title;
    },
    look,
    /** Another script has removed the frame from the page, or moved it. */
    get isTornOut() {
      return parts.element !== null && parts.element.contentWindow !== parts.contentWindow;
    },
    /** @param {HTMLIFrameElement} element */
    consistsOf: (element) => parts.element === element,
    /** Not seen until the server has confirmed whose it is. */
    get locked() {
      return state.isLocked;
    },
    /** By performance.now(). */
    get lockedAt() {
      return state.lockedAt;
    },
    /** What the server calls it; none while there is no link. */
    get name() {
      return parts.name;
    },
    get app() {
      return options.app;
    },
    /** What its last link is called in the host's records, if they are kept. */
    linkIdOf: () => parts.linkId,
    dispatch,

    /** @param {Appearance} next */
    describe({ title, height, width }) {
      Object.assign(options, { title, height, width });
      if (parts.element) Object.assign(parts.element, { title, height, width });
    },

    /** @param {Record<string, unknown>} next */
    setData(next) {
      parts.data = next;
      provenance.claim(next);
      dispatch({ type: "given" });
    },

    /** @returns {Inspected} */
    inspect() {
      const { title, app } = options;
      const place = !parts.viewer ? "parked" : isInViewport() ? "shown" : "out of sight";
      const { status, failure, loads } = state;
      const now = { title, app, origin: parts.origin, state: status, code: failure?.code, loads };
      const { speaker, post, watchers } = messaging;
      return { ...now, place, isUnsaved: isUnsaved(), watchers: watchers.list(), speaker, post };
    },

    /** @returns {boolean}  false if there is nobody to show it to */
    recover() {
      if (!parts.viewer) return false;
      dispatch({ type: "torn out", isConnected: parts.element?.isConnected === true });
      return true;
    },

    /**
     * Shows the frame in a box: as it was, if it is still alive; otherwise with a new link.
     * @param {Viewer} next
     */
    adopt(next) {
      parts.viewer = next;
      dispatch({ type: "adopted", isInViewport: next.isInViewport });
      if (parts.height.px !== null) next.onHeight(parts.height.px);
    },

    /**
     * Puts the frame aside, alive.
     * @param {Viewer} former
     * @returns {boolean}  false where the browser can't move it alive
     */
    park(former) {
      if (parts.viewer !== former) return true;
      parts.viewer = null;
      dispatch({ type: "parked" });
      return parts.element ? moveAlive(parts.element, parkingLot()) : state.status === "minting";
    },

    close() {
      dispatch({ type: "closed" });
      parts.viewer = null;
      options.onClose();
    },

    /** @param {Failure} why  whoever it belongs to is gone; it begins again for whoever is there now, if it can */
    leave: (why) => dispatch({ type: "left", why }),
  };
}
