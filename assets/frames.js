/**
 * The Retool frames of this page, shown or parked. It owns the <iframe> elements and knows no framework; embed.js is
 * the Dash component on top of it.
 */
(function () {
  "use strict";

  // Each parked frame is a whole Retool app in memory.
  const MAX_PARKED = 8;

  const { createFrame, person } = window.dashapp;

  /** @type {Map<string, Frame>} in the order of use: the least recently used comes first */
  const frames = new Map();

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
      reload: frame.reload,
      recordOf: frame.recordOf,
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

  /** What is to be known of each frame, shown or parked. */
  function list() {
    return [...frames].map(([key, frame]) => ({ key, ...frame.inspect() }));
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { frames: { adopt, close, list } });
})();
