/** Which views keep their page. */
import { ELSEWHERE } from "./address.js";

// Each view of an app keeps a whole Retool app in memory.
const MAX_KEPT = 8;

/** @param {number} [most] */
export function createKept(most = MAX_KEPT) {
  /** @type {string[]} the least recently shown comes first */
  let kept = [];

  return {
    /**
     * @param {string} name  of the view that is shown now
     * @returns {string[]}  those that lose their page
     */
    show(name) {
      kept = [...kept.filter((each) => each !== name), name];
      return kept.splice(0, Math.max(kept.length - most, 0));
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
 * @param {readonly string[]} change.gone  the views that lose their page
 * @param {T} noUpdate  stands for a path that stays as it is
 * @returns {(string | null | undefined | T)[]}
 */
export function pathsAfter({ names, visited, name, pathname, gone }, noUpdate) {
  return names.map((tab, index) => {
    const path = gone.includes(tab) ? null : tab === name ? pathname : visited[index];
    const isKnown = name !== ELSEWHERE && tab === name && visited[index];
    return isKnown || path === visited[index] ? noUpdate : path;
  });
}
