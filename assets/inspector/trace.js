/** What has passed between the page and its frames: the newest messages, as text, and how many of each kind. */
import { selectorIn, valueIn } from "../kit/wire.js";
import { explained } from "./verdict-texts.js";

/** @import { Seen } from "../bridge.js" */
/** @import { TraceRecord } from "./types.js" */

const MAX_KEPT = 1000;

/** @typedef {ReturnType<typeof createTrace>} Trace */

/**
 * @param {object} given
 * @param {ReturnType<typeof import("./labels.js").createLabels>} given.labelOf
 * @param {ReturnType<typeof import("./texts.js").createTexts>} given.texts
 */
export function createTrace({ labelOf, texts }) {
  /** @type {TraceRecord[]} the oldest comes first */
  let records = [];
  /** @type {Map<string, number>} by verdict, also of those that are not kept any more */
  const counts = new Map();
  let isByHand = false;
  let onChange = () => {};

  return {
    counts,
    /** Another list once it has been cleared. */
    get records() {
      return records;
    },
    /** @param {Seen} seen */
    add({ direction, verdict, data, selector, origin, speaker }) {
      if (speaker) texts.hideLinksTo(speaker.origin);
      const record = {
        time: Date.now(),
        direction,
        ...explained(verdict, data, speaker),
        frame: speaker ? labelOf(speaker) : "",
        origin,
        selector: texts.nameOf(selector ?? selectorIn(data)),
        ...(data === undefined ? { value: "", isCut: false } : texts.shown(valueIn(data))),
        isByHand,
      };
      records.push(record);
      if (records.length > MAX_KEPT) records.shift();
      counts.set(record.verdict, (counts.get(record.verdict) ?? 0) + 1);
      onChange();
    },
    clear() {
      records = [];
      counts.clear();
      onChange();
    },
    /** @param {() => void} act  what it sends is marked */
    byHand(act) {
      isByHand = true;
      try {
        act();
      } finally {
        isByHand = false;
      }
    },
    /** @param {() => void} listener */
    onChange(listener) {
      onChange = listener;
    },
  };
}
