/** The trace as a file. */
import { element } from "./element.js";

/** @import { Inspected } from "../kit/frame/surroundings.js" */

/**
 * All there is.
 * @param {object} given
 * @param {Pick<import("./trace.js").Trace, "counts" | "records">} given.trace
 * @param {readonly Inspected[]} given.frames
 * @param {ReturnType<typeof import("./labels.js").createLabels>} given.labelOf
 * @param {Pick<ReturnType<typeof import("./texts.js").createTexts>, "nameOf" | "shown">} given.texts
 */
export function savedTrace({ trace, frames, labelOf, texts: { nameOf, shown } }) {
  return {
    saved: new Date().toISOString(),
    page: location.origin + location.pathname,
    counts: Object.fromEntries(trace.counts),
    frames: frames.map(({ speaker, app, origin, state, code, place, loads, watchers }) => ({
      frame: labelOf(speaker),
      app,
      origin,
      state,
      code,
      place,
      loads,
      watchers: watchers.map(({ selector, pageName, id, value }) => ({
        selector: nameOf(selector),
        pageName: shown(pageName).value,
        id: shown(id).value,
        value: shown(value).value,
      })),
    })),
    messages: trace.records.map(({ time, ...record }) => ({ time: new Date(time).toISOString(), ...record })),
  };
}

/** @param {ReturnType<typeof savedTrace>} saved */
export function download(saved) {
  const file = new Blob([JSON.stringify(saved, null, 2)], { type: "application/json" });
  const href = URL.createObjectURL(file);
  const stamp = saved.saved.slice(0, 19).replaceAll(":", "-");
  element("a", { href, download: `bridge-trace-${stamp}.json` }).click();
  // The browser has to have begun by then.
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}
