/** Which views keep their page. */
import { isTooMany, withoutPlace } from "../../kit/places.js";
import { ELSEWHERE } from "./address.js";

export function createKept() {
  /** @type {string[]} the least recently shown comes first */
  let kept = [];

  return {
    /**
     * @param {string} name  of the view that is shown now
     * @param {(name: string) => boolean} isUnsaved  whether there is unsaved work in the app of a view
     * @returns {{gone: string[], isTooMany: boolean}}  those that lose their page; whether that is not enough
     */
    show(name, isUnsaved) {
      const others = kept.filter((each) => each !== name);
      const gone = withoutPlace(others, isUnsaved, 1);
      const left = others.filter((each) => !gone.includes(each));
      kept = [...left, name];
      return { gone, isTooMany: isTooMany(left, 1) };
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
