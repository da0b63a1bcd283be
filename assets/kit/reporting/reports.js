/**
 * What becomes of this page's links, for the server's records: what happens to their frames, and how often
 * events of which name come out. Nothing is told of a link without a `linkId`: then nobody keeps any.
 */

/** @import { FollowedLink } from "./types.js" */
/** @import { Link } from "../session/types.js" */
/** @import { Person } from "../session/person.js" */
import { nameOf } from "./event-names.js";
import { createPost } from "./post.js";

// What happens to a frame is news, counts can wait for company.
const NEWS_MS = 1000;
const COUNTS_MS = 10000;
const SEEN_MS = 60000;
const MAX_AFTER_MS = 24 * 60 * 60 * 1000;

const MAX_NAMES = 50;
const OTHER_NAMES = "other names";
const CODE = /^[a-z0-9_]{1,64}$/;

/** @typedef {ReturnType<typeof createReports>} Reports */

/** @param {Person} person */
export function createReports(person) {
  /** @type {Set<FollowedLink>} */
  const links = new Set();

  const post = createPost(person, () => {
    for (const link of links) link.count();
  });

  document.addEventListener("visibilitychange", () => {
    for (const link of links) link.look();
  });
  window.addEventListener("pagehide", () => {
    // Also of a page that may come back: most don't, and nobody would be told of that.
    for (const link of links) link.left();
    post.sendLast();
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) for (const link of links) link.back();
  });
  // When every frame has heard of it, but in the same task: the sign-in goes with the next request.
  person.onChange(() => queueMicrotask(post.sendLast));

  /**
   * @param {Pick<Link, "linkId" | "askedAt">} link
   * @param {() => boolean} [isShown]
   * @returns {FollowedLink | null}  null if nobody keeps reports
   */
  function follow({ linkId, askedAt }, isShown = () => false) {
    return linkId ? followed(linkId, askedAt, isShown) : null;
  }

  /**
   * @param {string} linkId
   * @param {number} askedAt
   * @param {() => boolean} isShown
   */
  function followed(linkId, askedAt, isShown) {
    /** @type {Map<string, number>} */
    const events = new Map();
    let seq = 0;
    let isReady = false;
    // It is told how it ended, and that it is closed then is no news.
    let isConcluded = false;
    // Closed with its page only, which may come back with all that is in it.
    let isSuspended = false;
    let seenAt = -Infinity;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    /**
     * @param {string} kind
     * @param {object} [more]
     */
    function tell(kind, more) {
      post.add({ linkId, seq: ++seq, kind, at: performance.now(), ...more });
      post.sendIn(NEWS_MS);
    }

    function afterMs() {
      return Math.min(Math.round(performance.now() - askedAt), MAX_AFTER_MS);
    }

    /** @type {FollowedLink} */
    const link = {
      look() {
        if (!isReady || isSuspended) return;
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
        // Again after a failure, or with its page: what was late, or was brought back, is there after all.
        if (!isReady || isConcluded) tell("ready", { afterMs: afterMs() });
        isReady = true;
        isConcluded = false;
        link.look();
      },
      failed(code) {
        isConcluded = true;
        if (person.isLeaving) tell("signed out");
        else tell("failed", { code: CODE.test(code) ? code : "other" });
      },
      renewed() {
        isConcluded = true;
        tell("renewed", { afterMs: afterMs() });
      },
      left() {
        clearTimeout(timer);
        link.count();
        if (isConcluded) return;
        isSuspended = isConcluded = true;
        tell(person.isLeaving ? "signed out" : "closed");
      },
      back() {
        if (!isSuspended) return;
        isSuspended = false;
        if (isReady) link.ready();
        isConcluded = false;
      },
      closed() {
        link.left();
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

  return { follow, post };
}
