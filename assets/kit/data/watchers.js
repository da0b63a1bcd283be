/** One frame's view of the data object: who in it asked for which key, and what they have to be told. */

/** @import { Query } from "../wire.js" */
import { throttle } from "../throttle.js";
import { resultFor } from "../wire.js";
import { isChanged } from "./compare.js";

// Per frame: a page of Retool has some dozens of queries.
const MAX_WATCHERS = 1000;
// A document asks before its `load`, but not longer before it than a page may take.
const MAX_LOAD_MS = 30000;

/** @typedef {ReturnType<typeof createWatchers>} Watchers */

/**
 * A query of a frame that has to be told of a key's changes.
 * @typedef {Pick<Query, "id" | "pageName"> & {loads: number, to: Window}} Watcher  loads: documents before it asked
 */

/**
 * @param {(message: object, to: Window, selector: string) => void} post
 * @param {(selector: string) => void} onForgotten  told once if there are more watchers than are told of changes
 */
export function createWatchers(post, onForgotten) {
  /** @type {Record<string, unknown>} */
  let data = {};
  let told = data;
  let isForgetting = false;
  const throttled = throttle(tellChanges);
  /** @type {Map<string, string>} */
  const selectorOf = new Map();
  /** @type {Map<string, Map<string, Watcher & {askedAt: number}>>} askedAt: by performance.now() */
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
      for (const watcher of watchers) post(resultFor(watcher, result), watcher.to, selector);
    } catch (error) {
      console.error(`Retool: the value of "${selector}" can't be sent to the frame.`, error);
    }
  }

  /** What asks now is what is on the page. */
  function forgetOldest() {
    const [[key, selector]] = selectorOf;
    forget(key);
    if (!isForgetting) onForgotten(selector);
    isForgetting = true;
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
      throttled.flush();
      // As text, because JSON.stringify(1n) throws; with its type, because 1 is not "1".
      const key = JSON.stringify([watcher.pageName, watcher.id].map((name) => [typeof name, String(name)]));
      forget(key);
      if (selectorOf.size >= MAX_WATCHERS) forgetOldest();
      selectorOf.set(key, selector);
      const asked = { ...watcher, askedAt: performance.now() };
      bySelector.set(selector, (bySelector.get(selector) ?? new Map()).set(key, asked));
      if (Object.hasOwn(data, selector)) tell(selector, [watcher]);
      return Object.hasOwn(data, selector);
    },
    /** @param {Record<string, unknown>} next */
    setData(next) {
      data = next;
      throttled.schedule();
    },
    /** Who is told of which key, for who inspects it. */
    list() {
      return [...bySelector].flatMap(([selector, watchers]) =>
        [...watchers.values()].map((watcher) => ({ ...watcher, selector, value: valueOf(selector) })),
      );
    },
    /**
     * A document has loaded. What the one before it has asked can't be told from what this one has asked, but by its age.
     * @param {number} loads  documents that had loaded when the one before it did; none: there was none
     */
    forgetBefore(loads) {
      const oldest = performance.now() - MAX_LOAD_MS;
      for (const watchers of [...bySelector.values()]) {
        for (const [key, watcher] of [...watchers]) {
          const isTooOld = loads > 0 && watcher.loads === loads && watcher.askedAt < oldest;
          if (watcher.loads < loads || isTooOld) forget(key);
        }
      }
    },
  };
}
