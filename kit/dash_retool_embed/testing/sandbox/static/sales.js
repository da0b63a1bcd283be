// @ts-check
/// <reference path="retool.js" />
"use strict";

((parent) => {
  const exporter = /** @type {HTMLButtonElement} */ (document.getElementById("export"));
  const download = /** @type {HTMLAnchorElement | null} */ (document.getElementById("download"));
  const exported = /** @type {HTMLElement} */ (document.getElementById("exported"));
  const filter = /** @type {HTMLElement} */ (document.getElementById("filter"));
  const count = document.getElementById("count");
  const rows = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#orders tbody tr"));

  let shownCustomer = "";

  /** @param {string} path */
  function ofShownCustomer(path) {
    const url = new URL(path, location.href);
    if (shownCustomer) url.searchParams.set("customer", shownCustomer);
    else url.searchParams.delete("customer");
    return url.href;
  }

  /** @param {unknown} customer anything but a non-empty string shows all */
  function show(customer) {
    shownCustomer = typeof customer === "string" ? customer : "";
    exported.textContent = "";
    let shown = 0;
    for (const row of rows) {
      row.hidden = shownCustomer !== "" && row.dataset.customer !== shownCustomer;
      if (!row.hidden) shown += 1;
    }
    filter.hidden = shownCustomer === "";
    /** @type {HTMLElement} */ (document.getElementById("customer")).textContent = shownCustomer;
    if (count) count.textContent = `${shown} ${shown === 1 ? "order" : "orders"}`;
    if (download) download.href = ofShownCustomer(download.href);
  }

  async function exportOrders() {
    exported.textContent = "Exporting …";
    try {
      const response = await fetch(ofShownCustomer(exporter.dataset.url ?? ""), { method: "POST" });
      exported.textContent = response.ok
        ? (await response.json()).message
        : "Nothing was exported: your session is over. Open the report again.";
    } catch {
      exported.textContent = "Nothing was exported: the sandbox can't be reached.";
    }
  }

  exporter.addEventListener("click", exportOrders);

  document.getElementById("go-home")?.addEventListener("click", () => {
    parent.postMessage("home", "");
  });

  document.getElementById("show-all")?.addEventListener("click", () => {
    show("");
    // Unless the host forgets the customer too, choosing the same one again would change nothing.
    parent.postMessage({ type: "navigate", tab: "sales", customer: "" }, "");
  });

  retool.query("isAdmin", (isAdmin) => {
    exporter.disabled = isAdmin !== true;
  });
  retool.query("customer", show);
  retool.query("theme", (theme) => {
    document.documentElement.dataset.theme = theme === "dark" ? "dark" : "light";
  });
})(retool.parent);
