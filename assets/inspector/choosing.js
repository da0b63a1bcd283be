/** Which messages are looked at, and how many there have been. */
import { isDropped, labelOfVerdict } from "./verdict-texts.js";

/** @import { TraceRecord } from "./types.js" */

export const EVERY = "";
export const STRANGERS = "strangers";

/** @param {string} label */
export function ofFrame(label) {
  return `frame ${label}`;
}

/**
 * @param {TraceRecord} record
 * @param {object} wanted
 * @param {string} wanted.from  EVERY, STRANGERS, or the choice of a frame
 * @param {string} wanted.text
 * @param {boolean} wanted.droppedOnly
 */
export function isChosen(record, { from, text, droppedOnly }) {
  const { verdict, frame, origin, selector, value } = record;
  if (droppedOnly && !isDropped(verdict)) return false;
  if (from === STRANGERS ? frame : from !== EVERY && from !== ofFrame(frame)) return false;
  const searched = [verdict, labelOfVerdict(verdict), frame, origin, selector, value].join("\n");
  return searched.toLowerCase().includes(text.toLowerCase());
}

/**
 * @param {ReadonlyMap<string, number>} counts  by verdict
 * @param {number} chosen  how many messages are
 * @param {number} most  how many of them are shown at the most
 */
export function howMany(counts, chosen, most) {
  if (!counts.size) return "Nothing has passed yet.";
  const words = [...counts].map(([verdict, count]) => `${count.toLocaleString()} ${labelOfVerdict(verdict)}`);
  const shown = chosen > most ? `The newest ${most} of ${chosen.toLocaleString()}. ` : "";
  return `${shown}So far: ${words.join(", ")}.`;
}
