/**
 * Whose frames these are. The windows of one browser share one sign-in and one Retool cookie, so they tell
 * each other when somebody signs out, when somebody else signs in, and when the cookie is new.
 */
(function () {
  "use strict";

  /** @type {Failure} */
  const SIGNED_OUT = { code: "signed_out", message: "You have signed out. Sign in to go on.", action: "reload" };
  /** @type {Failure} */
  const SOMEBODY_ELSE = {
    code: "person_changed",
    message: "Somebody else has signed in with this browser. Reload the page to go on.",
    action: "reload",
  };

  const { pathPrefix } = window.dashapp;
  // By path: two Dash apps of one origin may know the same person by different names.
  const channel = new BroadcastChannel(`retool-embed ${pathPrefix()}`);
  /** @type {string | null} */
  let person = null;
  /** @type {Failure | null} once it is over it stays so, until the page is loaded anew */
  let over = null;
  /** @type {((why: Failure) => void)[]} */
  const onGone = [];
  /** @type {(origin: string, expiresIn: number) => void} */
  let onRedeemed = () => {};

  channel.addEventListener("message", ({ data }) => {
    if (data.kind === "signed out") end(SIGNED_OUT);
    else if (is(data.person) && data.kind === "redeemed") onRedeemed(data.origin, data.expiresIn);
  });

  // Out of the back/forward cache a page has missed what the others said.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && person) location.reload();
  });

  /** @param {Failure} why */
  function end(why) {
    if (over) return;
    over = why;
    for (const listener of onGone) listener(why);
  }

  /**
   * The first name that is heard is this page's person, another one later is somebody else.
   * @param {string} name
   * @returns {boolean}
   */
  function is(name) {
    person ??= name;
    if (name !== person) end(SOMEBODY_ELSE);
    return !over;
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, {
    person: {
      /** @returns {Failure | null}  why there can be no more frames on this page */
      get over() {
        return over;
      },
      is,
      /**
       * Tells the other windows who has signed in, before any frame is there.
       * @param {string} name
       */
      announce(name) {
        if (is(name)) channel.postMessage({ kind: "here", person: name });
      },
      /**
       * Tells the other windows that Retool's cookie is this person's and new.
       * @param {string} origin
       * @param {number} expiresIn  seconds
       */
      redeemed(origin, expiresIn) {
        if (!over) channel.postMessage({ kind: "redeemed", person, origin, expiresIn });
      },
      /** Empties the frames of every window of this browser. */
      signOut() {
        end(SIGNED_OUT);
        channel.postMessage({ kind: "signed out" });
      },
      /** @param {(why: Failure) => void} listener  told when these frames have to go */
      onGone(listener) {
        onGone.push(listener);
      },
      /** @param {(origin: string, expiresIn: number) => void} listener  told of another window's new cookie */
      onRedeemed(listener) {
        onRedeemed = listener;
      },
    },
  });
})();
