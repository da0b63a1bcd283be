/**
 * Events on their way from a Retool frame to Python: every one, in order, once.
 *
 * One batch is out at a time and the next waits for its acknowledgement, because Dash keeps only the newest of
 * the values that a property is given while a callback runs.
 */
(function () {
  "use strict";

  /** @typedef {{event: RetoolEvent, size: number}} Sized  size: characters of JSON */

  // What waits for a handler must not grow for ever.
  const MAX_WAITING_CHARACTERS = 5000000;
  // What a callback takes at once; nginx refuses more than a megabyte, and a character is up to three bytes.
  const MAX_BATCH = 1000;
  const MAX_BATCH_CHARACTERS = 300000;
  // A batch that is not acknowledged is sent again; Python knows the events it had by their numbers.
  const RESEND_MS = 5000;
  const MAX_RESEND_MS = 60000;

  const { toJson } = window.dashapp;

  /**
   * @param {number} limit  events that wait at most; those past it are lost, and that is said
   * @returns {Outbox}
   */
  function createOutbox(limit) {
    // Not crypto.randomUUID(): that needs HTTPS, which a host inside a company network may not have.
    const frame = crypto.getRandomValues(new Uint32Array(4)).join("-");
    /** @type {Sized[]} */
    let waiting = [];
    let underWay = false;
    let characters = 0;
    let seq = 0;
    let lost = 0;
    let warned = false;
    let resendMs = RESEND_MS;
    let hasHandler = false;
    /** @type {Courier | null} */
    let courier = null;
    /** @type {number | undefined} */
    let timer;

    function dispatch() {
      clearTimeout(timer);
      underWay = courier !== null && waiting.length > 0;
      if (!underWay) return;
      courier?.deliver({ frame, events: nextBatch() });
      timer = setTimeout(dispatch, resendMs);
      resendMs = Math.min(2 * resendMs, MAX_RESEND_MS);
    }

    function nextBatch() {
      let size = 0;
      const first = waiting.slice(0, MAX_BATCH);
      const end = first.findIndex((each, index) => (size += each.size) > MAX_BATCH_CHARACTERS && index > 0);
      return (end < 0 ? first : first.slice(0, end)).map(({ event }) => event);
    }

    /**
     * @param {unknown} data
     * @returns {Sized}
     */
    function pack(data) {
      seq += 1;
      try {
        const text = toJson(data);
        return { event: { seq, data: JSON.parse(text) }, size: text.length };
      } catch (error) {
        const rejected = /** @type {Error} */ (error).message;
        if (!warned) console.warn(`Retool: an event can't be carried to Python: ${rejected}.`);
        warned = true;
        return { event: { seq, rejected }, size: rejected.length };
      }
    }

    /** @param {number} size */
    function lose(size) {
      lost += 1;
      characters -= size;
      // Without a handler nobody misses anything, and the memory is better used.
      if (hasHandler) courier?.onOverflow();
      else [waiting, characters] = [[], 0];
    }

    return {
      push(data) {
        const sized = pack(data);
        characters += sized.size;
        if (waiting.length >= limit || characters > MAX_WAITING_CHARACTERS) lose(sized.size);
        else waiting.push(sized);
        if (!underWay) dispatch();
        return sized.event;
      },
      acknowledge(last, next) {
        const had = waiting.filter(({ event }) => event.seq <= last);
        waiting = waiting.slice(had.length);
        characters -= had.reduce((sum, { size }) => sum + size, 0);
        const isNew = !courier;
        courier = next;
        hasHandler = true;
        if (lost) courier.onOverflow();
        // An answer that brought nothing on is no reason to hurry.
        if (!isNew && !had.length) return;
        resendMs = RESEND_MS;
        dispatch();
      },
      pause() {
        courier = null;
        dispatch();
      },
      nudge() {
        resendMs = RESEND_MS;
        dispatch();
      },
      forgetLost() {
        lost = 0;
      },
      get isDone() {
        return !hasHandler || !waiting.length;
      },
    };
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { createOutbox });
})();
