/**
 * Events on their way from a Retool frame to Python: every one, in order, once.
 *
 * One batch is out at a time and the next waits for its acknowledgement, because Dash keeps only the newest of
 * the values that a property is given while a callback runs.
 */
(function () {
  "use strict";

  /** @typedef {{seq: number, data: unknown}} RetoolEvent */
  /** @typedef {{frame: string, events: RetoolEvent[]}} Batch */

  // What waits for a handler that never comes must not grow for ever; the oldest goes first.
  const MAX_WAITING = 10000;
  // A batch that is not acknowledged is sent again; Python knows the events it had by their numbers.
  const RESEND_MS = 5000;
  const MAX_RESEND_MS = 60000;

  function createOutbox() {
    // Not crypto.randomUUID(): that needs HTTPS, which a host inside a company network may not have.
    const frame = crypto.getRandomValues(new Uint32Array(4)).join("-");
    /** @type {RetoolEvent[]} */
    let waiting = [];
    /** @type {RetoolEvent[]} */
    let out = [];
    let seq = 0;
    let resendMs = RESEND_MS;
    /** @type {((batch: Batch) => void) | null} */
    let send = null;
    /** @type {number | undefined} */
    let timer;

    function dispatch() {
      clearTimeout(timer);
      if (!send) return;
      if (!out.length) [out, waiting] = [waiting, []];
      if (!out.length) return;
      send({ frame, events: out });
      timer = setTimeout(dispatch, resendMs);
      resendMs = Math.min(2 * resendMs, MAX_RESEND_MS);
    }

    return {
      /**
       * @param {unknown} data
       * @returns {RetoolEvent | null}  null: it can't be written as JSON
       */
      push(data) {
        const event = asEvent(seq + 1, data);
        if (!event) return null;
        seq = event.seq;
        waiting.push(event);
        if (waiting.length > MAX_WAITING) waiting.shift();
        if (!out.length) dispatch();
        return event;
      },
      /**
       * The page's handler says how far it is. It says so once when the component appears, before any event:
       * only then is it known that there is one.
       * @param {number} last
       * @param {(batch: Batch) => void} deliver
       */
      acknowledge(last, deliver) {
        out = out.filter((event) => event.seq > last);
        send = deliver;
        resendMs = RESEND_MS;
        dispatch();
      },
      /** The component has left the page; what is out is sent again when it is back. */
      pause() {
        clearTimeout(timer);
        send = null;
      },
    };
  }

  /**
   * @param {number} seq
   * @param {unknown} data
   */
  function asEvent(seq, data) {
    try {
      return { seq, data: JSON.parse(JSON.stringify(data ?? null)) };
    } catch (error) {
      console.warn("Retool: an event could not be written as JSON and was dropped.", error);
      return null;
    }
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { createOutbox });
})();
