/** Events of apps that change the tab. */
import { setProps } from "../dash.js";
import { all, closest } from "../elements.js";
import { isActedOn } from "../messages.js";
import { wishOf } from "./wish.js";

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
    const wish = wishOf(event.detail.data);
    // Only a tab that this person has: an event must not send anybody to an address of its own.
    const link = wish && linkOf(wish.tab);
    if (!wish || !link) return;
    carried = { ...carried, [wish.tab]: { ...carried[wish.tab], ...wish.values } };
    setProps("host_carried", { data: carried });
    // A tab that is shown already would be one more step for Back.
    if (link.pathname !== location.pathname) link.click();
  });
}
