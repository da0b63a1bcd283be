/** The inspector's list of frames: what each is doing, shown or parked, and who in it is told of which key. */
import { element, facts } from "./element.js";

/** @import { Kit } from "../bridge.js" */
/** @import { Inspected } from "../kit/frame/surroundings.js" */

// More rows than these nobody reads; the saved trace has all.
const MAX_WATCHERS_SHOWN = 100;

/** @param {Inspected} frame */
function factsOf({ app, origin, state, code, place, loads }) {
  return facts([
    ["State", code ? `${state} (${code})` : state],
    ["Place", place],
    ["App", app],
    ["Origin", origin || "none yet"],
    ["Loads", String(loads)],
  ]);
}

/**
 * @param {object} given
 * @param {Kit["frames"]} given.frames
 * @param {ReturnType<typeof import("./labels.js").createLabels>} given.labelOf
 * @param {Pick<ReturnType<typeof import("./texts.js").createTexts>, "nameOf" | "shown">} given.texts
 */
export function framesSection({ frames, labelOf, texts: { nameOf, shown } }) {
  const note = element("p", { className: "inspector-note" }, "No frame on this page yet.");
  const list = element("div", {}, note);
  let written = "";

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

  /** @param {Inspected} frame */
  function article(frame) {
    return element(
      "article",
      { className: "inspector-frame" },
      element("h4", {}, labelOf(frame.speaker)),
      factsOf(frame),
      watchersTable(frame),
    );
  }

  return {
    root: list,
    refresh() {
      const parts = frames.list().map(article);
      // What stays the same is left alone, with what somebody has marked in it to copy.
      const text = parts.map((part) => part.textContent).join();
      if (text === written) return;
      written = text;
      list.replaceChildren(...(parts.length ? parts : [note]));
    },
  };
}
