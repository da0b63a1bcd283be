/** One frame's view of the data object: who in it asked for which key, and what they have to be told. */

/** @import { Watcher } from "../types.js" */
import { perTick } from "../tick.js";
import { isChanged } from "./compare.js";

// Per frame: a page of Retool has some dozens of queries.
const MAX_WATCHERS = 1000;

/** @typedef {ReturnType<typeof createWatchers>} Watchers */

/**
 * @param {(message: object, to: Window, selector: string) => void} post
 */
export function createWatchers(post) {
  /** @type {Record<string, unknown>} */
  let data = {};
  let told = data;
  const tick = perTick(tellChanges);
  /** @type {Map<string, string>} */
  const selectorOf = new Map();
  /** @type {Map<string, Map<string, Watcher>>} */
  const bySelector = new Map();

  /** @param {string} selector */
  function valueOf(selector) {
    return Object.hasOwn(data, selector) ? data[selector] : undefined;
  }

  /** @param {string} key */
  function forget(key) {
    const selector = selectorOf.get(key);
    if (selector === undefined) return;
    selectorOf.delete(key);
    const watchers = bySelector.get(selector);
    watchers?.delete(key);
    if (!watchers?.size) bySelector.delete(selector);
  }

  /**
   * @param {string} selector
   * @param {Iterable<Watcher>} watchers
   */
  function tell(selector, watchers) {
    try {
      const result = valueOf(selector);
      for (const { id, pageName, to } of watchers) {
        post({ type: "PARENT_WINDOW_RESULT", result, id, pageName }, to, selector);
      }
    } catch (error) {
      console.error(`Retool: the value of "${selector}" can't be sent to the frame.`, error);
    }
  }

  function tellChanges() {
    const before = told;
    told = data;
    for (const [selector, watchers] of bySelector) {
      if (isChanged(before, data, selector)) tell(selector, watchers.values());
    }
  }

  return {
    /**
     * @param {string} selector
     * @param {Watcher} watcher
     * @returns {boolean}  whether there is such a key
     */
    ask(selector, watcher) {
      // Otherwise this watcher would be told of a change before it asked.
      tick.now();
      // As text, because JSON.stringify(1n) throws; with its type, because 1 is not "1".
      const key = JSON.stringify([watcher.pageName, watcher.id].map((name) => [typeof name, String(name)]));
      forget(key);
      // The oldest goes: what asks now is what is on the page.
      if (selectorOf.size >= MAX_WATCHERS) forget(/** @type {string} */ (selectorOf.keys().next().value));
      selectorOf.set(key, selector);
      bySelector.set(selector, (bySelector.get(selector) ?? new Map()).set(key, watcher));
      if (Object.hasOwn(data, selector)) tell(selector, [watcher]);
      return Object.hasOwn(data, selector);
    },
    /** @param {Record<string, unknown>} next */
    setData(next) {
      data = next;
      tick.soon();
    },
    /** Who is told of which key, for who inspects it. */
    list() {
      return [...bySelector].flatMap(([selector, watchers]) =>
        [...watchers.values()].map((watcher) => ({ ...watcher, selector, value: valueOf(selector) })),
      );
    },
    /** @param {number} loads */
    forgetBefore(loads) {
      for (const watchers of [...bySelector.values()]) {
        for (const [key, watcher] of [...watchers]) if (watcher.loads < loads) forget(key);
      }
    },
  };
}
