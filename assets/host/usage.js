/** The usage page in the browser: what it needs, when it asks again, and what its table writes. */
(function () {
  "use strict";

  const GRID = "usage_grid";

  /** @type {Intl.DateTimeFormat | undefined} made when a row is there: it takes as long as all the rest of this file */
  let time;

  /** @returns {boolean} */
  function isShown() {
    return !document.hidden && Boolean(document.querySelector("[data-view=usage][data-shown]"));
  }

  /** @param {(api: any) => void} act */
  function withGrid(act) {
    window.dash_ag_grid?.getApiAsync(GRID).then(act, () => {});
  }

  /** @type {Promise<unknown> | null} */
  let table = null;

  /**
   * The table's script, of a megabyte and more, comes when somebody opens the page. Dash looks for it when it shows
   * the page, so it has to be there before.
   * @returns {Promise<unknown> | null}  null: it is there
   */
  function load() {
    const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=dashapp-grid]"));
    if (window.dash_ag_grid || !meta) return null;
    table ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => {
        // Another visit to the page is another try.
        table = null;
        script.remove();
        reject(new Error("The usage page's table can't be loaded."));
      });
      script.src = meta.content;
      document.head.append(script);
    });
    return table;
  }

  Object.assign(window.dashapp, { usage: { load } });

  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions ?? {}, {
    /** @param {number | undefined} ms  undefined while the row is on its way */
    usageTime(ms) {
      time ??= new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "medium" });
      return ms === undefined ? "" : time.format(ms);
    },
    /** @param {number | null | undefined} ms */
    usageMs: (ms) => (ms === undefined || ms === null ? "" : `${Math.round(ms).toLocaleString()} ms`),
  });

  window.dash_clientside = Object.assign(window.dash_clientside ?? {}, {
    dashapp_usage: {
      /**
       * Asks for what is new, while somebody looks.
       * @param {number} _count
       * @param {object | null} before
       */
      tick(_count, before) {
        if (before && !isShown()) return window.dash_clientside.no_update;
        return { at: Date.now(), zone: new Intl.DateTimeFormat().resolvedOptions().timeZone };
      },

      /** @param {object | null} fresh */
      refreshRows(fresh) {
        // The rows stay until the new ones are there, and the table where it was scrolled to.
        if (fresh) withGrid((api) => api.refreshInfiniteCache());
      },

      filterRows() {
        if (window.dash_clientside.callback_context.triggered.length) withGrid((api) => api.purgeInfiniteCache());
      },

      /**
       * @param {string} period
       * @param {string | null} person
       * @param {string} app
       * @param {string} outcome
       * @param {boolean} failed
       */
      exports(period, person, app, outcome, failed) {
        const query = new URLSearchParams({ period, person: person ?? "", app, outcome, failed: failed ? "1" : "" });
        return ["csv", "jsonl"].map((kind) => `/usage/export.${kind}?${query}`);
      },

      /** @param {boolean} isOpen */
      forgetRow(isOpen) {
        // So that the same row can be chosen again.
        if (isOpen === false) withGrid((api) => api.deselectAll());
      },
    },
  });
})();
