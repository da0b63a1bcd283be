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

  // Who speaks is settled before anything of what was said is looked at: the window, the origin, then the shape.
  // Strangers are dropped in silence: a flood of forgeries must not flood the console.
  window.addEventListener("message", ({ source, origin, data }) => {
    const from = /** @type {Window} */ (source);
    const speaker = [...speakers].find((each) => isOf(each, from));
    if (!speaker) dropped.window += 1;
    else if (origin !== speaker.origin) dropped.origin += 1;
    else if (data?.type === "intercom-snippet__ready") dropped.noise += 1;
    else if (data?.type !== "PARENT_WINDOW_QUERY") speaker.event(data);
    else if (isWellFormed(data)) speaker.query(data, from);
    else report(speaker.title, data);
  });

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
    dropped.malformed += 1;
    const part = typeof selector === "string" && isName(selector) ? "query id or page name" : "selector";
    const problem = `Retool: "${title}" asks with a ${part} that is no short text; it gets no answer.`;
    if (!reported.has(problem)) console.warn(problem);
    reported.add(problem);
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, {
    bridge: {
      dropped,
      /** @param {Speaker} speaker */
      join(speaker) {
        speakers.add(speaker);
      },
      /** @param {Speaker} speaker */
      leave(speaker) {
        speakers.delete(speaker);
      },
    },
  });
})();
