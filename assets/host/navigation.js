/** The host and its apps: events that change the tab, each tab's data object, and the end of a sign-in. */
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

  const SOON_MS = 10000;
  const FIRST_PAUSE_MS = 500;
  const LONGEST_PAUSE_MS = 30000;

  /** @type {(() => void)[]} what waits for the person of this page to sign in again */
  let waiting = [];

  const { person } = window.dashapp;
  let resumedAt = -Infinity;
  let pauseMs = 0;

  person.onEnd((/** @type {boolean} */ hasEnded) => {
    if (hasEnded) {
      // A server that says at once "nobody" and who it is would be asked again without a breath.
      const isAgain = performance.now() - resumedAt < SOON_MS;
      pauseMs = isAgain ? Math.min(Math.max(2 * pauseMs, FIRST_PAUSE_MS), LONGEST_PAUSE_MS) : 0;
      return;
    }
    const resumed = waiting;
    waiting = [];
    resumedAt = performance.now() + pauseMs;
    setTimeout(() => resumed.forEach((resume) => resume()), pauseMs);
  });

  /**
   * Whether this page is no longer for whoever it was made for: they are gone, or a role was taken from them.
   * @param {Response} response
   */
  async function isOver(response) {
    if (response.status !== 401 && response.status !== 403) return false;
    if (response.status === 401) return true;
    const answer = await response.clone().json().catch(() => null);
    return answer?.code === "may_not_see_usage";
  }

  /** @param {number} sentAt  of a request that was nobody's */
  async function untilSignedIn(sentAt) {
    person.isNobody(sentAt);
    if (person.hasEnded || person.over) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
  }

  window.dashapp.answers.listen(async (/** @type {Answer} */ { url, sentAt, response, again }) => {
    if (!response || response.ok || !url.pathname.startsWith("/_dash-")) return undefined;
    if (response.status === 401 && person.isOfPage && !person.over) {
      // What the page wanted to know is still wanted. To Dash it is a slow answer.
      await untilSignedIn(sentAt);
      return again();
    }
    if (await isOver(response)) {
      // The page itself leads to a new sign-in and back here, or says what is missing.
      location.reload();
      // Dash stumbles over this answer, and nobody on a page that is leaving needs it.
      await new Promise(() => {});
    }
    document.dispatchEvent(new CustomEvent("dashapp:refused", { detail: response.status }));
    return undefined;
  });

  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (new URL(form.action).pathname === "/sign-out") person.signOut();
  });

  window.dash_clientside = Object.assign(window.dash_clientside ?? {}, {
    dashapp_host: {
      /**
       * The data object of one app: the theme, its configuration, what other tabs have set, and its switches.
       * @param {boolean[]} values
       * @param {Record<string, Record<string, unknown>>} all
       * @param {unknown} _theme  a new one is a reason to tell it
       * @param {{app: string, key: string}[]} toggles
       * @param {{data: Record<string, unknown>, carries: string[]}} defaults
       */
      dataObject(values, all, _theme, toggles, defaults) {
        const app = window.dash_clientside.callback_context.outputs_list.id;
        /** @type {Record<string, unknown>} */
        const data = { theme: window.dashapp.theme.shown, ...defaults.data };
        for (const key of defaults.carries) {
          if (all[app] && Object.hasOwn(all[app], key)) data[key] = all[app][key];
        }
        toggles.forEach((toggle, index) => (data[toggle.key] = values[index]));
        return data;
      },
    },
  });
})();
