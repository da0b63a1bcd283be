/** The inspector's list of messages, the newest first, and what is chosen of them. */
(function () {
  "use strict";

  // A flood must not cost the page more than this many rows at a time; the saved trace has all.
  const MAX_SHOWN = 100;
  const MAX_IN_ROW = 120;

  const { inspector } = window.dashapp;
  const { element, trace } = inspector;

  const STRANGERS = "strangers";
  /** @type {Record<Seen["direction"], string>} */
  const DIRECTIONS = { in: "to this page", out: "to the frame", frame: "a change of the frame" };
  const ARROWS = { in: " ← ", out: " → ", frame: " " };
  /** @type {Record<string, string>} */
  const WORDS = {
    window: "stranger",
    origin: "wrong origin",
    told: "result",
  };

  /** @param {number} ms */
  function clock(ms) {
    const time = new Date(ms);
    return `${time.toTimeString().slice(0, 8)}.${String(time.getMilliseconds()).padStart(3, "0")}`;
  }

  /** @param {TraceRecord} record */
  function details(record) {
    const all = {
      Time: new Date(record.time).toISOString(),
      Direction: DIRECTIONS[record.direction],
      Verdict: WORDS[record.verdict] ?? record.verdict,
      Why: record.reason,
      Frame: record.frame,
      Origin: record.origin,
      Selector: record.selector,
      Value: record.isCut ? `${record.value}… (cut)` : record.value,
    };
    const told = Object.entries(all).filter(([, value]) => value);
    return element(
      "dl",
      { className: "inspector-facts" },
      ...told.flatMap(([name, value]) => [
        element("dt", {}, name),
        element("dd", { className: name === "Value" ? "inspector-value" : "" }, value),
      ]),
    );
  }

  /** @param {TraceRecord} record */
  function rowOf(record) {
    const { verdict, direction, frame, selector, value, isByHand } = record;
    const kind = trace.isDropped(verdict) ? "dropped" : direction;
    // Of a query, page and id are said in its details.
    const what = verdict === "query" || !value ? selector : selector ? `${selector}: ${value}` : value;
    const more = element(
      "details",
      {},
      element(
        "summary",
        {},
        element("time", { dateTime: new Date(record.time).toISOString() }, clock(record.time)),
        ARROWS[direction],
        element("span", { className: `inspector-verdict inspector-is-${kind}` }, WORDS[verdict] ?? verdict),
        " ",
        element("strong", {}, frame || record.origin),
        isByHand ? " (by hand) " : " ",
        element("span", { className: "inspector-value" }, what.slice(0, MAX_IN_ROW)),
      ),
    );
    // Few of many are looked at.
    more.addEventListener("toggle", () => more.childElementCount > 1 || more.append(details(record)));
    return element("li", { "data-verdict": verdict, "data-direction": direction }, more);
  }

  /**
   * @param {string} text
   * @param {HTMLElement} field
   */
  function labelled(text, field) {
    return element("label", { className: "inspector-field" }, element("span", {}, text), field);
  }

  function messagesSection() {
    const ofFrame = element("select", { className: "form-select form-select-sm" });
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
        labelled("Frame", ofFrame),
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
      const chosen = ofFrame.value;
      const options = [["", "All"], ...labels.map((label) => [`frame ${label}`, label]), [STRANGERS, "Strangers"]];
      ofFrame.replaceChildren(...options.map(([value, text]) => element("option", { value }, text)));
      ofFrame.value = options.some(([value]) => value === chosen) ? chosen : "";
    }

    /** @param {TraceRecord} record */
    function isChosen(record) {
      const wanted = search.value.toLowerCase();
      if (droppedOnly.checked && !trace.isDropped(record.verdict)) return false;
      if (ofFrame.value === STRANGERS ? record.frame : ofFrame.value && ofFrame.value !== `frame ${record.frame}`) {
        return false;
      }
      const { verdict, frame, origin, selector, value } = record;
      const searched = [verdict, WORDS[verdict], frame, origin, selector, value].join("\n");
      return !wanted || searched.toLowerCase().includes(wanted);
    }

    /** @param {number} chosen */
    function sayHowMany(chosen) {
      /** @param {[string, number]} counted */
      const words = ([verdict, count]) => `${count.toLocaleString()} ${WORDS[verdict] ?? verdict}`;
      const counts = [...trace.counts].map(words);
      const shown = chosen > MAX_SHOWN ? `The newest ${MAX_SHOWN} of ${chosen.toLocaleString()}. ` : "";
      summary.textContent = counts.length ? `${shown}So far: ${counts.join(", ")}.` : "Nothing has passed yet.";
    }

    function write() {
      written = trace.records;
      const chosen = trace.records.filter(isChosen).reverse();
      const wanted = new Set(chosen.slice(0, MAX_SHOWN));
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
      sayHowMany(chosen.length);
    }

    for (const field of [ofFrame, search, droppedOnly, paused]) field.addEventListener("input", write);

    return {
      root,
      /** @param {string[]} labels  of the frames that there are */
      refresh(labels) {
        offer(labels);
        if (!paused.checked || written !== trace.records) write();
      },
    };
  }

  Object.assign(inspector, { labelled, messagesSection });
})();
