/** The ways of sending by hand; each says what it has done. */

/** @import { Inspected } from "../kit/frame/surroundings.js" */
import { isQuery, resultFor } from "../kit/wire.js";

export const NO_FRAME = "This frame is not there at the moment, so nothing was sent.";
const NO_QUERY = "Only a frame itself can ask, for it is the one that is answered. Nothing was sent.";

/**
 * Tells a frame of a value.
 * @param {Pick<Inspected, "watchers" | "post">} frame
 * @param {unknown} value
 * @param {string} selector
 */
export function sendValue(frame, value, selector) {
  const watchers = frame.watchers.filter((watcher) => watcher.selector === selector);
  if (!watchers.length) return `Nothing in this frame has asked for “${selector}”, so nobody can be told.`;
  for (const watcher of watchers) frame.post(resultFor(watcher, value), watcher.to, selector);
  return `Told ${watchers.length === 1 ? "one watcher" : `${watchers.length} watchers`} of “${selector}”.`;
}

/**
 * Sends a frame this very message.
 * @param {{readonly speaker: Pick<Inspected["speaker"], "contentWindow">} & Pick<Inspected, "origin" | "post">} frame
 * @param {unknown} value
 */
export function sendMessage(frame, value) {
  const { contentWindow } = frame.speaker;
  if (!contentWindow) return NO_FRAME;
  frame.post(value, contentWindow);
  return `Sent to ${frame.origin}.`;
}

/**
 * Has the page take a value for an event of a frame.
 * @param {Pick<Inspected, "speaker" | "origin">} frame
 * @param {unknown} value
 * @param {Pick<import("./trace.js").Trace, "add">} trace
 */
export function sendEvent({ speaker, origin }, value, trace) {
  if (isQuery(value)) return NO_QUERY;
  trace.add({ direction: "in", verdict: "event", data: value, origin, speaker });
  speaker.event(value);
  return "The page has taken it for an event of this frame.";
}
