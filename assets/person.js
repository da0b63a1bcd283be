/**
 * Whose frames these are. The windows of one browser share one sign-in and one Retool cookie, so they tell
 * each other when somebody signs out, when somebody else signs in, and when the cookie was renewed.
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

  const channel = new BroadcastChannel("retool-embed");
  /** @type {string | null} */
  let person = null;
  /** @type {((why: Failure) => void)[]} */
  const onGone = [];
  /** @type {(origin: string, expiresIn: number) => void} */
  let onRedeemed = () => {};

  channel.addEventListener("message", ({ data }) => {
    if (data.kind === "signed out") gone(SIGNED_OUT);
    else if (person && data.person !== person) gone(SOMEBODY_ELSE);
    else if (person) onRedeemed(data.origin, data.expiresIn);
  });

  // Out of the back/forward cache a page has missed what the others said.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && person) location.reload();
  });

  /** @param {Failure} why */
  function gone(why) {
    if (person) for (const listener of onGone) listener(why);
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, {
    person: {
      /**
       * @param {Link} link
       * @returns {boolean}  whether it is for the person whose frames are here; if not, they are gone
       */
      owns(link) {
        person ??= link.person;
        if (link.person === person) return true;
        gone(SOMEBODY_ELSE);
        return false;
      },
      /**
       * Tells the other windows that Retool's cookie is this person's and new.
       * @param {string} origin
       * @param {number} expiresIn  seconds
       */
      redeemed(origin, expiresIn) {
        channel.postMessage({ kind: "redeemed", person, origin, expiresIn });
      },
      /** Empties the frames of every window of this browser. */
      signOut() {
        gone(SIGNED_OUT);
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
