/**
 * The parent-window bridge: the page's one ear for what frames say, and who is heard.
 *
 * Wire protocol, as the official SDKs speak it:
 *   frame → page  {type: "PARENT_WINDOW_QUERY", selector, pageName, id}   asks for data[selector], and subscribes
 *   page → frame  {type: "PARENT_WINDOW_RESULT", result, id, pageName}    the answer, and every later change
 *   frame → page  {type: "intercom-snippet__ready"}                       noise
 *   frame → page  anything else                                           an event
 */
(function () {
  "use strict";

  // Of a selector, an id or a page's name: Retool's own have some dozens of characters.
  const MAX_NAME_CHARACTERS = 1000;

  /** @type {Set<Speaker>} */
  const speakers = new Set();
  /** What was not heard, and at which check it fell. */
  const dropped = { window: 0, origin: 0, noise: 0, malformed: 0 };
  /** @type {Set<string>} */
  const reported = new Set();

  // Strangers are dropped in silence: a flood of forgeries must not flood the console.
  window.addEventListener("message", ({ source, origin, data }) => {
    const from = /** @type {Window} */ (source);
    const speaker = [...speakers].find((each) => isOf(each, from));
    const verdict = judge(speaker, origin, data);
    bridge.tap?.({ direction: "in", verdict, data, origin, speaker });
    if (verdict === "query") speaker?.query(data, from);
    else if (verdict === "event") speaker?.event(data);
    else dropped[verdict] += 1;
    if (speaker && verdict === "malformed") report(speaker.title, data);
  });

  /**
   * Who speaks is settled before anything of what was said is looked at: the window, the origin, then the shape.
   * @param {Speaker | undefined} speaker  whose window it comes from
   * @param {string} origin
   * @param {any} data
   */
  function judge(speaker, origin, data) {
    if (!speaker) return "window";
    if (origin !== speaker.origin) return "origin";
    if (data?.type === "intercom-snippet__ready") return "noise";
    if (data?.type !== "PARENT_WINDOW_QUERY") return "event";
    return isWellFormed(data) ? "query" : "malformed";
  }

  /**
   * @param {Pick<Speaker, "contentWindow" | "nestedFrames">} speaker
   * @param {Window | null} from
   * @returns {boolean}
   */
  function isOf({ contentWindow, nestedFrames }, from) {
    if (!contentWindow || !from) return false;
    if (from === contentWindow) return true;
    return nestedFrames && from.parent !== from && isOf({ contentWindow, nestedFrames }, from.parent);
  }

  /** @param {{selector?: unknown, pageName?: unknown, id?: unknown}} query */
  function isWellFormed({ selector, pageName, id }) {
    return typeof selector === "string" && [selector, pageName, id].every(isName);
  }

  /** @param {unknown} value */
  function isName(value) {
    return Object(value) !== value && String(value).length <= MAX_NAME_CHARACTERS;
  }

  /**
   * Once for each kind: it is somebody's mistake, not something to fill the console with.
   * @param {string} title
   * @param {{selector?: unknown}} query
   */
  function report(title, { selector }) {
    const part = typeof selector === "string" && isName(selector) ? "query id or page name" : "selector";
    const problem = `Retool: "${title}" asks with a ${part} that is no short text; it gets no answer.`;
    if (!reported.has(problem)) console.warn(problem);
    reported.add(problem);
  }

  const bridge = {
    dropped,
    // Told of every message and what becomes of it, where there is an inspector.
    tap: /** @type {Tap | null} */ (null),
    /** @param {Speaker} speaker */
    join(speaker) {
      speakers.add(speaker);
    },
    /** @param {Speaker} speaker */
    leave(speaker) {
      speakers.delete(speaker);
    },
    /** @param {Tap} look  one that fails is not asked again: messages must get through */
    inspect(look) {
      bridge.tap = (seen) => {
        try {
          look(seen);
        } catch (error) {
          bridge.tap = null;
          console.error("Retool: the inspector has failed, and sees nothing more.", error);
        }
      };
    },
  };

  window.dashapp = Object.assign(window.dashapp ?? {}, { bridge });
})();
