/**
 * Whose frames these are. The server says in its answers who is signed in (hear.js), and the windows of one browser, which
 * share one sign-in and one Retool cookie, tell each other.
 */
(function () {
  "use strict";

  // As dashapp/embed/person.py has it.
  const NOBODY = "nobody";

  /** @type {Failure} */
  const SIGNED_OUT = { code: "signed_out", message: "You have signed out. Sign in to continue.", action: "reload" };
  /** @type {Failure} */
  const SOMEBODY_ELSE = {
    code: "person_changed",
    message: "You're now signed in as someone else. Reload the page to continue.",
    action: "reload",
  };
  /** @type {Failure} */
  const SIGN_IN_ENDED = {
    code: "sign_in_ended",
    message: "Your sign-in has ended. Sign in again to go on; what you typed is kept.",
    action: "continue",
  };

  const { pathPrefix } = window.dashapp;
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
  // The sign-in has ended without a sign-out: what is on the page stays, locked, for the same person.
  let hasEnded = false;
  // By performance.now(): when the page has last done what may have been a sign-out, if nobody was confirmed since.
  let leftAt = -Infinity;
  let isLeaving = false;
  let changes = 0;
  /** @type {((why: Failure) => void)[]} */
  const onChange = [];
  /** @type {((hasEnded: boolean) => void)[]} */
  const onEnd = [];
  /** @type {(origin: string, expiresIn: number) => void} */
  let onRedeemed = () => {};
  /** @type {(isSure: boolean) => unknown} */
  let onDoubt = () => undefined;

  channel.addEventListener("message", ({ data }) => {
    if (data.kind === "signed out") return become(NOBODY, true);
    // What another window has seen is no answer of the server, which may know better by now.
    if (data.kind === "signed in" || (hasEnded && data.person === name)) lookAgain();
    else if (data.person === name || isOfPage) become(data.person);
    // Two windows that believed each other would never end changing.
    else if (name !== undefined) doubt(true);
    if (data.kind === "redeemed" && data.person === name && !over) onRedeemed(data.origin, data.expiresIn);
    return undefined;
  });

  // Back from the window where they have signed in.
  window.addEventListener("focus", lookAgain);

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
    hasEnded = false;
    leftAt = -Infinity;
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
    const isBack = hasEnded && next === name;
    if (askedAt >= leftAt) leftAt = -Infinity;
    become(next);
    if (isBack) resume();
    if ((isNew || isBack) && !over && next !== NOBODY) channel.postMessage({ kind: "here", person: next });
    return !over && next === name;
  }

  /**
   * An answer to what was asked before a change may tell of the time before it.
   * @param {string} next
   * @param {number} askedAt  by performance.now()
   */
  function isStale(next, askedAt) {
    return (next !== name || hasEnded) && askedAt < changedAt;
  }

  function end() {
    hasEnded = true;
    changedAt = performance.now();
    for (const listener of onEnd) listener(true);
    // The answer may be older than a sign-in in another window.
    lookAgain();
  }

  function resume() {
    hasEnded = false;
    changedAt = performance.now();
    for (const listener of onEnd) listener(false);
  }

  function lookAgain() {
    if (hasEnded) onDoubt(true);
  }

  function signOut() {
    become(NOBODY, true);
    channel.postMessage({ kind: "signed out" });
  }

  /**
   * Somebody else may have signed in, or somebody out.
   * @param {boolean} isSure  that it is so
   * @returns {unknown}  a promise, if the page is to wait for it
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
    if (hasEnded || over) return true;
    if (isStale(NOBODY, askedAt)) doubt(true);
    else if (name === undefined) become(NOBODY);
    else if (name !== NOBODY) leftAt > -Infinity ? signOut() : end();
    return hasEnded || name === NOBODY;
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
      /** Whether the sign-in of whoever this page is for has ended, and nobody has signed in since. */
      get hasEnded() {
        return hasEnded;
      },
      SIGN_IN_ENDED,
      SOMEBODY_ELSE,
      is,
      isStale,
      isNobody,
      /** The page has done what may have been a sign-out. The host's own pages say when it was one. */
      mayHaveLeft() {
        if (!isOfPage) leftAt = performance.now();
      },
      doubt,
      /** Asks whether somebody has signed in again, if the sign-in has ended. */
      lookAgain,
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
        // A page that comes late is no sign-in.
        if (!hasEnded && is(next)) channel.postMessage({ kind: "here", person: next });
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
      /**
       * @param {(hasEnded: boolean) => void} listener  told when the sign-in ends without a sign-out, and when the same
       *     person is back
       */
      onEnd(listener) {
        onEnd.push(listener);
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
