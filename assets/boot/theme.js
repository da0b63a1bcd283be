/**
 * Light or dark: as this person has chosen, or as the system says. Loaded before any stylesheet and waited for, so that
 * the first picture of a page has its colours.
 */
(function () {
  "use strict";

  const KEY = "dashapp_theme";
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  // In memory too: a browser that keeps nothing has a choice for as long as the page is there.
  let choice = kept();

  /** @returns {"system" | "light" | "dark"} */
  function kept() {
    try {
      const said = localStorage.getItem(KEY);
      return said === "light" || said === "dark" ? said : "system";
    } catch {
      return "system";
    }
  }

  function keep() {
    try {
      if (choice === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // The choice ends with the page.
    }
  }

  function shown() {
    return choice === "system" ? (system.matches ? "dark" : "light") : choice;
  }

  function apply() {
    const { dataset } = document.documentElement;
    if (dataset.bsTheme === shown()) return;
    dataset.bsTheme = shown();
    document.dispatchEvent(new CustomEvent("dashapp:theme", { detail: shown() }));
  }

  system.addEventListener("change", apply);
  // Another window of this browser has chosen.
  window.addEventListener("storage", ({ key }) => {
    if (key !== KEY && key !== null) return;
    choice = kept();
    apply();
  });
  apply();

  window.dashapp = Object.assign(window.dashapp ?? {}, {
    theme: {
      get choice() {
        return choice;
      },
      get shown() {
        return shown();
      },
      /** @param {"system" | "light" | "dark"} next */
      choose(next) {
        choice = next;
        keep();
        apply();
      },
    },
  });
})();
