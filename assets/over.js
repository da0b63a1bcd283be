/** The page when its person is gone: signed out in another window, or somebody else is there. */
(function () {
  "use strict";

  const HEADINGS = /** @type {Record<string, string>} */ ({
    signed_out: "You have signed out",
    person_changed: "Somebody else has signed in",
  });

  window.dashapp.person.onGone((/** @type {Failure} */ why) => {
    const cover = document.getElementById("host_over");
    const heading = document.getElementById("host_over_heading");
    const sentence = document.getElementById("host_over_sentence");
    if (!cover || !heading || !sentence) return;
    heading.textContent = HEADINGS[why.code] ?? "This page is closed";
    sentence.textContent = why.message;
    cover.hidden = false;
    for (const rest of document.querySelectorAll(".host > :not(#host_over)")) rest.toggleAttribute("inert", true);
    const button = cover.querySelector("button");
    button?.addEventListener("click", () => location.reload(), { once: true });
    button?.focus();
  });
})();
