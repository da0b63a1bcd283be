/**
 * The parent-window bridge: Retool frames in this page and the messages between them and their host.
 * It owns the <iframe> elements and knows no framework; embed.js is the Dash component on top of it.
 *
 * Wire protocol, as the official SDKs speak it:
 *   frame → page  {type: "PARENT_WINDOW_QUERY", selector, pageName, id}   asks for data[selector], and subscribes
 *   page → frame  {type: "PARENT_WINDOW_RESULT", result, id, pageName}    the answer, and every later change
 *   frame → page  {type: "intercom-snippet__ready"}                       noise
 *   frame → page  anything else                                           an event
 */
(function () {
  "use strict";

  // Each parked frame is a whole Retool app in memory.
  const MAX_PARKED = 8;
  // Of a selector, an id or a page's name: Retool's own have some dozens of characters.
  const MAX_NAME_CHARACTERS = 1000;

  const { createFrame, person } = window.dashapp;

  /** @type {Map<string, Frame>} in the order of use: the least recently used comes first */
  const frames = new Map();
  /** What was not heard, and at which check it fell. */
  const dropped = { window: 0, origin: 0, noise: 0, malformed: 0 };
  /** @type {Set<string>} */
  const reported = new Set();

  // Who speaks is settled before anything of what was said is looked at: the window, the origin, then the shape.
  // Strangers are dropped in silence: a flood of forgeries must not flood the console.
  window.addEventListener("message", ({ source, origin, data }) => {
    const speaker = /** @type {Window} */ (source);
    const frame = [...frames.values()].find((each) => owns(each, speaker));
    if (!frame) dropped.window += 1;
    else if (origin !== frame.origin) dropped.origin += 1;
    else if (data?.type === "intercom-snippet__ready") dropped.noise += 1;
    else if (data?.type !== "PARENT_WINDOW_QUERY") frame.event(data);
    else if (isWellFormed(data)) frame.query(data, speaker);
    else report(frame.title, data);
  });

  /**
   * @param {Pick<Frame, "contentWindow" | "nestedFrames">} frame
   * @param {Window | null} speaker
   * @returns {boolean}
   */
  function owns({ contentWindow, nestedFrames }, speaker) {
    if (!contentWindow || !speaker) return false;
    if (speaker === contentWindow) return true;
    return nestedFrames && speaker.parent !== speaker && owns({ contentWindow, nestedFrames }, speaker.parent);
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

  // A script that is not ours may take a frame out of the page, or move it, which empties it.
  const observer = new MutationObserver(() => {
    for (const [key, frame] of [...frames]) {
      if (frame.isTornOut && !frame.recover()) close(key);
    }
  });

  window.addEventListener("online", nudge);
  document.addEventListener("visibilitychange", nudge);

  function nudge() {
    if (document.hidden || !navigator.onLine) return;
    for (const frame of frames.values()) frame.nudge();
  }

  document.addEventListener("securitypolicyviolation", (violation) => {
    const forbids = violation.disposition === "enforce" && /^(frame|child|default)-src/.test(violation.effectiveDirective);
    if (!forbids) return;
    for (const frame of frames.values()) {
      if (violation.blockedURI.startsWith(frame.origin)) frame.blocked();
    }
  });

  person.onGone((/** @type {Failure} */ why) => {
    for (const [key, frame] of [...frames]) {
      if (frame.parked) close(key);
      else frame.fail(why);
    }
  });

  /**
   * Shows the frame of this key in the viewer's box, alive if it was parked.
   * @param {string} key
   * @param {FrameOptions} options  of a new frame; one that was parked keeps its own
   * @param {Viewer} viewer
   */
  function adopt(key, options, viewer) {
    const frame = frames.get(key) ?? createFrame(options);
    frames.delete(key);
    frames.set(key, frame);
    observer.observe(document, { childList: true, subtree: true });
    frame.adopt(viewer);
    return {
      setData: frame.setData,
      describe: frame.describe,
      retry: frame.retry,
      park() {
        if (!frame.park(viewer)) close(key);
        const parked = [...frames].filter(([, each]) => each.parked);
        for (const [oldest] of parked.slice(0, -MAX_PARKED)) close(oldest);
      },
    };
  }

  /** @param {string} key */
  function close(key) {
    frames.get(key)?.close();
    frames.delete(key);
    if (!frames.size) observer.disconnect();
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { bridge: { adopt, close, dropped } });
})();
