/**
 * The parent-window bridge: the page's one ear for what frames say, and who is heard. The kit's bundle begins here.
 *
 * Wire protocol, as the official SDKs speak it:
 *   frame → page  {type: "PARENT_WINDOW_QUERY", selector, pageName, id}   asks for data[selector], and subscribes
 *   page → frame  {type: "PARENT_WINDOW_RESULT", result, id, pageName}    the answer, and every later change
 *   frame → page  {type: "intercom-snippet__ready"}                       noise
 *   frame → page  anything else                                           an event
 */

/** @import { ParentWindowQuery, Seen, Speaker, Tap } from "./kit/types.js" */
import { createKit } from "./kit/kit.js";
import { createPage } from "./kit/page.js";
import { createUnusable } from "./kit/ui/unusable.js";
import { whyUnusable } from "./kit/usable.js";

// Of a selector, an id or a page's name: Retool's own have some dozens of characters.
const MAX_NAME_CHARACTERS = 1000;

/** @typedef {ReturnType<typeof createBridge>} Bridge */
/** @typedef {ReturnType<typeof createKit>} Kit */

/** Hears nothing until a frame joins or somebody inspects it. */
export function createBridge() {
  /** @type {Set<Speaker>} */
  const speakers = new Set();
  /** What was not heard, and at which check it fell. */
  const dropped = { window: 0, origin: 0, noise: 0, malformed: 0 };
  /** @type {Set<string>} */
  const reported = new Set();
  let isListening = false;

  function listen() {
    if (isListening) return;
    isListening = true;
    window.addEventListener("message", hear);
  }

  /**
   * Strangers are dropped in silence: a flood of forgeries must not flood the console.
   * @param {MessageEvent<unknown>} message
   */
  function hear({ source, origin, data }) {
    const from = /** @type {Window | null} */ (source);
    const speaker = [...speakers].find((each) => isOf(each, from));
    const verdict = judge(speaker, origin, data);
    bridge.tap?.({ direction: "in", verdict, data, origin, speaker });
    if (verdict === "query" && from) speaker?.query(/** @type {ParentWindowQuery} */ (data), from);
    else if (verdict === "event") speaker?.event(data);
    else if (verdict !== "query") dropped[verdict] += 1;
    if (speaker && verdict === "malformed") report(speaker.title, /** @type {Partial<ParentWindowQuery>} */ (data));
  }

  /**
   * Once for each kind: it is somebody's mistake, not something to fill the console with.
   * @param {string} title
   * @param {Partial<ParentWindowQuery>} query
   */
  function report(title, { selector }) {
    const part = typeof selector === "string" && isName(selector) ? "query id or page name" : "selector";
    const problem = `Retool: "${title}" asks with a ${part} that is no short text; it gets no answer.`;
    if (!reported.has(problem)) console.warn(problem);
    reported.add(problem);
  }

  const bridge = {
    dropped,
    /** @type {Tap | null} told of every message and what becomes of it, where there is an inspector */
    tap: null,
    /** @param {Speaker} speaker */
    join(speaker) {
      speakers.add(speaker);
      listen();
    },
    /** @param {Speaker} speaker */
    leave(speaker) {
      speakers.delete(speaker);
    },
    /** @param {Tap} look  one that fails is not asked again: messages must get through */
    inspect(look) {
      listen();
      bridge.tap = (/** @type {Seen} */ seen) => {
        try {
          look(seen);
        } catch (error) {
          bridge.tap = null;
          console.error("Retool: the inspector has failed, and sees nothing more.", error);
        }
      };
    },
  };

  return bridge;
}

/**
 * Who speaks is settled before anything of what was said is looked at: the window, the origin, then the shape.
 * @param {Pick<Speaker, "origin"> | undefined} speaker  whose window it comes from
 * @param {string} origin
 * @param {unknown} data
 */
export function judge(speaker, origin, data) {
  if (!speaker) return "window";
  if (origin !== speaker.origin) return "origin";
  const message = /** @type {(Partial<ParentWindowQuery> & {type?: unknown}) | null | undefined} */ (data);
  if (message?.type === "intercom-snippet__ready") return "noise";
  if (message?.type !== "PARENT_WINDOW_QUERY") return "event";
  return isWellFormed(message) ? "query" : "malformed";
}

/**
 * @param {Pick<Speaker, "contentWindow" | "nestedFrames">} speaker
 * @param {Window | null} from
 * @returns {boolean}
 */
export function isOf({ contentWindow, nestedFrames }, from) {
  if (!contentWindow || !from) return false;
  if (from === contentWindow) return true;
  return nestedFrames && from.parent !== from && isOf({ contentWindow, nestedFrames }, from.parent);
}

/** @param {Partial<ParentWindowQuery>} query */
function isWellFormed({ selector, pageName, id }) {
  return typeof selector === "string" && [selector, pageName, id].every(isName);
}

/** @param {unknown} value */
function isName(value) {
  return Object(value) !== value && String(value).length <= MAX_NAME_CHARACTERS;
}

// In a page, and not where a module is imported for what it exports.
if (globalThis.document) {
  const left = globalThis.dash_retool_embed;
  const why = whyUnusable();
  const kit = why ? { RetoolEmbed: createUnusable(why) } : createKit(createPage(createBridge(), left));
  Object.assign(globalThis, { dash_retool_embed: { ...left, ...kit } });
}
