/** The page when its person is gone: signed out in another window, or somebody else is there. */
(function () {
  "use strict";

  const WORDS = /** @type {Record<string, [string, string]>} */ ({
    signed_out: ["You have signed out", "Sign in to continue."],
    person_changed: ["You're now signed in as someone else", "Apps were closed. Reload the page to continue."],
  });

  window.dashapp.person.onChange((/** @type {Failure} */ why) => {
    const cover = document.getElementById("host_over");
    const heading = document.getElementById("host_over_heading");
    const sentence = document.getElementById("host_over_sentence");
    if (!cover || !heading || !sentence) return;
    [heading.textContent, sentence.textContent] = WORDS[why.code] ?? ["This page is closed", why.message];
    cover.hidden = false;
    for (const rest of document.querySelectorAll(".host > :not(#host_over)")) rest.toggleAttribute("inert", true);
    const button = cover.querySelector("button");
    button?.addEventListener("click", () => location.reload(), { once: true });
    button?.focus();
  });
})();
