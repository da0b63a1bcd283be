/** Sending by hand: to a frame, or to the page as if a frame had sent it. */
(function () {
  "use strict";

  const { frames, inspector, person } = window.dashapp;
  const { element, labelOf, labelled, trace } = inspector;

  const NO_JSON = 'This is no JSON, so nothing was sent. Text is written in double quotes: "Ada".';
  const NO_FRAME = "This frame is not there at the moment, so nothing was sent.";
  const NO_QUERY = "Only a frame itself can ask, for it is the one that is answered. Nothing was sent.";

  /** @type {Record<string, (frame: Inspected, value: any, selector: string) => string>} each says what it has done */
  const WAYS = {
    value(frame, value, selector) {
      const watchers = frame.watchers.filter((watcher) => watcher.selector === selector);
      if (!watchers.length) return `Nothing in this frame has asked for “${selector}”, so nobody can be told.`;
      for (const { id, pageName, to } of watchers) {
        frame.post({ type: "PARENT_WINDOW_RESULT", result: value, id, pageName }, to, selector);
      }
      return `Told ${watchers.length === 1 ? "one watcher" : `${watchers.length} watchers`} of “${selector}”.`;
    },

    message(frame, value) {
      const { contentWindow } = frame.speaker;
      if (!contentWindow) return NO_FRAME;
      frame.post(value, contentWindow);
      return `Sent to ${frame.origin}.`;
    },

    event(frame, value) {
      if (value?.type === "PARENT_WINDOW_QUERY") return NO_QUERY;
      const { speaker, origin } = frame;
      trace.add({ direction: "in", verdict: "event", data: value, origin, speaker });
      speaker.event(value);
      return "The page has taken it for an event of this frame.";
    },
  };

  const WORDS = {
    value: "To Retool: a value for a selector",
    message: "To Retool: this very message",
    event: "As if from Retool: an event",
  };

  function sendSection() {
    const toFrame = element("select", { className: "form-select form-select-sm", required: true });
    const way = element(
      "select",
      { className: "form-select form-select-sm" },
      ...Object.entries(WORDS).map(([value, text]) => element("option", { value }, text)),
    );
    const selectors = element("datalist", { id: "inspector-selectors" });
    const selector = element("input", { className: "form-control form-control-sm", autocomplete: "off" });
    // As a property it can only be read.
    selector.setAttribute("list", selectors.id);
    const json = element("textarea", { className: "form-control form-control-sm", rows: 3, spellcheck: false });
    const told = element("p", { className: "inspector-note", role: "status" });
    const selectorField = labelled("Selector", selector);
    const root = element(
      "form",
      { className: "inspector-send" },
      labelled("Frame", toFrame),
      labelled("What", way),
      selectorField,
      selectors,
      labelled("JSON", json),
      element("button", { type: "submit", className: "btn btn-sm inspector-button" }, "Send"),
      told,
    );
    let choices = "";

    /** @returns {Inspected | undefined} */
    function chosen() {
      return frames.list().find((/** @type {Inspected} */ { speaker }) => labelOf(speaker) === toFrame.value);
    }

    function suggest() {
      const names = new Set(chosen()?.watchers.map((watcher) => watcher.selector));
      selectors.replaceChildren(...[...names].map((value) => element("option", { value })));
    }

    function send() {
      const frame = chosen();
      if (!frame) return NO_FRAME;
      let value;
      try {
        value = JSON.parse(json.value);
      } catch {
        return NO_JSON;
      }
      let done = "";
      trace.byHand(() => (done = WAYS[way.value](frame, value, selector.value)));
      return done;
    }

    way.addEventListener("input", () => (selectorField.hidden = way.value !== "value"));
    selector.addEventListener("focus", suggest);
    person.onChange(() => root.reset());
    root.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      told.textContent = send();
    });

    return {
      root,
      refresh() {
        const labels = frames.list().map((/** @type {Inspected} */ { speaker }) => labelOf(speaker));
        if (choices === labels.join("\n")) return;
        choices = labels.join("\n");
        const before = toFrame.value;
        toFrame.replaceChildren(...labels.map((/** @type {string} */ value) => element("option", { value }, value)));
        if (labels.includes(before)) toFrame.value = before;
      },
    };
  }

  Object.assign(inspector, { sendSection });
})();
