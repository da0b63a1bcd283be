/** What frames are called; the second of a title has a number. */

/** @import { Speaker } from "../bridge.js" */

export function createLabels() {
  /** @type {WeakMap<Pick<Speaker, "title">, string>} */
  const labels = new WeakMap();
  /** @type {Map<string, number>} */
  const namesakes = new Map();

  /**
   * @param {Pick<Speaker, "title">} speaker
   * @returns {string}
   */
  return function labelOf(speaker) {
    const known = labels.get(speaker);
    if (known) return known;
    const times = (namesakes.get(speaker.title) ?? 0) + 1;
    namesakes.set(speaker.title, times);
    const label = times > 1 ? `${speaker.title} (${times})` : speaker.title;
    labels.set(speaker, label);
    return label;
  };
}
