/**
 * What the benchmarks of the bridge see with, in every document of their browser. In a frame it stamps each result of
 * a Parent Window Query before the app's own scripts have it. In the page, `window.probes` asks those frames over
 * ports, so that neither a bridge nor an SDK hears of it.
 */
(function () {
  "use strict";

  const HELLO = "a port for the probe";
  const TAKE_HEARD = "what the probe has heard";
  const PINGS = 50;

  /** One clock for a page and its frames, in milliseconds. */
  function now() {
    return performance.timeOrigin + performance.now();
  }

  function beInFrame() {
    /** @type {MessagePort | undefined} */
    let port;
    /** @type {Map<unknown, unknown>} */
    const latest = new Map();
    /** @type {unknown[]} */
    let heard = [];

    /** @param {unknown} message */
    function post(message) {
      window.parent.postMessage(message, /** @type {DOMStringList} */ (location.ancestorOrigins)[0]);
    }

    /** @type {Record<string, (argument: any) => unknown>} */
    const commands = {
      now,
      watch({ selectors, pageName }) {
        // An SDK may have answered the queries of other frames here.
        latest.clear();
        for (const selector of selectors) {
          post({ type: "PARENT_WINDOW_QUERY", selector, pageName, id: `query of ${selector}` });
        }
      },
      send(event) {
        const at = now();
        post(event);
        return at;
      },
      burst(times) {
        for (let n = 1; n <= times; n += 1) post({ n });
      },
    };

    window.addEventListener("message", ({ source, data, ports }) => {
      const at = now();
      if (source !== window.parent) return;
      if (data === HELLO) {
        port = ports[0];
        port.onmessage = ({ data: [name, argument] }) => port?.postMessage({ answer: commands[name](argument) });
      } else if (data === TAKE_HEARD) {
        port?.postMessage({ answer: heard });
        heard = [];
      } else if (data?.type === "PARENT_WINDOW_RESULT") {
        heard.push(data.result);
        // An SDK sends everything again; only what is new is reported, for reporting takes time.
        if (latest.get(data.id) === data.result) return;
        latest.set(data.id, data.result);
        port?.postMessage({ value: data.result, at });
      }
    });
  }

  /**
   * A line to the probe in a frame.
   * @param {Window} frame
   */
  function lineTo(frame) {
    const { port1, port2 } = new MessageChannel();
    /** @type {((answer: any) => void)[]} */
    const asked = [];
    /** @type {Map<unknown, (at: number) => void>} */
    const awaited = new Map();
    port1.onmessage = ({ data }) => {
      if ("answer" in data) return asked.shift()?.(data.answer);
      awaited.get(data.value)?.(data.at);
      awaited.delete(data.value);
    };
    frame.postMessage(HELLO, "*", [port2]);

    return {
      /**
       * @param {string} name  of a command
       * @param {unknown} [argument]
       * @returns {Promise<any>}
       */
      ask(name, argument) {
        port1.postMessage([name, argument]);
        return new Promise((resolve) => asked.push(resolve));
      },
      /**
       * All results since the last call. Asked in their own way, so that none of before is still under way.
       * @returns {Promise<unknown[]>}
       */
      takeHeard() {
        frame.postMessage(TAKE_HEARD, "*");
        return new Promise((resolve) => asked.push(resolve));
      },
      /**
       * @param {unknown} value  that no query has had before
       * @returns {Promise<number>}  when it was first there
       */
      arrival(value) {
        return new Promise((resolve) => awaited.set(value, resolve));
      },
    };
  }

  /** @param {HTMLIFrameElement} frame */
  function probeOf(frame) {
    const line = lineTo(/** @type {Window} */ (frame.contentWindow));
    return {
      ...line,
      frame,

      /**
       * @param {string} pageName
       * @param {Record<string, unknown>} data  whose keys it watches, until each has been answered
       */
      async watch(pageName, data) {
        const answers = Object.values(data).map(line.arrival);
        line.ask("watch", { selectors: Object.keys(data), pageName });
        await Promise.all(answers);
      },

      /**
       * @param {unknown} value
       * @param {() => void} act  makes it the value of a query
       * @returns {Promise<number>}  milliseconds until it is in the frame
       */
      async timed(value, act) {
        const there = line.arrival(value);
        const start = now();
        act();
        return (await there) - start;
      },

      /** How much the frame's clock is ahead of the page's, by the quickest of many questions. */
      async clockAhead() {
        let [quickest, ahead] = [Infinity, 0];
        for (let n = 0; n < PINGS; n += 1) {
          const start = now();
          const there = await line.ask("now");
          const end = now();
          if (end - start < quickest) [quickest, ahead] = [end - start, there - (start + end) / 2];
        }
        return ahead;
      },
    };
  }

  /**
   * @param {string} css
   * @returns {Promise<Element>}
   */
  function appears(css) {
    return new Promise((resolve) => {
      function look() {
        const found = document.querySelector(css);
        if (!found) return;
        observer.disconnect();
        resolve(found);
      }
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true });
      look();
    });
  }

  /** @param {number} ms */
  function pause(ms) {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  // A frame tells microseconds only where its element allows it, and react-retool's page does not.
  function allowMicroseconds() {
    const createElement = document.createElement;
    document.createElement = function (/** @type {[any]} */ ...given) {
      const element = createElement.apply(this, given);
      if (element instanceof HTMLIFrameElement) element.allow = "cross-origin-isolated";
      return element;
    };
  }

  function beInPage() {
    /** @type {WeakSet<EventTarget>} */
    const loaded = new WeakSet();
    /** @type {Record<string, ReturnType<typeof probeOf>>} */
    const of = {};

    document.addEventListener("load", ({ target }) => target && loaded.add(target), true);

    /** @param {string} id  of the element around a frame, which may be still to come; then it is `probes.of[id]` */
    async function connect(id) {
      const frame = /** @type {HTMLIFrameElement} */ (await appears(`#${id} iframe`));
      if (!loaded.has(frame)) await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
      return (of[id] = probeOf(frame));
    }

    Object.assign(window, { probes: { of, now, connect, appears, pause } });
  }

  if (window === window.top) {
    allowMicroseconds();
    beInPage();
  } else {
    beInFrame();
  }
})();
