/**
 * The parent-window bridge: the page's one ear for what frames say, and who is heard. The kit's bundle begins here. What
 * messages look like is kit/wire.js's to know.
 */

/** @import { Hearer, Query } from "./kit/wire.js" */
import { createKit } from "./kit/kit.js";
import { createPage } from "./kit/page.js";
import { createUnusable } from "./kit/ui/unusable.js";
import { whyUnusable } from "./kit/usable.js";
import { kindOf, malformedPart } from "./kit/wire.js";

/** @typedef {ReturnType<typeof createBridge>} Bridge */
/** @typedef {ReturnType<typeof createKit>} Kit */

/**
 * Whose messages are heard.
 * @typedef {object} Voice
 * @property {Window | null} contentWindow
 * @property {string} origin
 * @property {boolean} nestedFrames
 * @property {string} title  for a person who reads the console
 */
/** @typedef {Readonly<Voice> & Hearer} Speaker */

/**
 * A message and what has become of it, or a change of a frame.
 * @typedef {object} Seen
 * @property {"in" | "out" | "frame"} direction
 * @property {string} verdict
 *     in: at which check it fell, or what it is; out: whether it was sent; of a frame: what it is now
 * @property {unknown} [data]
 * @property {string} [selector]
 * @property {string} origin  of who spoke, or who is spoken to
 * @property {Speaker} [speaker]  none for a stranger
 */
/** @typedef {(seen: Seen) => void} Tap */

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
    if (isDropped(verdict)) dropped[verdict] += 1;
    else if (speaker && from) speaker[verdict](/** @type {Query} */ (data), from);
    if (speaker && verdict === "malformed") report(speaker.title, malformedPart(data));
  }

  /**
   * @param {ReturnType<typeof judge>} verdict
   * @returns {verdict is keyof typeof dropped}
   */
  function isDropped(verdict) {
    return verdict in dropped;
  }

  /**
   * Once for each kind: it is somebody's mistake, not something to fill the console with.
   * @param {string} title
   * @param {string} part  of a query
   */
  function report(title, part) {
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
  return kindOf(data);
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

// In a page, and not where a module is imported for what it exports.
if (globalThis.document) {
  const left = globalThis.dash_retool_embed;
  const why = whyUnusable();
  const kit = why ? { RetoolEmbed: createUnusable(why) } : createKit(createPage(createBridge(), left));
  Object.assign(globalThis, { dash_retool_embed: { ...left, ...kit } });
}
