/** Which views keep their page. */
import { isOverLimit, toEvict } from "../../kit/eviction.js";
import { ELSEWHERE } from "./address.js";

export function createKept() {
  /** @type {string[]} the least recently shown comes first */
  let kept = [];

  return {
    /**
     * @param {string} name  of the view that is shown now
     * @param {(name: string) => boolean} isUnsaved  whether there is unsaved work in the app of a view
     * @returns {{evicted: string[], isOverLimit: boolean}}  those that lose their page; whether that is not enough
     */
    show(name, isUnsaved) {
      const others = kept.filter((each) => each !== name);
      const evicted = toEvict(others, isUnsaved, 1);
      const left = others.filter((each) => !evicted.includes(each));
      kept = [...left, name];
      return { evicted, isOverLimit: isOverLimit(left, 1) };
    },
    /** @param {string} name  of a view that has lost its page */
    drop(name) {
      kept = kept.filter((each) => each !== name);
    },
  };
}

/**
 * The paths that views are visited under, after a change of the address. What is visited anew gets its page.
 * @template T
 * @param {object} change
 * @param {readonly string[]} change.names  of the views
 * @param {readonly (string | null | undefined)[]} change.visited  their paths before
 * @param {string} change.name  of the view that is shown now
 * @param {string} change.pathname
 * @param {readonly string[]} change.evicted  the views that lose their page
 * @param {T} noUpdate  stands for a path that stays as it is
 * @returns {(string | null | undefined | T)[]}
 */
export function pathsAfter({ names, visited, name, pathname, evicted }, noUpdate) {
  return names.map((tab, index) => {
    const path = evicted.includes(tab) ? null : tab === name ? pathname : visited[index];
    const isKnown = name !== ELSEWHERE && tab === name && visited[index];
    return isKnown || path === visited[index] ? noUpdate : path;
  });
}
