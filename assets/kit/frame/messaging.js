/** What a frame says, and what it is told. */

/** @import { Bridge, Speaker } from "../../bridge.js" */
/** @import { Parts } from "./parts.js" */
/** @import { Change } from "./surroundings.js" */
/** @import { FrameEvent, FrameState } from "./types.js" */
import { createWatchers } from "../data/watchers.js";
import { isActedIn } from "./interaction.js";
import { dirtyIn, heightIn } from "./messages.js";
import { createStartupMessages } from "./startup-messages.js";

// Questions of a frame that waits to be confirmed.
const MAX_HELD = 1000;

/** @typedef {ReturnType<typeof createMessaging>} Messaging */

/**
 * @param {Parts} parts
 * @param {Bridge} bridge
 * @param {(event: FrameEvent) => void} dispatch
 * @param {() => FrameState} state
 */
export function createMessaging(parts, bridge, dispatch, state) {
  const watchers = createWatchers(post, tellForgotten);
  const startupMessages = createStartupMessages();

  /**
   * @param {unknown} message
   * @param {Window} to
   * @param {string} [selector]
   */
  function post(message, to, selector) {
    let verdict = parts.element ? "not sendable" : "no frame";
    try {
      // The exact origin: a frame that has gone to another site is told nothing.
      if (parts.element) to.postMessage(message, parts.origin);
      if (parts.element) verdict = "told";
    } finally {
      inspect({ direction: "out", verdict, data: message, selector });
    }
  }

  /** @param {string} selector */
  function tellForgotten(selector) {
    const { title } = parts.options;
    console.warn(`Retool: "${title}" has more queries than are followed; those asked first, as of "${selector}", go stale.`);
    inspect({ direction: "out", verdict: "forgotten", selector });
  }

  /** @param {Change} change */
  function inspect(change) {
    bridge.tap?.({ ...change, origin: parts.origin, speaker });
  }

  /** @type {Speaker} */
  const speaker = {
    get contentWindow() {
      return parts.contentWindow;
    },
    get origin() {
      return parts.origin;
    },
    get title() {
      return parts.options.title;
    },
    nestedFrames: parts.options.nestedFrames,

    query(query, to) {
      if (state().isLocked) {
        if (parts.held.length < MAX_HELD) parts.held.push(() => speaker.query(query, to));
        return;
      }
      const { selector, pageName, id } = query;
      startupMessages.note(selector, state().loads);
      dispatch({ type: "spoke" });
      const isAnswered = watchers.ask(selector, { pageName, id, loads: state().loads, to });
      if (!isAnswered) inspect({ direction: "out", verdict: "no such key", selector });
    },

    event(data) {
      startupMessages.note("", state().loads);
      dispatch({ type: "spoke" });
      parts.isActedIn ||= isActedIn(parts.element);
      const isDirty = dirtyIn(data);
      if (isDirty !== null) dispatch({ type: "dirty", value: isDirty });
      const px = parts.options.height === "auto" ? heightIn(data) : null;
      if (px !== null) return follow(px);
      parts.report?.event(data);
      const onLost = () => inspect({ direction: "in", verdict: "lost" });
      // Also for a parked frame, so not after a question mark.
      const pushed = parts.options.push(data, parts.name ?? "", onLost);
      if (pushed && !state().isLocked) parts.viewer?.onEvent(pushed);
    },
  };

  /** @param {number} px */
  function follow(px) {
    if (parts.height.follow(px)) parts.viewer?.onHeight(px);
  }

  return { inspect, post, startupMessages, speaker, watchers };
}
