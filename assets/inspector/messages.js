/** The inspector's list of messages, the newest first, and what is chosen of them. */
import { EVERY, STRANGERS, howMany, isChosen, ofFrame } from "./choosing.js";
import { element, labelled } from "./element.js";
import { rowOf } from "./row.js";

/** @import { TraceRecord } from "./types.js" */

// A flood must not cost the page more than this many rows at a time; the saved trace has all.
const MAX_SHOWN = 100;

/** @param {Pick<import("./trace.js").Trace, "counts" | "records">} trace */
export function messagesSection(trace) {
  const from = element("select", { className: "form-select form-select-sm" });
  const search = element("input", { type: "search", className: "form-control form-control-sm", autocomplete: "off" });
  const droppedOnly = element("input", { type: "checkbox", className: "form-check-input" });
  const paused = element("input", { type: "checkbox", className: "form-check-input" });
  const summary = element("p", { className: "inspector-note" });
  const list = element("ol", { className: "inspector-messages" });
  const root = element(
    "div",
    {},
    element(
      "div",
      { className: "inspector-filters" },
      labelled("Frame", from),
      labelled("Text", search),
      element("label", { className: "inspector-check" }, droppedOnly, "Dropped only"),
      element("label", { className: "inspector-check" }, paused, "Pause"),
    ),
    summary,
    list,
  );
  /** @type {Map<TraceRecord, HTMLLIElement>} */
  const rows = new Map();
  let choices = "";
  /** @type {TraceRecord[]} another list once it has been cleared */
  let written = [];

  /** @param {string[]} labels */
  function offer(labels) {
    if (choices === labels.join("\n")) return;
    choices = labels.join("\n");
    const chosen = from.value;
    const options = [[EVERY, "All"], ...labels.map((label) => [ofFrame(label), label]), [STRANGERS, "Strangers"]];
    from.replaceChildren(...options.map(([value, text]) => element("option", { value }, text)));
    from.value = options.some(([value]) => value === chosen) ? chosen : EVERY;
  }

  function write() {
    written = trace.records;
    const wanted = { from: from.value, text: search.value, droppedOnly: droppedOnly.checked };
    const chosen = trace.records.filter((record) => isChosen(record, wanted)).reverse();
    show(new Set(chosen.slice(0, MAX_SHOWN)));
    summary.textContent = howMany(trace.counts, chosen.length, MAX_SHOWN);
  }

  /** @param {Set<TraceRecord>} wanted */
  function show(wanted) {
    for (const [record, row] of rows) {
      if (wanted.has(record)) continue;
      row.remove();
      rows.delete(record);
    }
    // Rows that stay are not touched, so that the focus stays where it is.
    let next = list.firstChild;
    for (const record of wanted) {
      const row = rows.get(record) ?? rowOf(record);
      rows.set(record, row);
      if (row === next) next = next.nextSibling;
      else list.insertBefore(row, next);
    }
  }

  for (const field of [from, search, droppedOnly, paused]) field.addEventListener("input", write);

  return {
    root,
    /** @param {string[]} labels  of the frames that there are */
    refresh(labels) {
      offer(labels);
      if (!paused.checked || written !== trace.records) write();
    },
  };
}
