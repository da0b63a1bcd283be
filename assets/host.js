/** The host application in the browser: events that change the tab, and each tab's data object. */
(function () {
  "use strict";

  /** @type {Record<string, Record<string, unknown>>} by app: what events of other tabs have set */
  let carried = {};

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
    const wish = navigation(/** @type {CustomEvent} */ (event).detail.data);
    // Only a tab that this person has: an event must not send anybody to an address of its own.
    const link = wish && linkOf(wish.tab);
    if (!wish || !link) return;
    carried = { ...carried, [wish.tab]: { ...carried[wish.tab], ...wish.values } };
    window.dash_clientside.set_props("host_carried", { data: carried });
    // A tab that is shown already would be one more step for Back.
    if (link.pathname !== location.pathname) link.click();
  });

  // The sign-in has ended: the page itself leads to a new one, and back here.
  const { fetch } = window;
  window.fetch = async (...request) => {
    const response = await fetch(...request);
    if (response.status === 401 && new URL(response.url).pathname.startsWith("/_dash-")) location.reload();
    return response;
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

      onPage() {
        const heading = document.querySelector("#host_page h1")?.textContent;
        const shell = /** @type {HTMLElement | null} */ (document.querySelector("[data-person]"));
        if (shell?.dataset.person) window.dashapp.person.announce(shell.dataset.person);
        document.title = heading ? `${heading} · Retool in Dash` : "Retool in Dash";
      },
    },
  });
})();
