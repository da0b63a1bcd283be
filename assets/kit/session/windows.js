/** The windows of one browser share one sign-in and one Retool cookie, and tell each other of both. */

/** @import { WindowChannel, WindowMessage } from "./types.js" */
/** @import { Person } from "./person.js" */
import { pathPrefix } from "../dash-internals.js";
import { NOBODY } from "./person.js";

/** @typedef {ReturnType<typeof createWindows>} Windows */

/**
 * By path: two Dash apps of one origin may know the same person by different names.
 * @returns {WindowChannel}
 */
export function openChannel() {
  return new BroadcastChannel(`retool-embed ${pathPrefix()}`);
}

/**
 * @param {WindowChannel} channel
 * @param {Person} person
 */
export function createWindows(channel, person) {
  /** @type {(origin: string, expiresIn: number) => void} */
  let onRedeemed = () => {};

  channel.addEventListener("message", (event) => {
    const { data } = /** @type {MessageEvent<WindowMessage>} */ (event);
    hear(data, person);
    const isTheirs = data.kind === "redeemed" && data.person === person.name && !person.signOutReason;
    if (isTheirs) onRedeemed(data.origin, data.expiresIn);
  });

  // Back from the window where they have signed in.
  window.addEventListener("focus", person.lookAgain);


  return {
    /**
     * Tells the other windows that Retool's cookie is this person's and new.
     * @param {string} origin
     * @param {number} expiresIn  seconds
     */
    redeemed(origin, expiresIn) {
      if (!person.signOutReason) channel.postMessage({ kind: "redeemed", person: person.name, origin, expiresIn });
    },
    /** @param {(origin: string, expiresIn: number) => void} listener  told of another window's new cookie */
    onRedeemed(listener) {
      onRedeemed = listener;
    },
  };
}

/**
 * What another window has seen is no answer of the server, which may know better by now.
 * @param {WindowMessage} message
 * @param {Person} person
 */
export function hear(message, person) {
  if (message.kind === "signed out") return person.become(NOBODY, true);
  if (message.kind === "signed in") return person.lookAgain();
  const { person: theirs } = message;
  if (theirs === person.name) return person.lookAgain();
  if (theirs !== undefined && person.isOfPage) return person.become(theirs);
  // Two windows that believed each other would never end changing.
  return person.name === undefined ? undefined : void person.doubt(true);
}
