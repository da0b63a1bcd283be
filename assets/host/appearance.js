/** Light, dark, or as the system says: the buttons for it, and what the apps are told of it. */
(function () {
  "use strict";

  function tell() {
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      const { themeChoice } = /** @type {HTMLElement} */ (button).dataset;
      button.ariaPressed = String(themeChoice === window.dashapp.theme.choice);
    }
  }

  document.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement | null} */ (
      /** @type {HTMLElement} */ (target).closest?.("[data-theme-choice]")
    );
    if (!button) return;
    window.dashapp.theme.choose(button.dataset.themeChoice);
    tell();
  });
  document.addEventListener("dashapp:theme", () => {
    tell();
    const { shown } = window.dashapp.theme;
    // The data objects of all apps have it.
    if (document.querySelector("[data-person]")) window.dash_clientside.set_props("host_theme", { data: shown });
  });
  document.addEventListener("dashapp:page", tell);
  // Another window's choice may be the one that the system has made here.
  window.addEventListener("storage", tell);
})();
