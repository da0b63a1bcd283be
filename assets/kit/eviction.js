/** How many apps are kept alive out of sight: each is a whole Retool app in memory, and some hold unsaved work. */

import { ask } from "./ui/question.js";

const MAX_KEPT = 8;
// One more place for each with unsaved work, up to this.
const MAX_WITH_UNSAVED = 16;

/**
 * @template T
 * @param {readonly T[]} kept  out of sight; the least recently shown comes first
 * @param {(each: T) => boolean} isUnsaved
 * @param {number} [shown]  places that are taken
 * @returns {T[]}  those that have to go: none with unsaved work
 */
export function toEvict(kept, isUnsaved, shown = 0) {
  const saved = kept.filter((each) => !isUnsaved(each));
  const most = Math.min(MAX_KEPT + kept.length - saved.length, MAX_WITH_UNSAVED) - shown;
  return saved.slice(0, Math.max(kept.length - most, 0));
}

/**
 * @param {readonly unknown[]} kept  out of sight, once those without a place are gone
 * @param {number} [shown]  places that are taken
 */
export function isOverLimit(kept, shown = 0) {
  return kept.length + shown > MAX_WITH_UNSAVED;
}

/**
 * @param {string[]} titles  of the apps, all of them with unsaved work
 * @returns {Promise<number | null>}  which is to be closed; null: none
 */
export function askWhichToClose(titles) {
  return ask({
    heading: "Which app may be closed?",
    text: `${titles.length} apps have unsaved work, which is as many as can be kept open. Closing one loses its changes.`,
    answers: titles.map((title) => `Close ${title}`),
    cancel: "Keep all for now",
  });
}
