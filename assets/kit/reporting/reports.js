/**
 * What becomes of this page's links, for the server's records: what happens to their frames, and how often
 * events of which name come out. Nothing is told of a link without a `record`: then nobody keeps any.
 */
(function () {
  "use strict";

  // What happens to a frame is news, counts can wait for company.
  const NEWS_MS = 1000;
  const COUNTS_MS = 10000;
  const SEEN_MS = 60000;
  const MAX_AFTER_MS = 24 * 60 * 60 * 1000;

  const MAX_NAMES = 50;
  const OTHER_NAMES = "other names";
  // A digit, a space or an @ may be somebody's data, also where a name is expected.
  const EVENT_NAME = /^[A-Za-z][A-Za-z_.:/-]{0,63}$/;
  const CODE = /^[a-z0-9_]{1,64}$/;

  const { createPost, person } = window.dashapp;

  /** @type {Set<FollowedLink>} */
  const links = new Set();

  const post = createPost(() => {
    for (const link of links) link.count();
  });

  document.addEventListener("visibilitychange", () => {
    for (const link of links) link.look();
  });
  window.addEventListener("pagehide", () => {
    // Also of a page that can come back: person.js loads it anew then.
    for (const link of links) link.closed();
    post.sendLast();
  });
  // When every frame has heard of it, but in the same task: the sign-in goes with the next request.
  person.onChange(() => queueMicrotask(post.sendLast));

  /**
   * What an event may be called without telling what it says.
   * @param {any} data
   */
  function nameOf(data) {
    if (typeof data === "string") return EVENT_NAME.test(data) ? data : "other text";
    if (Array.isArray(data)) return "a list";
    if (data === null || data === undefined) return "no value";
    if (typeof data === "boolean") return "a boolean";
    if (typeof data !== "object") return "a number";
    return typeof data.type === "string" && EVENT_NAME.test(data.type) ? data.type : "an object";
  }

  /**
   * @param {Link} link
   * @param {() => boolean} [isShown]
   * @returns {FollowedLink | null}  null if nobody keeps reports
   */
  function follow({ record, askedAt }, isShown = () => false) {
    if (!record) return null;
    /** @type {Map<string, number>} */
    const events = new Map();
    let seq = 0;
    let isReady = false;
    // It is told how it ended, and that it is closed then is no news.
    let hasEnded = false;
    let seenAt = -Infinity;
    /** @type {number | undefined} */
    let timer;

    /**
     * @param {string} kind
     * @param {object} [more]
     */
    function tell(kind, more) {
      post.add({ record, seq: ++seq, kind, at: performance.now(), ...more });
      post.sendIn(NEWS_MS);
    }

    function afterMs() {
      return Math.min(Math.round(performance.now() - askedAt), MAX_AFTER_MS);
    }

    /** @type {FollowedLink} */
    const link = {
      look() {
        if (!isReady) return;
        clearTimeout(timer);
        const now = performance.now();
        if (isShown() && !document.hidden && now >= seenAt + SEEN_MS) {
          seenAt = now;
          tell("seen");
        }
        timer = setTimeout(link.look, SEEN_MS);
      },
      count() {
        if (events.size) tell("events", { events: Object.fromEntries(events) });
        events.clear();
      },
      ready() {
        // Again after a failure: what was late, or was brought back, is there after all.
        if (!isReady || hasEnded) tell("ready", { afterMs: afterMs() });
        isReady = true;
        hasEnded = false;
        link.look();
      },
      failed(code) {
        hasEnded = true;
        if (person.isLeaving) tell("signed out");
        else tell("failed", { code: CODE.test(code) ? code : "other" });
      },
      renewed() {
        hasEnded = true;
        tell("renewed", { afterMs: afterMs() });
      },
      closed() {
        clearTimeout(timer);
        link.count();
        if (!hasEnded) tell(person.isLeaving ? "signed out" : "closed");
        links.delete(link);
      },
      event(data) {
        const name = nameOf(data);
        const counted = events.has(name) || events.size < MAX_NAMES - 1 ? name : OTHER_NAMES;
        events.set(counted, (events.get(counted) ?? 0) + 1);
        post.sendIn(COUNTS_MS);
      },
    };
    links.add(link);
    return link;
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { reports: { follow, post } });
})();
