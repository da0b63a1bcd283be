/** Sending by hand: to a frame, or to the page as if a frame had sent it. */
import { element, labelled } from "./element.js";
import { NO_FRAME, sendEvent, sendMessage, sendValue } from "./actions.js";

/** @import { Kit } from "../bridge.js" */
/** @import { Inspected } from "../kit/frame/surroundings.js" */

const NO_JSON = 'This is no JSON, so nothing was sent. Text is written in double quotes: "Ada".';

const WAYS = {
  value: "To Retool: a value for a selector",
  message: "To Retool: this very message",
  event: "As if from Retool: an event",
};

/** What is chosen and written. */
function createForm() {
  const toFrame = element("select", { className: "form-select form-select-sm", required: true });
  const way = element(
    "select",
    { className: "form-select form-select-sm" },
    ...Object.entries(WAYS).map(([value, text]) => element("option", { value }, text)),
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
  return { root, toFrame, way, selectors, selector, selectorField, json, told };
}

/**
 * @param {object} given
 * @param {Kit["frames"]} given.frames
 * @param {Pick<Kit["person"], "onChange">} given.person
 * @param {ReturnType<typeof import("./labels.js").createLabels>} given.labelOf
 * @param {Pick<import("./trace.js").Trace, "add" | "byHand">} given.trace
 */
export function sendSection({ frames, person, labelOf, trace }) {
  const { root, toFrame, way, selectors, selector, selectorField, json, told } = createForm();
  let choices = "";

  /** @returns {Inspected | undefined} */
  function chosen() {
    return frames.list().find(({ speaker }) => labelOf(speaker) === toFrame.value);
  }

  function suggest() {
    const names = new Set(chosen()?.watchers.map((watcher) => watcher.selector));
    selectors.replaceChildren(...[...names].map((value) => element("option", { value })));
  }

  /**
   * @param {Inspected} frame
   * @param {unknown} value
   */
  function sendTo(frame, value) {
    if (way.value === "value") return sendValue(frame, value, selector.value);
    return way.value === "message" ? sendMessage(frame, value) : sendEvent(frame, value, trace);
  }

  function send() {
    const frame = chosen();
    if (!frame) return NO_FRAME;
    /** @type {unknown} */
    let value;
    try {
      value = JSON.parse(json.value);
    } catch {
      return NO_JSON;
    }
    let done = "";
    trace.byHand(() => (done = sendTo(frame, value)));
    return done;
  }

  way.addEventListener("input", () => (selectorField.hidden = way.value !== "value"));
  selector.addEventListener("focus", suggest);
  person.onChange(() => root.reset());
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    told.textContent = send();
  });

  return {
    root,
    refresh() {
      const labels = frames.list().map(({ speaker }) => labelOf(speaker));
      if (choices === labels.join("\n")) return;
      choices = labels.join("\n");
      const before = toFrame.value;
      toFrame.replaceChildren(...labels.map((value) => element("option", { value }, value)));
      if (labels.includes(before)) toFrame.value = before;
    },
  };
}
