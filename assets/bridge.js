/**
 * The parent-window bridge: Retool frames in this page and the messages between them and their host.
 * It owns the <iframe> elements and knows no framework; embed.js is the Dash component on top of it.
 *
 * Wire protocol, as the official SDKs speak it:
 *   frame → page  {type: "PARENT_WINDOW_QUERY", selector, pageName, id}   asks for data[selector], and subscribes
 *   page → frame  {type: "PARENT_WINDOW_RESULT", result, id, pageName}    the answer, and every later change
 *   frame → page  anything else                                           an event
 */
(function () {
  "use strict";

  // Each parked frame is a whole Retool app in memory.
  const MAX_PARKED = 8;

  const { createFrame, person } = window.dashapp;

  /** @type {Map<string, Frame>} in the order of use: the least recently used comes first */
  const frames = new Map();

  window.addEventListener("message", (message) => {
    // Foreign windows and origins are dropped in silence: a flood of forgeries must not flood the console.
    for (const frame of frames.values()) {
      if (message.source && message.source === frame.contentWindow) {
        if (message.origin === frame.origin) frame.hear(message.data);
        return;
      }
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
    frame.adopt(viewer);
    return {
      setData: frame.setData,
      setTitle: frame.setTitle,
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
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { bridge: { adopt, close } });
})();
