/** What covers the page when its person is gone, or has to sign in again: then nothing of it is lost. */
(function () {
  "use strict";

  const WORDS = /** @type {Record<string, [string, string]>} */ ({
    signed_out: ["You have signed out", "Sign in to continue."],
    person_changed: ["You're now signed in as someone else", "Apps were closed. Reload the page to continue."],
    sign_in_ended: ["Your sign-in has ended", "Sign in again to go on. What you typed is kept."],
  });
  const POPUP = "popup,width=520,height=720";

  const { person } = window.dashapp;
  /** @type {HTMLElement | null} where the keyboard was before the page was covered */
  let focused = null;

  /** @param {boolean} isCovered */
  function setInert(isCovered) {
    for (const rest of document.querySelectorAll(".host > :not(#host_over)")) rest.toggleAttribute("inert", isCovered);
  }

  /** @param {Failure} why */
  function cover(why) {
    const over = document.getElementById("host_over");
    const heading = document.getElementById("host_over_heading");
    const sentence = document.getElementById("host_over_sentence");
    const reload = over?.querySelector("button");
    const signIn = over?.querySelector("a");
    if (!over || !heading || !sentence || !reload || !signIn) return;
    focused ??= /** @type {HTMLElement | null} */ (document.activeElement);
    [heading.textContent, sentence.textContent] = WORDS[why.code] ?? ["This page is closed", why.message];
    reload.hidden = person.hasEnded;
    signIn.hidden = !person.hasEnded;
    over.hidden = false;
    setInert(true);
    (person.hasEnded ? signIn : reload).focus();
  }

  function uncover() {
    document.getElementById("host_over")?.toggleAttribute("hidden", true);
    setInert(false);
    const former = focused;
    focused = null;
    // When its frame has been unlocked: what the person was typing goes on.
    setTimeout(() => former?.focus({ preventScroll: true }));
  }

  person.onChange(cover);
  person.onEnd((/** @type {boolean} */ hasEnded) => (hasEnded ? cover(person.SIGN_IN_ENDED) : uncover()));

  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest?.("#host_over button")) location.reload();
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest?.("#host_over a"));
    // Where no window may be opened, the link leads to one all the same.
    const opened = link && window.open(link.href, "_blank", POPUP);
    if (!opened) return;
    event.preventDefault();
    // The login's pages have no business with this one.
    opened.opener = null;
  });
})();
