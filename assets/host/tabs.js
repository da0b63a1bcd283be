/** The tabs: what fits is side by side, the rest is under "More"; the arrow keys, menus, and badges. */
(function () {
  "use strict";

  const MAX_COUNT = 99;
  const EDGE_PX = 8;

  /** @type {Map<string, number>} by tab: how much there is to see; NaN: nobody said how much */
  const news = new Map();

  /**
   * @param {string} css
   * @param {ParentNode} [place]
   * @returns {HTMLElement[]}
   */
  function all(css, place = document) {
    return [...place.querySelectorAll(css)].map((element) => /** @type {HTMLElement} */ (element));
  }

  /** @param {Element} link */
  function tabOf(link) {
    return /** @type {HTMLElement | null} */ (link.closest("[data-tab]"))?.dataset.tab ?? "";
  }

  /** @param {string} name */
  function mark(name) {
    for (const link of all("[data-tab] a")) {
      if (tabOf(link) === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    for (const menu of all(".host-group, .host-more")) {
      const isIn = all("[aria-current]", menu).some((link) => !link.closest("[hidden]"));
      menu.toggleAttribute("data-current", isIn);
    }
    const label = document.querySelector(".host-more[data-current] .host-more-label");
    for (const each of all(".host-more-label")) each.textContent = "More";
    if (label) label.textContent = document.querySelector("[aria-current] .host-tab-title")?.textContent ?? "More";
  }

  /** @param {HTMLElement} list */
  function fit(list) {
    const focused = document.activeElement;
    const more = /** @type {HTMLElement} */ (list.querySelector(":scope > .host-more-item"));
    place(list, more);
    const width = more.offsetWidth;
    mark(window.dashapp.views.shown);
    draw();
    // "More" may have got a badge, or the name of what is shown, which is longer.
    if (more.offsetWidth > width) {
      place(list, more);
      draw();
    }
    if (focused?.closest(".host-tabs > [hidden]")) more.querySelector("summary")?.focus();
  }

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} more
   */
  function place(list, more) {
    const items = all(":scope > li:not(.host-more-item)", list);
    const copies = all(".host-more > .host-menu > li", list);
    for (const item of [...items, more]) item.hidden = false;
    const widths = items.map((item) => item.offsetWidth);
    const isAll = widths.reduce((sum, width) => sum + width, 0) <= list.clientWidth;
    let room = list.clientWidth - more.offsetWidth;
    let isFull = false;
    items.forEach((item, index) => {
      room -= widths[index];
      isFull ||= !isAll && room < 0;
      item.hidden = isFull;
      copies[index].hidden = !isFull;
    });
    more.hidden = isAll;
  }

  // Told before the next picture, when the layout is known: to measure at once would be to lay out twice.
  const observer = new ResizeObserver(fitAll);

  function fitAll() {
    for (const list of all(".host-tabs")) {
      if (list.hasAttribute("data-fits")) {
        fit(list);
        continue;
      }
      list.toggleAttribute("data-fits", true);
      observer.observe(list);
    }
  }

  /** @param {Element | null} [except] */
  function closeMenus(except) {
    for (const menu of all(".host-header details[open]")) {
      if (menu === except) continue;
      // In a menu that is closed the keyboard would be nowhere.
      if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
      menu.removeAttribute("open");
    }
  }

  document.addEventListener("click", ({ target }) => {
    const element = /** @type {Element} */ (target);
    closeMenus(element.closest?.("[data-tab] a, [data-theme-choice]") ? null : element.closest?.("details"));
  });
  // A click into a frame is told to nobody else.
  window.addEventListener("blur", () => closeMenus());
  document.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget) closeMenus(/** @type {Element} */ (relatedTarget).closest("details"));
  });

  // One at the right end of the row would go over the edge of the window.
  document.addEventListener(
    "toggle",
    ({ target }) => {
      const menu = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).querySelector(":scope > .host-menu"));
      if (!menu) return;
      menu.style.translate = "";
      const over = menu.getBoundingClientRect().right + EDGE_PX - document.documentElement.clientWidth;
      if (over > 0) menu.style.translate = `${-over}px`;
    },
    true,
  );

  const STEPS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 });

  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const menu = target.closest?.(".host-header details");
    if (event.key === "Escape" && menu?.hasAttribute("open")) {
      closeMenus();
      menu.querySelector("summary")?.focus();
    }
    if (!target.matches?.(".host-tab") || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = stepFrom(target, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  /**
   * @param {HTMLElement} from
   * @param {string} key
   * @returns {HTMLElement | undefined}
   */
  function stepFrom(from, key) {
    const isSummary = from.tagName === "SUMMARY";
    const inMenu = !isSummary && from.closest("details");
    if (isSummary && key === "ArrowDown") {
      from.closest("details")?.setAttribute("open", "");
      // Under "More" the first are those that are not there.
      const links = all(".host-menu a, .host-menu button", from.closest("details") ?? undefined);
      return links.find((link) => link.checkVisibility());
    }
    const row = inMenu ? all("a", inMenu) : all(".host-tabs > li > a, .host-tabs > li > details > summary");
    const stops = row.filter((stop) => stop.checkVisibility());
    if (key === "Home") return stops[0];
    if (key === "End") return stops.at(-1);
    const step = STEPS[key];
    const fits = inMenu ? key === "ArrowUp" || key === "ArrowDown" : key === "ArrowLeft" || key === "ArrowRight";
    if (!step || !fits || !stops.includes(from)) return undefined;
    return stops[(stops.indexOf(from) + step + stops.length) % stops.length];
  }

  // An app that nobody looks at asks for attention: {type: "notify", count}. Without a count: a dot. 0: no more.
  document.addEventListener("retool:event", (event) => {
    const { data } = /** @type {CustomEvent} */ (event).detail;
    const view = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-view]"));
    const name = view?.dataset.view;
    if (data?.type !== "notify" || !name || view.hasAttribute("data-shown")) return;
    if (data.count === 0) news.delete(name);
    else news.set(name, Number.isSafeInteger(data.count) && data.count > 0 ? data.count : NaN);
    // With badges the tabs are wider.
    fitAll();
    const title = all(`[data-tab="${name}"] .host-tab-title`)[0]?.textContent;
    if (news.has(name)) announce(`${title}: ${news.get(name) || "something"} new`);
  });

  function draw() {
    for (const stop of all(".host-tabs .host-tab")) {
      const menu = stop.tagName === "SUMMARY" && stop.closest("details");
      const links = menu ? all("[data-tab]", menu) : [stop];
      const counts = links.filter((link) => !link.closest(".host-menu > [hidden]")).map((link) => news.get(tabOf(link)));
      drawBadge(stop, counts.filter((count) => count !== undefined));
    }
  }

  /**
   * @param {HTMLElement} stop
   * @param {number[]} counts  of its tabs with news
   */
  function drawBadge(stop, counts) {
    stop.querySelector(".host-badge")?.remove();
    if (!counts.length) return;
    const sum = counts.reduce((all, count) => all + count, 0);
    const badge = document.createElement("span");
    badge.className = "host-badge";
    badge.textContent = Number.isNaN(sum) ? "" : sum > MAX_COUNT ? `${MAX_COUNT}+` : String(sum);
    badge.toggleAttribute("data-dot", Number.isNaN(sum));
    badge.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: " new" }));
    stop.querySelector(".host-tab-title, .host-more-label")?.after(badge);
  }

  /** @param {string} text */
  function announce(text) {
    const live = document.getElementById("host_live");
    if (live) live.textContent = text;
  }

  document.addEventListener("dashapp:shown", (event) => {
    const name = /** @type {CustomEvent} */ (event).detail;
    news.delete(name);
    fitAll();
  });
})();
