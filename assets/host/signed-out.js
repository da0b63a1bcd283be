/** What covers the page when its person is gone, or has to sign in again: then nothing of it is lost. */
import { giveKeyboard } from "../kit/focus.js";
import { all, closest, first } from "./elements.js";
import { openWindow } from "./open-window.js";

/** @import { Kit } from "../bridge.js" */
/** @import { Failure } from "../kit/ui/failures.js" */

/** @typedef {[heading: string, sentence: string]} Words */

/** @type {Readonly<Record<string, Words>>} by the code of a failure */
const WORDS = {
  signed_out: ["You have signed out", "Sign in to continue."],
  person_changed: ["You're now signed in as someone else", "Apps were closed. Reload the page to continue."],
};
/** @type {Words} */
const SIGN_IN_ENDED = ["Your sign-in has ended", "Sign in again to go on. What you typed is kept."];
const SIZE = "width=520,height=720";

/**
 * @param {Pick<Failure, "code" | "message">} why
 * @returns {Words}
 */
export function wordsOf({ code, message }) {
  return WORDS[code] ?? ["This page is closed", message];
}

/** @param {boolean} isCovered */
function setInert(isCovered) {
  for (const rest of all(".host > :not(#host_signed_out)")) rest.toggleAttribute("inert", isCovered);
}

/**
 * @param {Pick<Kit["person"], "onChange" | "onSignInNeeded" | "needsSignIn" | "signOut">} person
 * @param {Pick<Kit["unsaved"], "mayLeave">} unsaved
 * @param {string} address  where a form signs somebody out
 */
export function startSignedOut(person, unsaved, address) {
  /** @type {HTMLElement | null} where the keyboard was before the page was covered */
  let focused = null;

  /** @param {Words} words */
  function cover(words) {
    const alert = document.getElementById("host_signed_out");
    const heading = document.getElementById("host_signed_out_heading");
    const sentence = document.getElementById("host_signed_out_sentence");
    const reload = alert?.querySelector("button");
    const signIn = alert?.querySelector("a");
    if (!alert || !heading || !sentence || !reload || !signIn) return;
    focused ??= /** @type {HTMLElement | null} */ (document.activeElement);
    [heading.textContent, sentence.textContent] = words;
    reload.hidden = person.needsSignIn;
    signIn.hidden = !person.needsSignIn;
    alert.hidden = false;
    setInert(true);
    (person.needsSignIn ? signIn : reload).focus();
  }

  function uncover() {
    first("#host_signed_out")?.toggleAttribute("hidden", true);
    setInert(false);
    const former = focused;
    focused = null;
    // When its frame has been unlocked: what the person was typing goes on.
    setTimeout(giveKeyboard, 0, former);
  }

  person.onChange((why) => cover(wordsOf(why)));
  person.onSignInNeeded((needsSignIn) => (needsSignIn ? cover(SIGN_IN_ENDED) : uncover()));

  document.addEventListener("click", (event) => {
    if (closest(event.target, "#host_signed_out button")) location.reload();
    const link = /** @type {HTMLAnchorElement | null} */ (closest(event.target, "#host_signed_out a"));
    // Where no window may be opened, the link leads to one all the same.
    if (link && openWindow(link.href, SIZE)) event.preventDefault();
  });

  document.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (new URL(form.action).pathname !== address) return;
    event.preventDefault();
    if (!(await unsaved.mayLeave("Sign out"))) return;
    person.signOut();
    form.submit();
  });
}
