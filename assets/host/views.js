/** The host's views: which one is shown, which keep their page, and where the keyboard is after a change of tabs. */
(function () {
  "use strict";

  // Each view of an app keeps a whole Retool app in memory.
  const MAX_KEPT = 8;
  const LAST_KEY = "dashapp_last";
  const USAGE = "usage";

  /** @type {string[]} views that have their page, the least recently shown first */
  let kept = [];
  let shown = "";
  let wantsFocus = false;
  // Of the view that is shown, since it is.
  let isAskedAgain = false;
  /** @type {HTMLElement | null} where on the page, and not in a frame, the keyboard was last */
  let lastFocus = null;

  /** @returns {HTMLElement[]} */
  function views() {
    return [...document.querySelectorAll("[data-view]")].map((view) => /** @type {HTMLElement} */ (view));
  }

  /** @param {Element | undefined} view  which has a heading before it has its page */
  function hasPage(view) {
    return Boolean(view?.querySelector(":scope > :not(.host-coming)"));
  }

  function shell() {
    return /** @type {HTMLElement | null} */ (document.querySelector("[data-person]"));
  }

  /** @param {string} name */
  function show(name) {
    if (name !== shown) {
      // On the first page the keyboard is where the browser has it.
      wantsFocus = shown !== "";
      shown = name;
      isAskedAgain = false;
      remember(name);
    }
    for (const view of views()) {
      const isNew = view.dataset.view === name && !view.hasAttribute("data-shown");
      view.toggleAttribute("data-shown", view.dataset.view === name);
      // What failed while it was out of sight, or before it was left, is tried again.
      if (isNew) retryIn(view);
    }
    document.querySelector(".host-first")?.remove();
    document.dispatchEvent(new CustomEvent("dashapp:shown", { detail: name }));
    arrive();
  }

  /** @param {ParentNode} place */
  function retryIn(place) {
    /** @type {HTMLElement | null} */ (place.querySelector("[data-action=retry]"))?.click();
  }

  /** Once the page is there, which the first time is later than its view. */
  function arrive() {
    const heading = /** @type {HTMLElement | null} */ (document.querySelector("[data-shown] h1"));
    const brand = shell()?.dataset.brand ?? "";
    document.title = heading ? `${heading.textContent} · ${brand}` : brand;
    if (heading && wantsFocus) focusHeading();
  }

  function focusHeading() {
    const heading = /** @type {HTMLElement | null} */ (document.querySelector("[data-shown] h1"));
    // One that will be replaced would take the keyboard with it.
    if (!heading || heading.closest(".host-coming")) return;
    wantsFocus = false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  /** @param {string} tab */
  function remember(tab) {
    const person = shell()?.dataset.person;
    try {
      localStorage.setItem(LAST_KEY, JSON.stringify({ person, tab }));
    } catch {
      // A browser that keeps nothing: the next visit begins at Home.
    }
  }

  /**
   * Who types the host's own address goes on where they were; a reload and Back show what the address says.
   * @param {string} pathname
   * @param {string[]} names
   */
  function lastTab(pathname, names) {
    const { last } = window.dashapp;
    return pathname === "/" && !shown && names.includes(last) ? last : null;
  }

  // At the click: by the time Dash has heard of the new address, the page is there.
  document.addEventListener("click", (event) => {
    const tab = /** @type {HTMLElement} */ (event.target).closest?.("[data-tab] a")?.closest("[data-tab]");
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!tab || !plain) return;
    show(/** @type {HTMLElement} */ (tab).dataset.tab ?? "");
    // Also of the tab that was shown already: the menu with its link has closed.
    focusHeading();
  });

  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLIFrameElement)) lastFocus = /** @type {HTMLElement} */ (target);
  });
  // A frame that nobody sees can take the keyboard from the page, `inert` or not; from another frame it can't.
  window.addEventListener("blur", () => {
    const taker = document.activeElement;
    if (!(taker instanceof HTMLIFrameElement) || taker.checkVisibility({ visibilityProperty: true })) return;
    taker.blur();
    lastFocus?.focus({ preventScroll: true });
  });

  // The host is there, and does not lay this page out: it has failed, or refused.
  document.addEventListener("dashapp:refused", () => {
    const view = views().find((each) => each.dataset.view === shown);
    if (!hasPage(view)) view?.toggleAttribute("data-failed", true);
  });
  document.addEventListener("click", ({ target }) => {
    if (/** @type {Element} */ (target).closest?.(".host-ask-again")) askForPage();
  });

  /** Asks for the page of the view that is shown as if it had never been visited. */
  function askForPage() {
    for (const view of views()) view.removeAttribute("data-failed");
    const id = { tab: shown, type: "host_visited" };
    const path = location.pathname;
    window.dash_clientside.set_props(id, { data: null });
    setTimeout(async () => {
      try {
        if (id.tab === USAGE) await window.dashapp.usage.load();
      } catch {
        // Told to connection.js by the browser, and asked for when the host is back.
        return;
      }
      window.dash_clientside.set_props(id, { data: path });
    });
  }

  Object.assign(window.dashapp, {
    views: {
      get shown() {
        return shown;
      },
      focusHeading,
      /**
       * Asks again for what could not be had: the host is there.
       * @param {boolean} wasAway  if it was there all the time, asking once is enough: it may refuse for a reason
       */
      revisit(wasAway) {
        const view = views().find((each) => each.dataset.view === shown);
        if (!view) return;
        if (hasPage(view)) return wasAway ? retryIn(view) : undefined;
        if (isAskedAgain && !wasAway) return;
        isAskedAgain = true;
        askForPage();
      },
    },
  });

  window.dash_clientside = Object.assign(window.dash_clientside ?? {}, {
    dashapp_views: {
      /**
       * Shows the view of the address; one that has no page yet is visited, and so gets it.
       * @param {string} pathname
       * @param {(string | null)[]} visited  by view: the path that it was visited under
       * @param {{tab: string}[]} ids
       */
      visit(pathname, visited, ids) {
        const { no_update } = window.dash_clientside;
        const names = ids.map(({ tab }) => tab);
        const last = lastTab(pathname, names);
        if (last) {
          window.dash_clientside.set_props("host_url", { pathname: `/${last}` });
          return ids.map(() => no_update);
        }
        // As the server reads it: the view of an app must not keep the page of another address.
        const asked = pathname.replace(/^\/+|\/+$/g, "") || "home";
        const name = names.includes(asked) ? asked : "elsewhere_";
        show(name);
        // It was asked for, and did not come before its person left, or has failed.
        const view = views().find((each) => each.dataset.view === name);
        const isMissing = Boolean(visited[names.indexOf(name)]) && !hasPage(view);
        if (isMissing && name !== "elsewhere_") setTimeout(askForPage);
        kept = [...kept.filter((each) => each !== name), name];
        const gone = kept.splice(0, Math.max(kept.length - MAX_KEPT, 0));
        const paths = ids.map(({ tab }, index) => {
          const path = gone.includes(tab) ? null : tab === name ? pathname : visited[index];
          const known = name !== "elsewhere_" && tab === name && visited[index];
          return known || path === visited[index] ? no_update : path;
        });
        const needed = name === USAGE ? window.dashapp.usage.load() : null;
        // Without it there is no page; what is asked again when the host is back asks for it too.
        return needed ? needed.then(() => paths, () => ids.map(() => no_update)) : paths;
      },

      onPage() {
        const person = shell()?.dataset.person;
        if (person) window.dashapp.person.announce(person);
        document.dispatchEvent(new CustomEvent("dashapp:page"));
        arrive();
      },
    },
  });
})();
