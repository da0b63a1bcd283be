/**
 * Events on their way from a Retool frame to Python: every one, in order, once.
 *
 * One batch is out at a time and the next waits for its acknowledgement, because Dash keeps only the newest of
 * the values that a property is given while a callback runs.
 */
(function () {
  "use strict";

  /** @typedef {{event: RetoolEvent, size: number}} Sized  size: characters of JSON */

  // What waits for a handler that never comes must not grow for ever; the oldest goes first.
  const MAX_WAITING = 10000;
  const MAX_WAITING_CHARACTERS = 5000000;
  // What a callback takes at once; a proxy may refuse more.
  const MAX_BATCH = 100;
  const MAX_EVENT_CHARACTERS = 100000;
  // Python reads JSON with a function that calls itself.
  const MAX_DEPTH = 100;
  // A batch that is not acknowledged is sent again; Python knows the events it had by their numbers.
  const RESEND_MS = 5000;
  const MAX_RESEND_MS = 60000;

  function createOutbox() {
    // Not crypto.randomUUID(): that needs HTTPS, which a host inside a company network may not have.
    const frame = crypto.getRandomValues(new Uint32Array(4)).join("-");
    /** @type {Sized[]} */
    const waiting = [];
    /** @type {Sized[]} */
    let out = [];
    let characters = 0;
    let seq = 0;
    let resendMs = RESEND_MS;
    /** @type {((batch: Batch) => void) | null} */
    let send = null;
    /** @type {number | undefined} */
    let timer;

    function dispatch() {
      clearTimeout(timer);
      if (!send) return;
      if (!out.length) out = waiting.splice(0, MAX_BATCH);
      if (!out.length) return;
      send({ frame, events: out.map(({ event }) => event) });
      timer = setTimeout(dispatch, resendMs);
      resendMs = Math.min(2 * resendMs, MAX_RESEND_MS);
    }

    return {
      /**
       * @param {unknown} data
       * @returns {RetoolEvent | null}  null: it can't be carried
       */
      push(data) {
        const text = asText(data);
        if (text === null) return null;
        const event = { seq: ++seq, data: JSON.parse(text) };
        waiting.push({ event, size: text.length });
        characters += text.length;
        while (waiting.length > MAX_WAITING || characters > MAX_WAITING_CHARACTERS) {
          characters -= waiting.shift()?.size ?? characters;
        }
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
        for (const { event, size } of out) if (event.seq <= last) characters -= size;
        out = out.filter(({ event }) => event.seq > last);
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
   * @param {unknown} data
   * @returns {string | null}  JSON, or null for what does not become any, or too much of it
   */
  function asText(data) {
    try {
      const text = JSON.stringify(data ?? null) ?? "null";
      if (text.length > MAX_EVENT_CHARACTERS) throw new RangeError(`it has ${text.length} characters`);
      if (depthOf(data) > MAX_DEPTH) throw new RangeError("it is nested too deeply");
      return text;
    } catch (error) {
      console.warn("Retool: an event was dropped, because it can't be carried to Python.", error);
      return null;
    }
  }

  /**
   * @param {unknown} value
   * @returns {number}
   */
  function depthOf(value, above = 0) {
    if (typeof value !== "object" || value === null || above > MAX_DEPTH) return above;
    return Object.values(value).reduce((deepest, each) => Math.max(deepest, depthOf(each, above + 1)), above + 1);
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { createOutbox });
})();
