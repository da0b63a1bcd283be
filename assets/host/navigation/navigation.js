/** Events of apps that change the tab. */
import { setProps } from "../dash.js";
import { all, closest } from "../elements.js";
import { isActedOn } from "../messages.js";
import { navigationIn } from "./request.js";

/**
 * @param {string} name
 * @returns {HTMLAnchorElement | null | undefined}
 */
function linkOf(name) {
  return all("[data-tab]").find((tab) => tab.dataset.tab === name)?.querySelector("a");
}

export function startNavigation() {
  /** @type {import("../data-object.js").Carried} */
  let carried = {};

  document.addEventListener("retool:event", (event) => {
    // An app that is out of sight must not change the tab under somebody's hands.
    if (!closest(event.target, "[data-shown]") || !isActedOn("navigate", event.target)) return;
    const request = navigationIn(event.detail.data);
    // Only a tab that this person has: an event must not send anybody to an address of its own.
    const link = request && linkOf(request.tab);
    if (!request || !link) return;
    carried = { ...carried, [request.tab]: { ...carried[request.tab], ...request.values } };
    setProps("host_carried", { data: carried });
    // A tab that is shown already would be one more step for Back.
    if (link.pathname !== location.pathname) link.click();
  });
}
