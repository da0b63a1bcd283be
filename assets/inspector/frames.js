/** The inspector's list of frames: what each is doing, shown or parked, and who in it is told of which key. */
(function () {
  "use strict";

  // More rows than these nobody reads; the saved trace has all.
  const MAX_WATCHERS_SHOWN = 100;

  const { frames, inspector } = window.dashapp;
  const { element, labelOf, nameOf, shown } = inspector;

  /** @param {Inspected} frame */
  function facts({ app, origin, state, code, place, loads }) {
    const all = {
      State: code ? `${state} (${code})` : state,
      Place: place,
      App: app,
      Origin: origin || "none yet",
      Loads: String(loads),
    };
    return element(
      "dl",
      { className: "inspector-facts" },
      ...Object.entries(all).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
    );
  }

  /** @param {Inspected} frame */
  function watchersTable({ watchers }) {
    if (!watchers.length) return element("p", { className: "inspector-note" }, "Nothing in it has asked for a key.");
    const rows = watchers.slice(0, MAX_WATCHERS_SHOWN).map(({ selector, pageName, id, value }) =>
      element(
        "tr",
        {},
        element("td", {}, nameOf(selector)),
        element("td", { className: "inspector-value" }, shown(value).value.slice(0, 300)),
        element("td", {}, shown(pageName).value),
        element("td", {}, shown(id).value),
      ),
    );
    const more = watchers.length - rows.length;
    const caption = `Watchers${more > 0 ? `, the first ${rows.length} of ${watchers.length}` : ""}`;
    const head = ["Selector", "Value", "Page", "Query"].map((name) => element("th", { scope: "col" }, name));
    return element(
      "table",
      { className: "inspector-watchers" },
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...rows),
    );
  }

  function framesSection() {
    const note = element("p", { className: "inspector-note" }, "No frame on this page yet.");
    const list = element("div", {}, note);
    let written = "";

    return {
      root: list,
      refresh() {
        const parts = frames.list().map((/** @type {Inspected} */ frame) =>
          element(
            "article",
            { className: "inspector-frame" },
            element("h4", {}, labelOf(frame.speaker)),
            facts(frame),
            watchersTable(frame),
          ),
        );
        // What stays the same is left alone, with what somebody has marked in it to copy.
        const text = parts.map((/** @type {HTMLElement} */ part) => part.textContent).join();
        if (text === written) return;
        written = text;
        list.replaceChildren(...(parts.length ? parts : [note]));
      },
    };
  }

  Object.assign(inspector, { framesSection });
})();
