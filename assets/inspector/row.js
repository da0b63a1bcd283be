/** One message in the inspector's list. */
import { element, facts } from "./element.js";
import { isDropped, labelOfVerdict } from "./verdict-texts.js";

/** @import { Seen } from "../bridge.js" */
/** @import { TraceRecord } from "./types.js" */

const MAX_CHARACTERS = 120;

/** @type {Readonly<Record<Seen["direction"], string>>} */
const DIRECTIONS = { in: "to this page", out: "to the frame", frame: "a change of the frame" };
/** @type {Readonly<Record<Seen["direction"], string>>} */
const ARROWS = { in: " ← ", out: " → ", frame: " " };

/** @param {number} ms */
export function clock(ms) {
  const time = new Date(ms);
  return `${time.toTimeString().slice(0, 8)}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}

/**
 * What is said of a message in its row. Of a query, page and id are said in its details.
 * @param {Pick<TraceRecord, "verdict" | "selector" | "value">} record
 */
export function gistOf({ verdict, selector, value }) {
  const gist = verdict === "query" || !value ? selector : selector ? `${selector}: ${value}` : value;
  return gist.slice(0, MAX_CHARACTERS);
}

/** @param {TraceRecord} record */
function details(record) {
  /** @type {[name: string, value: string, className?: string][]} */
  const all = [
    ["Time", new Date(record.time).toISOString()],
    ["Direction", DIRECTIONS[record.direction]],
    ["Verdict", labelOfVerdict(record.verdict)],
    ["Why", record.reason],
    ["Frame", record.frame],
    ["Origin", record.origin],
    ["Selector", record.selector],
    ["Value", record.isCut ? `${record.value}… (cut)` : record.value, "inspector-value"],
  ];
  return facts(all.filter(([, value]) => value));
}

/** @param {TraceRecord} record */
export function rowOf(record) {
  const { verdict, direction, frame, isByHand } = record;
  const kind = isDropped(verdict) ? "dropped" : direction;
  const more = element(
    "details",
    {},
    element(
      "summary",
      {},
      element("time", { dateTime: new Date(record.time).toISOString() }, clock(record.time)),
      ARROWS[direction],
      element("span", { className: `inspector-verdict inspector-is-${kind}` }, labelOfVerdict(verdict)),
      " ",
      element("strong", {}, frame || record.origin),
      isByHand ? " (by hand) " : " ",
      element("span", { className: "inspector-value" }, gistOf(record)),
    ),
  );
  // Few of many are looked at.
  more.addEventListener("toggle", () => more.childElementCount > 1 || more.append(details(record)));
  return element("li", { "data-verdict": verdict, "data-direction": direction }, more);
}
