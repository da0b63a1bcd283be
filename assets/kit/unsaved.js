/**
 * Unsaved work in frames, as their apps say with {type: "dirty"}. Whatever would lose it asks first: closing the window,
 * a reload, signing out. Other windows of this browser know of it, because a sign-out empties their frames too.
 */

import { ask } from "./ui/question.js";

/** @typedef {ReturnType<typeof createUnsaved>} Unsaved */

/**
 * Work that is lost if its frame is closed.
 * @typedef {object} Work
 * @property {() => string} title  of the app
 * @property {() => boolean} isPersons
 *     a person has done something in the frame: what it says of itself alone is no reason to ask anybody
 */

/** @param {string} scope  of this app's windows: its path */
export function createUnsaved(scope) {
  // A lock that each piece of work holds, with the app's title behind it: a window that closes or crashes lets go of its own.
  const lock = `retool-unsaved ${scope} `;
  /** @type {Set<Work>} */
  const works = new Set();
  /** @type {Map<Work, () => void>} how the other windows are told that there is no more of it */
  const releases = new Map();

  function here() {
    return [...works].filter((work) => work.isPersons()).map((work) => work.title());
  }

  /** @returns {Promise<string[]>} */
  async function everywhere() {
    // Without HTTPS browsers have no locks, and each window asks for itself.
    const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
    const theirs = held.flatMap(({ name }) => (name?.startsWith(lock) ? [name.slice(lock.length)] : []));
    return [...new Set([...here(), ...theirs])];
  }

  /** @param {BeforeUnloadEvent} event */
  function onLeave(event) {
    if (!here().length) return;
    event.preventDefault();
    event.returnValue = "";
  }

  /** @param {Work} work */
  function tellWindows(work) {
    if (!navigator.locks || releases.has(work)) return;
    const released = new Promise((resolve) => releases.set(work, () => resolve(undefined)));
    navigator.locks.request(lock + work.title(), { mode: "shared" }, () => released).catch(() => {});
  }

  return {
    /** @param {Work} work  there is some, or may be: a person has to have acted in its frame */
    add(work) {
      if (!works.size) window.addEventListener("beforeunload", onLeave);
      works.add(work);
      if (work.isPersons()) tellWindows(work);
    },
    /** @param {Work} work */
    remove(work) {
      works.delete(work);
      releases.get(work)?.();
      releases.delete(work);
      // A page with such a listener is not kept for Back by every browser.
      if (!works.size) window.removeEventListener("beforeunload", onLeave);
    },
    /** Somebody has acted in a frame: what it had said before counts from now on. */
    look() {
      for (const work of works) if (work.isPersons()) tellWindows(work);
    },
    /**
     * Before all frames go, in every window of this browser: asks once, if there is anything to lose.
     * @param {string} action  what the person wants to do, such as "Sign out"
     * @returns {Promise<boolean>}  whether to go on
     */
    async mayLeave(action) {
      const titles = await everywhere();
      return !titles.length || mayLose(titles, action);
    },
  };
}

/**
 * @param {string[]} titles  of apps
 * @param {string} action
 * @returns {Promise<boolean>}
 */
export async function mayLose(titles, action) {
  const answer = await ask({
    heading: `${action}, and lose unsaved work?`,
    text: `There are changes that are not saved in: ${titles.join(", ")}.`,
    answers: [action],
    cancel: "Go back",
  });
  return answer === 0;
}
