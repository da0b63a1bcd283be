/**
 * The parent-window bridge: Retool frames in this page and the messages between them and their host.
 * It owns the <iframe> elements and knows no framework; embed.js is the Dash component on top of it.
 *
 * Wire protocol, as the official SDKs speak it:
 *   frame → page  {type: "PARENT_WINDOW_QUERY", selector, pageName, id}   asks for data[selector], and subscribes
 *   page → frame  {type: "PARENT_WINDOW_RESULT", result, id, pageName}    the answer, and every later change
 *   frame → page  anything else                                           an event
 */
(function () {
  "use strict";

  /** @typedef {{url: string, expiresIn: number}} Link  expiresIn: seconds */
  /** @typedef {"minting" | "loading" | "ready" | "error" | "closed"} State */
  /** @typedef {{code: string, message: string}} Failure */
  /** @typedef {"first shown" | "retry" | "frame lost"} Reason */
  /** @typedef {{id: unknown, pageName: unknown, loads: number}} Watcher  loads: documents before it asked */
  /**
   * Whoever shows the frame at the moment. A parked frame has no viewer.
   * @typedef {object} Viewer
   * @property {HTMLElement} box
   * @property {(state: State, failure: Failure | null) => void} onState
   * @property {(event: RetoolEvent) => void} onEvent
   */
  /**
   * @typedef {object} FrameOptions
   * @property {(reason: Reason, signal: AbortSignal) => Promise<Link>} askForLink  rejects with a Failure
   * @property {Outbox} outbox  takes every event, also those of a parked frame
   * @property {string} title
   * @property {string} [allow]
   * @property {string} [sandbox]  the whole `sandbox` attribute
   */

  // A cold, self-hosted Retool may need many seconds for its first page; after this nothing will come.
  const LOAD_DEADLINE_MS = 30000;
  // An app without Parent Window Queries never speaks: loaded and quiet for this long counts as ready.
  const QUIET_MS = 1000;
  // Each parked frame is a whole Retool app in memory.
  const MAX_PARKED = 8;
  // Per frame: a page of Retool has some dozens of queries.
  const MAX_WATCHERS = 1000;

  /** @type {Failure} */
  const LOAD_FAILURE = {
    code: "load_timeout",
    message: "Retool has not answered for 30 seconds. It may be down, or unreachable from this network.",
  };

  /** @type {Map<string, ReturnType<typeof createFrame>>} in the order of use: the least recently used comes first */
  const frames = new Map();

  window.addEventListener("message", (message) => {
    // Foreign windows and origins are dropped in silence: a flood of forgeries must not flood the console.
    for (const frame of frames.values()) {
      if (message.source && message.source === frame.contentWindow) {
        if (message.origin === frame.origin) frame.hear(message.data);
        return;
      }
    }
  });

  /**
   * Equal as far as a watcher is concerned. What is neither plain object nor array counts as changed.
   * @param {any} a
   * @param {any} b
   * @returns {boolean}
   */
  function same(a, b) {
    if (Object.is(a, b)) return true;
    if (!a || !b || typeof a !== "object" || typeof b !== "object") return false;
    const kind = Object.getPrototypeOf(a);
    if (kind !== Object.getPrototypeOf(b) || (kind !== Object.prototype && kind !== Array.prototype)) return false;
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
    );
  }

  /**
   * The data object's watchers: who asked for which key, and what they have to be told.
   * @param {(message: object) => void} post
   */
  function createWatchers(post) {
    /** @type {Record<string, unknown>} */
    let data = {};
    /** @type {Map<string, string>} */
    const selectorOf = new Map();
    /** @type {Map<string, Map<string, Watcher>>} */
    const bySelector = new Map();

    /** @param {string} key */
    function forget(key) {
      const selector = selectorOf.get(key);
      if (selector === undefined) return;
      selectorOf.delete(key);
      const watchers = bySelector.get(selector);
      watchers?.delete(key);
      if (!watchers?.size) bySelector.delete(selector);
    }

    /**
     * @param {string} selector
     * @param {Watcher} watcher
     */
    function tell(selector, watcher) {
      const result = Object.hasOwn(data, selector) ? data[selector] : undefined;
      try {
        post({ type: "PARENT_WINDOW_RESULT", result, id: watcher.id, pageName: watcher.pageName });
      } catch (error) {
        console.error(`Retool: the value of "${selector}" cannot be sent to the frame.`, error);
      }
    }

    return {
      /**
       * @param {string} selector
       * @param {Watcher} watcher
       */
      ask(selector, watcher) {
        const key = JSON.stringify([String(watcher.pageName), String(watcher.id)]);
        forget(key);
        if (selectorOf.size >= MAX_WATCHERS) return;
        selectorOf.set(key, selector);
        bySelector.set(selector, (bySelector.get(selector) ?? new Map()).set(key, watcher));
        if (Object.hasOwn(data, selector)) tell(selector, watcher);
      },
      /** @param {Record<string, unknown>} next */
      setData(next) {
        const previous = data;
        data = next;
        for (const [selector, watchers] of bySelector) {
          const had = Object.hasOwn(previous, selector);
          if (had === Object.hasOwn(next, selector) && (!had || same(previous[selector], next[selector]))) continue;
          for (const watcher of watchers.values()) tell(selector, watcher);
        }
      },
      /** @param {number} loads */
      forgetBefore(loads) {
        for (const watchers of [...bySelector.values()]) {
          for (const [key, watcher] of [...watchers]) if (watcher.loads < loads) forget(key);
        }
      },
    };
  }

  /**
   * One Retool app in one <iframe>, from the first link to its end.
   * @param {FrameOptions} options
   */
  function createFrame(options) {
    /** @type {Viewer | null} */
    let viewer = null;
    /** @type {State} */
    let state = "closed";
    /** @type {Failure | null} */
    let failure = null;
    /** @type {HTMLIFrameElement | null} */
    let element = null;
    let origin = "";
    let loads = 0;
    let asking = new AbortController();
    /** @type {number | undefined} */
    let timer;
    let reported = false;

    const watchers = createWatchers(function post(message) {
      // The exact origin: a frame that has gone to another site is told nothing.
      element?.contentWindow?.postMessage(message, origin);
    });

    /**
     * @param {State} next
     * @param {Failure | null} [why]
     */
    function become(next, why = null) {
      clearTimeout(timer);
      if (next === state && why === failure) return;
      state = next;
      failure = why;
      viewer?.onState(state, failure);
    }

    function remove() {
      asking.abort();
      clearTimeout(timer);
      element?.remove();
      element = null;
      origin = "";
      loads = 0;
      watchers.forgetBefore(Infinity);
    }

    /** @param {Failure} why */
    function fail(why) {
      remove();
      become("error", why);
    }

    /** @param {Reason} reason */
    async function start(reason) {
      remove();
      const attempt = (asking = new AbortController());
      become("minting");
      try {
        const link = await options.askForLink(reason, attempt.signal);
        if (!attempt.signal.aborted) show(link);
      } catch (error) {
        if (!attempt.signal.aborted) fail(/** @type {Failure} */ (error));
      }
    }

    /** @param {Link} link */
    function show(link) {
      element = document.createElement("iframe");
      element.title = options.title;
      if (options.allow) element.allow = options.allow;
      if (options.sandbox) element.setAttribute("sandbox", options.sandbox);
      element.addEventListener("load", onLoad);
      // Set before the element is in the page and never again: no history entry, so Back can't reach a used link.
      element.src = link.url;
      origin = new URL(link.url).origin;
      become("loading");
      timer = setTimeout(() => fail(LOAD_FAILURE), LOAD_DEADLINE_MS);
      (viewer?.box ?? parkingLot()).append(element);
    }

    function onLoad() {
      loads += 1;
      // A new document asks before its `load`; what was asked one document earlier is nobody's any more.
      watchers.forgetBefore(loads - 1);
      if (state !== "loading") return;
      clearTimeout(timer);
      timer = setTimeout(() => become("ready"), QUIET_MS);
    }

    /** @param {{selector?: unknown, pageName?: unknown, id?: unknown}} query */
    function answer({ selector, pageName, id }) {
      if (typeof selector === "string" && isPlain(pageName) && isPlain(id)) {
        watchers.ask(selector, { pageName, id, loads });
      } else if (!reported) {
        reported = true;
        console.warn("Retool: a Parent Window Query without a selector, or with an id that is no plain value.");
      }
    }

    return {
      get parked() {
        return !viewer;
      },
      get origin() {
        return origin;
      },
      get contentWindow() {
        return element?.contentWindow ?? null;
      },
      outbox: options.outbox,
      setData: watchers.setData,

      /** @param {any} data  a message that is known to come from this frame's window and origin */
      hear(data) {
        if (data?.type === "intercom-snippet__ready") return;
        if (state === "loading") become("ready");
        if (data?.type === "PARENT_WINDOW_QUERY") {
          answer(data);
        } else {
          const event = options.outbox.push(data);
          if (event) viewer?.onEvent(event);
        }
      },

      /**
       * Shows the frame in a box: as it was, if it is still alive; otherwise with a new link.
       * @param {Viewer} next
       */
      adopt(next) {
        viewer = next;
        if (state === "closed" || state === "error") start("first shown");
        else if (element?.isConnected && next.box.moveBefore) {
          next.box.moveBefore(element, null);
          element.removeAttribute("style");
        } else if (element) start("frame lost");
        viewer.onState(state, failure);
      },

      /**
       * Puts the frame aside, alive. Where the browser can't move it alive, it ends.
       * @param {Viewer} former
       * @returns {boolean}  whether it is still there
       */
      park(former) {
        if (viewer !== former) return true;
        viewer = null;
        if (!element) return state === "minting";
        const lot = parkingLot();
        if (!element.isConnected || !lot.moveBefore) return false;
        const { width, height } = element.getBoundingClientRect();
        Object.assign(element.style, { width: `${width}px`, height: `${height}px` });
        lot.moveBefore(element, null);
        return true;
      },

      retry() {
        // A second click finds a link on its way.
        if (state === "error") start("retry");
      },

      close() {
        remove();
        become("closed");
        viewer = null;
      },
    };
  }

  /** @param {unknown} value */
  function isPlain(value) {
    return Object(value) !== value;
  }

  /** Out of sight and out of reach, but laid out as it was: a frame under `display: none` loses its size. */
  function parkingLot() {
    let lot = document.getElementById("retool-parked");
    if (!lot) {
      lot = document.createElement("div");
      lot.id = "retool-parked";
      lot.inert = true;
      lot.ariaHidden = "true";
      document.body.append(lot);
    }
    return lot;
  }

  /**
   * Shows the frame of this key in the viewer's box, alive if it was parked.
   * @param {string} key
   * @param {FrameOptions} options  of a new frame; one that was parked keeps its own
   * @param {Viewer} viewer
   */
  function adopt(key, options, viewer) {
    const frame = frames.get(key) ?? createFrame(options);
    frames.delete(key);
    frames.set(key, frame);
    frame.adopt(viewer);
    return {
      outbox: frame.outbox,
      setData: frame.setData,
      retry: frame.retry,
      park() {
        if (!frame.park(viewer)) close(key);
        const parked = [...frames].filter(([, each]) => each.parked);
        for (const [oldest] of parked.slice(0, -MAX_PARKED)) close(oldest);
      },
    };
  }

  /** @param {string} key */
  function close(key) {
    frames.get(key)?.close();
    frames.delete(key);
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { bridge: { adopt, close } });
})();
