/**
 * Whose frames these are. The server says in its answers who is signed in, and the windows of one browser, which share
 * one sign-in and one Retool cookie, tell each other.
 */
(function () {
  "use strict";

  // As dashapp/embed/person.py has them.
  const HEADER = "Retool-Embed-Person";
  const NOBODY = "nobody";
  const UNKNOWN = "unknown";
  const OF_DASH = ["_dash-update-component", "_dash-layout"];

  // Requests that are no fetch(), and may be a sign-in as well.
  const UNHEARD = ["xmlhttprequest", "beacon"];

  /** @type {Failure} */
  const SIGNED_OUT = { code: "signed_out", message: "You have signed out. Sign in to continue.", action: "reload" };
  /** @type {Failure} */
  const SOMEBODY_ELSE = {
    code: "person_changed",
    message: "You're now signed in as someone else. Reload the page to continue.",
    action: "reload",
  };

  const { answers, pathPrefix } = window.dashapp;
  // By path: two Dash apps of one origin may know the same person by different names.
  const channel = new BroadcastChannel(`retool-embed ${pathPrefix()}`);
  /** @type {string | undefined} undefined: not known */
  let name;
  /** @type {string | undefined} who was there before it was not known any more */
  let former;
  let changedAt = -Infinity;
  let doubtedAt = -Infinity;
  // The server has made the whole page for this person, so that another one needs another page.
  let isOfPage = false;
  /** @type {Failure | null} why there can be no more frames on this page */
  let over = null;
  let isLeaving = false;
  let changes = 0;
  /** @type {((why: Failure) => void)[]} */
  const onChange = [];
  /** @type {(origin: string, expiresIn: number) => void} */
  let onRedeemed = () => {};
  /** @type {(isSure: boolean) => unknown} */
  let onDoubt = () => undefined;

  channel.addEventListener("message", ({ data }) => {
    if (data.kind === "signed out") become(NOBODY, true);
    else if (data.person === name || isOfPage) become(data.person);
    // Two windows that believed each other would never end changing.
    else if (name !== undefined) doubt(true);
    if (data.kind === "redeemed" && data.person === name && !over) onRedeemed(data.origin, data.expiresIn);
  });

  // Out of the back/forward cache a page has missed what the others said.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && name) location.reload();
  });

  /**
   * @param {string} next
   * @param {boolean} [isSaid]  by whoever signs out
   */
  function become(next, isSaid = false) {
    if (over || next === name) return;
    const why = next === NOBODY ? SIGNED_OUT : SOMEBODY_ELSE;
    const isFirst = (name ?? former) === undefined;
    const isBack = name === undefined && next === former;
    changedAt = performance.now();
    name = next;
    former = undefined;
    // Nobody has gone.
    if ((isFirst && !isSaid) || isBack) return;
    if (isOfPage) over = why;
    changes += 1;
    isLeaving = true;
    for (const listener of onChange) listener(why);
    isLeaving = false;
  }

  /**
   * The first name that is heard is this page's person, another one later is somebody else.
   * @param {string} next
   * @param {number} [askedAt]  by performance.now()
   * @returns {boolean}  whether it is the person who is there now
   */
  function is(next, askedAt = Infinity) {
    if (isStale(next, askedAt)) {
      doubt(true);
      return false;
    }
    const isNew = name !== undefined && next !== name;
    become(next);
    if (isNew && !over && next !== NOBODY) channel.postMessage({ kind: "here", person: next });
    return !over && next === name;
  }

  /**
   * An answer to what was asked before a change may tell of the time before it.
   * @param {string} next
   * @param {number} askedAt  by performance.now()
   */
  function isStale(next, askedAt) {
    return next !== name && askedAt < changedAt;
  }

  function signOut() {
    become(NOBODY, true);
    channel.postMessage({ kind: "signed out" });
  }

  /**
   * @param {boolean} isSure  that somebody has signed in or out
   */
  function doubt(isSure) {
    // Such a page is loaded anew by whoever signs in.
    if (isOfPage) return undefined;
    if (isSure) doubtedAt = performance.now();
    return onDoubt(isSure);
  }

  /**
   * @param {number} askedAt  by performance.now()
   * @returns {boolean}  whether nobody is there
   */
  function isNobody(askedAt) {
    // A page that is somebody's as a whole leads to a sign-in by itself.
    if (isOfPage) return false;
    if (isStale(NOBODY, askedAt)) doubt(true);
    else if (name === undefined) become(NOBODY);
    else if (name !== NOBODY) signOut();
    return name === NOBODY;
  }

  /** @param {Answer} answer */
  function hear({ url, method, sentAt, response }) {
    if (!response) return undefined;
    const prefix = new URL(pathPrefix(), location.href).pathname;
    const said = response.headers.get(HEADER);
    if (said === UNKNOWN) return doubt(true);
    if (said === NOBODY) return void isNobody(sentAt);
    if (said && OF_DASH.some((path) => url.pathname === prefix + path)) {
      const isLate = name !== undefined && isStale(said, sentAt);
      is(said, sentAt);
      // What it brings is the former person's. To Dash this is an answer that changes nothing.
      return isLate ? new Response(null, { status: 204 }) : undefined;
    }
    const isOurs = url.pathname.startsWith(`${prefix}api/embed`) || url.pathname.startsWith(`${prefix}_`);
    // It may have been a sign-in. Dash's own answers say who is there, if it can be known.
    if (!isOurs || (method !== "GET" && url.pathname.startsWith(`${prefix}_dash-`))) doubt(false);
    return undefined;
  }

  /** @param {PerformanceObserverEntryList} list */
  function see(list) {
    const unheard = /** @type {PerformanceResourceTiming[]} */ (list.getEntries()).filter(
      ({ initiatorType, name: address }) =>
        UNHEARD.includes(initiatorType) && address.startsWith(`${location.origin}/`),
    );
    if (unheard.length) doubt(false);
  }

  answers.listen(hear);
  if (PerformanceObserver.supportedEntryTypes?.includes("resource")) {
    new PerformanceObserver(see).observe({ type: "resource" });
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, {
    person: {
      NOBODY,
      get name() {
        return name;
      },
      /** @returns {Failure | null}  why there can be no more frames on this page */
      get over() {
        return over;
      },
      /** Whether whoever was here is gone, and what was theirs is being put away. */
      get isLeaving() {
        return isLeaving || over !== null;
      },
      /** By performance.now(): what was asked before may be answered for somebody who is gone. */
      get doubtedAt() {
        return doubtedAt;
      },
      /** How often somebody has gone, or somebody else has come. */
      get changes() {
        return changes;
      },
      get isOfPage() {
        return isOfPage;
      },
      SOMEBODY_ELSE,
      is,
      isNobody,
      /** Somebody else may have signed in. */
      doubt: () => void doubt(false),
      /** There is nothing on the page that is anybody's: whoever is named next is there. */
      forget() {
        former = name ?? former;
        name = undefined;
      },
      /**
       * This page is of one person as a whole. Tells the other windows, before any frame is there.
       * @param {string} next
       */
      announce(next) {
        isOfPage = true;
        if (is(next)) channel.postMessage({ kind: "here", person: next });
      },
      /**
       * Tells the other windows that Retool's cookie is this person's and new.
       * @param {string} origin
       * @param {number} expiresIn  seconds
       */
      redeemed(origin, expiresIn) {
        if (!over) channel.postMessage({ kind: "redeemed", person: name, origin, expiresIn });
      },
      /** Empties the frames of every window of this browser. */
      signOut,
      /** @param {(why: Failure) => void} listener  told when somebody signs out, or somebody else signs in */
      onChange(listener) {
        onChange.push(listener);
      },
      /** @param {(origin: string, expiresIn: number) => void} listener  told of another window's new cookie */
      onRedeemed(listener) {
        onRedeemed = listener;
      },
      /** @param {(isSure: boolean) => unknown} listener  told to ask the server who is there; sure: at once, and anew */
      onDoubt(listener) {
        onDoubt = listener;
      },
    },
  });
})();
