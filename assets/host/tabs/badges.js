/** The badges of tabs and menus. */
import { all, closest } from "../elements.js";
import { isActedOn } from "../messages.js";
import { announce, tabOf } from "./elements.js";
import { badgeOf, createNotifications, notificationIn } from "./notifications.js";

/**
 * @param {HTMLElement} stop  of the row, or in a menu
 * @param {ReturnType<typeof badgeOf>} said
 */
function drawBadge(stop, said) {
  stop.querySelector(".host-badge")?.remove();
  if (!said) return;
  const badge = document.createElement("span");
  badge.className = "host-badge";
  badge.textContent = said.text;
  badge.toggleAttribute("data-dot", said.isDot);
  badge.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: " new" }));
  stop.querySelector(".host-tab-title, .host-more-label")?.after(badge);
}

/** @param {() => void} onChange  told when badges are to be drawn, with which the tabs are wider */
export function startBadges(onChange) {
  const news = createNotifications();

  document.addEventListener("retool:event", (event) => {
    const view = closest(event.target, "[data-view]");
    const name = view?.dataset.view;
    const count = notificationIn(event.detail.data);
    // An app that nobody looks at asks for attention.
    if (count === null || !name || view.hasAttribute("data-shown") || !isActedOn("notify", event.target)) return;
    news.tell(name, count);
    onChange();
    const title = all(`[data-tab="${name}"] .host-tab-title`)[0]?.textContent;
    if (count !== 0) announce(`${title}: ${count || "something"} new`);
  });

  return {
    forget: news.forget,
    draw() {
      for (const stop of all(".host-tabs .host-tab")) {
        const menu = stop.tagName === "SUMMARY" && stop.closest("details");
        const links = menu ? all("[data-tab]", menu) : [stop];
        const seen = links.filter((link) => !link.closest(".host-menu > [hidden]"));
        drawBadge(stop, badgeOf(seen.map((link) => news.of(tabOf(link)))));
      }
    },
  };
}
