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
  /** @type {string | undefined} undefined: not known yet */
  let name;
  let changedAt = -Infinity;
  // The server has made the whole page for this person, so that another one needs another page.
  let isOfPage = false;
  /** @type {Failure | null} why there can be no more frames on this page */
  let over = null;
  let isLeaving = false;
  let isListening = false;
  /** @type {((why: Failure) => void)[]} */
  const onChange = [];
  /** @type {(origin: string, expiresIn: number) => void} */
  let onRedeemed = () => {};
  /** @type {(isSure: boolean) => unknown} */
  let onDoubt = () => undefined;

  channel.addEventListener("message", ({ data }) => {
    if (data.kind === "signed out") become(NOBODY, true);
    else if (is(data.person) && data.kind === "redeemed") onRedeemed(data.origin, data.expiresIn);
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
    const isFirst = name === undefined;
    if (!isFirst || next === NOBODY) changedAt = performance.now();
    name = next;
    // Nobody has gone.
    if (isFirst && !isSaid) return;
    if (isOfPage) over = why;
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
    // An answer to what was asked before the change may tell of the time before it.
    if (name !== undefined && next !== name && askedAt < changedAt) {
      onDoubt(true);
      return false;
    }
    const isNew = name !== undefined && next !== name;
    become(next);
    if (isNew && !over && next !== NOBODY) channel.postMessage({ kind: "here", person: next });
    return !over && next === name;
  }

  function signOut() {
    become(NOBODY, true);
    channel.postMessage({ kind: "signed out" });
  }

  /** @param {number} askedAt  by performance.now() */
  function nobodyThere(askedAt) {
    // A page that is somebody's as a whole leads to a sign-in by itself.
    if (isOfPage || name === NOBODY) return undefined;
    if (askedAt < changedAt) return onDoubt(true);
    return name === undefined ? become(NOBODY) : signOut();
  }

  /** @param {Answer} answer */
  function hear({ url, method, sentAt, response }) {
    const prefix = pathPrefix();
    if (!response || !url.pathname.startsWith(prefix)) return undefined;
    const said = response.headers.get(HEADER);
    if (said === NOBODY) return nobodyThere(sentAt);
    if (said === UNKNOWN) return onDoubt(true);
    if (said && url.pathname === `${prefix}_dash-update-component`) return void is(said, sentAt);
    const isOurs = url.pathname.startsWith(`${prefix}api/embed`);
    // It may have been a sign-in.
    if (!said && method !== "GET" && !isOurs) onDoubt(false);
    return undefined;
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
      is,
      nobodyThere,
      /** Somebody else may have signed in. */
      doubt: () => void onDoubt(false),
      /** From now on the page listens to what the server says. */
      listen() {
        if (!isListening) answers.listen(hear);
        isListening = true;
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
        onDoubt = (isSure) => (isOfPage ? undefined : listener(isSure));
      },
    },
  });
})();
