/** The events that wait for Python, by embed: they outlive the frame that sent them. */

/** @import { EmbedId } from "../embed-id.js" */
/** @import { EmbedValues } from "../component.js" */
/** @import { Person } from "../session/person.js" */
/** @import { EventQueue } from "./queue.js" */
import { setIfThere } from "../dash-internals.js";
import { createEventQueue } from "./queue.js";

/** @param {Person} person */
export function createEventQueues(person) {
  /** @type {Map<string, EventQueue>} */
  const queues = new Map();
  /** @type {Set<EmbedId>} ids of embeds whose events Dash has in its store */
  const stored = new Set();
  /** @type {Set<() => void>} of each embed on the page: what it is about to tell Dash is not told */
  const cancels = new Set();

  person.onChange(() => {
    queues.forEach((queue) => queue.onPerson());
    cancels.forEach((cancel) => cancel());
    // Callbacks of the next person would find them there, also those of an embed that has left the page.
    stored.forEach((id) => setIfThere(id, { event: null, events: null }));
    stored.clear();
  });
  window.addEventListener("online", () => queues.forEach((queue) => queue.nudge()));

  return {
    /**
     * @param {string} key
     * @param {number} limit
     */
    of(key, limit) {
      const queue = queues.get(key) ?? createEventQueue(person, limit);
      queues.set(key, queue);
      return queue;
    },
    /** @param {string} key  nothing that waits in it is for anybody */
    drop(key) {
      queues.delete(key);
    },
    cancels,
    /**
     * @param {EmbedId | undefined} id
     * @param {EmbedValues} values  that Dash is told
     */
    store(id, values) {
      if (id !== undefined && ("event" in values || "events" in values)) stored.add(id);
    },
  };
}
