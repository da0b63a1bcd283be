/** The host application in the browser: events that change the tab, and each tab's data object. */
(function () {
  "use strict";

  /** @type {Record<string, Record<string, unknown>>} by app: what events of other tabs have set */
  let carried = {};

  // Each view of an app keeps a whole Retool app in memory.
  const MAX_KEPT = 8;

  /** @type {string[]} views that have their page, the least recently shown first */
  let kept = [];

  /** @returns {HTMLElement[]} */
  function views() {
    return [...document.querySelectorAll("[data-view]")].map((view) => /** @type {HTMLElement} */ (view));
  }

  /** @param {string} name */
  function show(name) {
    for (const view of views()) {
      const isNew = view.dataset.view === name && !view.hasAttribute("data-shown");
      view.toggleAttribute("data-shown", view.dataset.view === name);
      // What failed while it was out of sight, or before it was left, is tried again.
      if (isNew) /** @type {HTMLElement | null} */ (view.querySelector("[data-action=retry]"))?.click();
    }
    nameWindow();
  }

  function nameWindow() {
    const heading = document.querySelector("[data-shown] h1")?.textContent;
    document.title = heading ? `${heading} · Retool in Dash` : "Retool in Dash";
  }

  // At the click: by the time Dash has heard of the new address, the page is there.
  document.addEventListener("click", (event) => {
    const tab = /** @type {HTMLElement} */ (event.target).closest?.("[data-tab] a")?.closest("[data-tab]");
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (tab && plain) show(/** @type {HTMLElement} */ (tab).dataset.tab ?? "");
  });

  /** @param {string} name */
  function linkOf(name) {
    const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-tab]")]);
    return tabs.find((tab) => tab.dataset.tab === name)?.querySelector("a");
  }

  /**
   * The tab that an event names: "home", or {type: "navigate", tab: "sales", …values for its data object}.
   * @param {any} data
   */
  function navigation(data) {
    if (typeof data === "string") return { tab: data, values: {} };
    if (data?.type !== "navigate" || typeof data.tab !== "string") return null;
    const { type: _, tab, ...values } = data;
    return { tab, values };
  }

  document.addEventListener("retool:event", (event) => {
    // An app that is out of sight must not change the tab under somebody's hands.
    if (!(/** @type {HTMLElement} */ (event.target).closest("[data-shown]"))) return;
    const wish = navigation(/** @type {CustomEvent} */ (event).detail.data);
    // Only a tab that this person has: an event must not send anybody to an address of its own.
    const link = wish && linkOf(wish.tab);
    if (!wish || !link) return;
    carried = { ...carried, [wish.tab]: { ...carried[wish.tab], ...wish.values } };
    window.dash_clientside.set_props("host_carried", { data: carried });
    // A tab that is shown already would be one more step for Back.
    if (link.pathname !== location.pathname) link.click();
  });

  /**
   * Whether this page is no longer for whoever it was made for: their sign-in has ended, or a role was taken from them.
   * @param {Response} response
   */
  async function isOver(response) {
    if (response.status !== 401 && response.status !== 403) return false;
    if (!new URL(response.url).pathname.startsWith("/_dash-")) return false;
    if (response.status === 401) return true;
    const answer = await response.clone().json().catch(() => null);
    return answer?.code === "may_not_see_usage";
  }

  // The page itself leads to a new sign-in and back here, or says what is missing.
  const { fetch } = window;
  window.fetch = async (...request) => {
    const response = await fetch(...request);
    if (!(await isOver(response))) return response;
    location.reload();
    // Dash stumbles over this answer, and nobody on a page that is leaving needs it.
    return new Promise(() => {});
  };

  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (new URL(form.action).pathname === "/sign-out") window.dashapp.person.signOut();
  });

  window.dash_clientside = Object.assign(window.dash_clientside ?? {}, {
    dashapp_host: {
      /**
       * The data object of one app: its configuration, what other tabs have set, and its switches.
       * @param {boolean[]} values
       * @param {Record<string, Record<string, unknown>>} all
       * @param {{app: string, key: string}[]} toggles
       * @param {{data: Record<string, unknown>, carries: string[]}} defaults
       */
      dataObject(values, all, toggles, defaults) {
        const app = window.dash_clientside.callback_context.outputs_list.id;
        const data = { ...defaults.data };
        for (const key of defaults.carries) {
          if (all[app] && Object.hasOwn(all[app], key)) data[key] = all[app][key];
        }
        toggles.forEach((toggle, index) => (data[toggle.key] = values[index]));
        return data;
      },

      /**
       * Shows the view of the address; one that has no page yet is visited, and so gets it.
       * @param {string} pathname
       * @param {(string | null)[]} visited  by view: the path that it was visited under
       * @param {{tab: string}[]} ids
       */
      visit(pathname, visited, ids) {
        const asked = pathname.replaceAll("/", "") || "home";
        const name = ids.some(({ tab }) => tab === asked) ? asked : "elsewhere_";
        show(name);
        kept = [...kept.filter((each) => each !== name), name];
        const gone = kept.splice(0, Math.max(kept.length - MAX_KEPT, 0));
        return ids.map(({ tab }, index) => {
          const path = gone.includes(tab) ? null : tab === name ? pathname : visited[index];
          const known = name !== "elsewhere_" && tab === name && visited[index];
          return known || path === visited[index] ? window.dash_clientside.no_update : path;
        });
      },

      onPage() {
        const shell = /** @type {HTMLElement | null} */ (document.querySelector("[data-person]"));
        if (shell?.dataset.person) window.dashapp.person.announce(shell.dataset.person);
        nameWindow();
      },
    },
  });
})();
