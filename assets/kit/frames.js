/**
 * The Retool frames of this page, shown or parked. It owns the <iframe> elements and knows no framework; embed.js is
 * the Dash component on top of it.
 */
(function () {
  "use strict";

  // Each parked frame is a whole Retool app in memory.
  const MAX_PARKED = 8;

  // What the server takes at once; what is left is asked about next.
  const MAX_ASKED = 200;
  // A page whose server does not answer asks again, later each time.
  const FIRST_WAIT_MS = 500;
  const LONGEST_WAIT_MS = 8000;
  // What a page asks because of a request that may have been a sign-in, it asks no more often than this.
  const DOUBT_MS = 2000;

  const { confirmation, createFrame, person, sameOrigin } = window.dashapp;

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
    // Somebody else may have signed in with another window.
    person.doubt(false);
  }

  document.addEventListener("securitypolicyviolation", (violation) => {
    const forbids = violation.disposition === "enforce" && /^(frame|child|default)-src/.test(violation.effectiveDirective);
    if (!forbids) return;
    for (const frame of frames.values()) {
      if (sameOrigin(violation.blockedURI, frame.origin)) frame.blocked();
    }
  });

  person.onChange((/** @type {Failure} */ why) => {
    for (const [key, frame] of [...frames]) {
      if (frame.parked) close(key);
      else frame.leave(why);
    }
  });

  person.onEnd((/** @type {boolean} */ hasEnded) => {
    for (const frame of frames.values()) hasEnded ? frame.lock() : frame.resume();
    if (!hasEnded) check();
  });

  let waitMs = FIRST_WAIT_MS;
  /** @type {number | undefined} */
  let again;
  /** @type {number | undefined} */
  let doubting;
  let doubtedAt = -Infinity;

  /** @returns {NamedFrame[]}  those first that wait for the answer */
  function named() {
    const all = [...frames.values()].sort((one, other) => Number(other.locked) - Number(one.locked));
    return all.flatMap(({ app, name }) => (name ? [{ app, frame: name }] : [])).slice(0, MAX_ASKED);
  }

  function inSight() {
    return [...frames.values()].filter((frame) => !frame.parked);
  }

  /**
   * Asks whose the frames are, and shows those that wait for it.
   * @param {boolean} [locks]  without an answer no frame is seen any more
   */
  async function check(locks = false) {
    clearTimeout(again);
    again = undefined;
    // Nothing is at stake.
    if (!frames.size && !person.hasEnded) return person.forget();
    const answer = await confirmation.ask(named);
    if (answer) return settle(answer);
    for (const frame of frames.values()) if (locks) frame.lock();
    const waiting = inSight().filter((frame) => frame.locked);
    for (const frame of waiting) frame.wait();
    if ((!waiting.length && !person.hasEnded) || again !== undefined) return;
    // Jitter: pages that a restart has cut off do not come back together.
    again = setTimeout(check, waitMs * (0.5 + Math.random() / 2));
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }

  /** @param {Confirmation} answer */
  function settle(answer) {
    const { askedAt, asked, person: whose, theirs } = answer;
    waitMs = FIRST_WAIT_MS;
    if (whose === null) return void person.isNobody(askedAt);
    if (!person.is(whose, askedAt)) return;
    for (const [key, frame] of [...frames]) {
      if (!frame.name || !asked.has(frame.name)) continue;
      if (!theirs.has(frame.name)) frame.parked ? close(key) : frame.locked && frame.disown();
      else if (confirmation.holds(answer, frame.lockedAt)) frame.confirm();
    }
    // Something has happened since the question.
    if (inSight().some((frame) => frame.locked && frame.name)) check();
  }

  /** @param {boolean} isSure  that somebody has signed in or out: who asks waits for the answer */
  function doubt(isSure) {
    confirmation.doubt(isSure);
    if (isSure) return check(true);
    doubting ??= setTimeout(askLater, Math.max(0, doubtedAt + DOUBT_MS - performance.now()));
    return undefined;
  }

  function askLater() {
    doubting = undefined;
    doubtedAt = performance.now();
    check();
  }

  person.onDoubt(doubt);

  /**
   * Shows the frame of this key in the viewer's box, alive if it was parked.
   * @param {string} key
   * @param {FrameOptions} options  of a new frame; one that was parked keeps its own
   * @param {Viewer} viewer
   */
  function adopt(key, options, viewer) {
    const frame = frames.get(key) ?? createFrame({ ...options, onLocked: check });
    frames.delete(key);
    frames.set(key, frame);
    observer.observe(document, { childList: true, subtree: true });
    frame.adopt(viewer);
    if (frame.locked) check();
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
