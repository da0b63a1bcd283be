/** The events that wait for a handler, in order; no more than fit into memory. */

/** @import { RetoolEvent } from "./types.js" */

/** @typedef {{event: RetoolEvent, frame: string, size: number}} Sized  size: characters of JSON */

const MAX_CHARACTERS = 20000000;

/** @param {number} limit  events that wait at most */
export function createWaiting(limit) {
  /** @type {Sized[]} */
  let events = [];
  let characters = 0;

  /** @param {Sized[]} kept */
  function keep(kept) {
    events = kept;
    characters = kept.reduce((sum, { size }) => sum + size, 0);
  }

  return {
    get all() {
      return events;
    },
    /**
     * @param {Sized} next
     * @returns {boolean}  whether there was room for it
     */
    add(next) {
      if (events.length >= limit || characters + next.size > MAX_CHARACTERS) return false;
      events.push(next);
      characters += next.size;
      return true;
    },
    /**
     * @param {(each: Sized) => boolean} isGone
     * @returns {number}  how many have gone
     */
    remove(isGone) {
      const kept = events.filter((each) => !isGone(each));
      const gone = events.length - kept.length;
      if (gone) keep(kept);
      return gone;
    },
    /**
     * @param {Sized} refused
     * @param {string} rejected  why it can't be carried
     */
    reject(refused, rejected) {
      Object.assign(refused, { event: { seq: refused.event.seq, rejected }, size: rejected.length });
      keep(events);
    },
    clear: () => keep([]),
  };
}
