/**
 * RetoolEmbed, the Dash component: an empty box in React's tree, around a frame that frames.js owns.
 * The frame outlives the box: it is parked when the box goes and comes back with it, nothing reloaded.
 */
(function () {
  "use strict";

  const { createElement: h, useEffect, useLayoutEffect, useRef, useState } = window.React;
  const { FAILURES, askForLink, createOutbox, frames, notes, perTick, person } = window.dashapp;

  const EVENT_LIMIT = 10000;

  // What react-retool always grants when the `sandbox` attribute is set: without them Retool can't run.
  const MINIMUM_SANDBOX = "allow-scripts allow-same-origin";
  // Nothing here lets an app navigate the window. Popups escape: a provider's sign-in page fails in a sandbox.
  const DEFAULT_SANDBOX = `${MINIMUM_SANDBOX} allow-downloads allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox`;

  /** @type {Map<string, Outbox>} what waits for Python outlives the frame that sent it */
  const outboxes = new Map();
  let unnamed = 0;

  /** @type {Set<unknown>} ids of embeds whose events Dash has in its store */
  const stored = new Set();
  /** @type {Set<() => void>} of each embed on the page: what it is about to tell Dash is not told */
  const cancels = new Set();

  person.onChange(() => {
    outboxes.forEach((outbox) => outbox.onPerson());
    cancels.forEach((cancel) => cancel());
    // Callbacks of the next person would find them there, also those of an embed that has left the page.
    stored.forEach(forgetEvents);
    stored.clear();
  });
  window.addEventListener("online", () => outboxes.forEach((outbox) => outbox.nudge()));

  /** @param {unknown} id */
  function forgetEvents(id) {
    try {
      window.dash_clientside.set_props(id, { event: null, events: null });
    } catch {
      // It has left the page, and its properties with it.
    }
  }

  /**
   * @param {string} key
   * @param {number} limit
   * @returns {Outbox}
   */
  function outboxOf(key, limit) {
    const outbox = outboxes.get(key) ?? createOutbox(limit);
    outboxes.set(key, outbox);
    return outbox;
  }

  /** @param {unknown} sandbox  the component's property */
  function sandboxAttribute(sandbox) {
    if (sandbox === true) return MINIMUM_SANDBOX;
    if (sandbox === false) return undefined;
    return typeof sandbox === "string" ? `${MINIMUM_SANDBOX} ${sandbox}`.trim() : DEFAULT_SANDBOX;
  }

  /**
   * A frame and its events, for one component on the page.
   * @param {string} key
   * @param {FrameOptions} options
   * @param {Outbox} outbox
   * @param {Port} port  to the component
   */
  function open(key, options, outbox, { box, onShown, onEvent, setProps }) {
    let own = { state: "minting", failure: /** @type {Failure | null} */ (null) };
    /** @type {Failure | null} of the events, while the app itself is well */
    let trouble = null;
    /** @type {RetoolEvent | undefined} */
    let event;
    const tick = perTick(() => setProps({ event }));
    cancels.add(tick.cancel);

    function show() {
      const { state, failure } = trouble && own.state === "ready" ? { state: "error", failure: trouble } : own;
      onShown({ state, failure });
      setProps({ state, error: failure && state === "error" ? { code: failure.code, message: failure.message } : null });
    }

    /** @param {Failure | null} next */
    function setTrouble(next) {
      if (next === trouble) return;
      trouble = next;
      show();
    }

    /** @type {Courier} */
    const courier = {
      deliver: (events) => setProps({ events }),
      onOverflow: () => setTrouble(trouble ?? FAILURES.overflow),
      onRefused: () => setTrouble(FAILURES.refused),
    };

    const frame = frames.adopt(key, options, {
      box,
      /** @type {(state: string, failure: Failure | null) => void} */
      onState(state, failure) {
        own = { state, failure };
        // Another frame has another name, and somebody else has lost nothing.
        if (trouble === FAILURES.refused && state !== "ready") trouble = null;
        show();
      },
      onOpen: () => outbox.attach(courier),
      /** @type {(next: RetoolEvent) => void} */
      onEvent(next) {
        event = next;
        tick.soon();
        onEvent(next);
      },
    });

    return {
      setData: frame.setData,
      describe: frame.describe,
      acknowledge: outbox.acknowledge,
      reload: frame.reload,
      recordOf: frame.recordOf,
      retry() {
        if (!trouble || own.state !== "ready") return frame.retry();
        if (trouble === FAILURES.refused) return frame.reload();
        outbox.forgetLost();
        setTrouble(null);
      },
      park() {
        tick.cancel();
        cancels.delete(tick.cancel);
        outbox.detach(courier);
        frame.park();
      },
    };
  }

  /** @param {any} props  see dashapp/embed/component.py */
  function RetoolEmbed(props) {
    const { id, app, data, ack, height = "100%", width = "100%", className, style } = props;
    const title = props.title ?? app;
    // Without an id nobody can ask for this frame again, so it shares its key with none.
    const ownId = useRef(id ?? ++unnamed);
    const key = JSON.stringify([id ?? ownId.current, app, props.allow, props.sandbox, props.nestedFrames]);
    const box = useRef(/** @type {any} */ (null));
    const embed = useRef(/** @type {any} */ (null));
    const setProps = useRef(props.setProps);
    setProps.current = props.setProps;
    const [shown, setShown] = useState(/** @type {any} */ ({ state: "minting", failure: null }));
    const { state, failure } = shown;
    const lastReload = useRef(props.reload);
    const isRetried = useRef(false);

    useLayoutEffect(() => {
      const outbox = outboxOf(key, props.eventLimit ?? EVENT_LIMIT);
      const options = {
        push: outbox.push,
        onClose: () => outbox.isDone && outboxes.delete(key),
        app,
        title,
        height,
        width,
        allow: props.allow,
        sandbox: sandboxAttribute(props.sandbox),
        queriesOnLoad: props.queriesOnLoad === true,
        nestedFrames: props.nestedFrames === true,
        askForLink: askForLink.bind(null, app),
      };
      embed.current = open(key, options, outbox, {
        box: box.current,
        onShown: setShown,
        onEvent(event) {
          const detail = { id, app, data: event.data };
          box.current?.dispatchEvent(new CustomEvent("retool:event", { bubbles: true, detail }));
        },
        setProps(values) {
          if ("event" in values || "events" in values) stored.add(id);
          setProps.current(values);
        },
      });
      return () => {
        embed.current.park();
        if (id) return;
        frames.close(key);
        outboxes.delete(key);
      };
    }, [key]);

    useLayoutEffect(() => embed.current.describe({ title, height, width }), [key, title, height, width]);

    useLayoutEffect(() => {
      if (data !== undefined) embed.current.setData(data ?? {});
    }, [key, data]);

    useEffect(() => {
      if (ack) embed.current.acknowledge(ack);
    }, [key, ack]);

    useEffect(() => {
      if (props.reload !== undefined && props.reload !== lastReload.current) embed.current.reload();
      lastReload.current = props.reload;
    }, [key, props.reload]);

    useLayoutEffect(() => {
      const within = box.current.parentElement;
      const focused = document.activeElement;
      const isInApp = focused?.parentElement === box.current;
      if (isInApp) {
        // Behind the note there is no keyboard. Not the button: the next key that is typed would press it.
        if (state === "error") within.querySelector(".retool-embed-failure").focus();
      } else if (isRetried.current && (focused === document.body || within.contains(focused))) {
        // The button goes, and may come again: the keyboard stays here, unless the person has moved on.
        (state === "error" ? within.querySelector("button") : box.current).focus();
      }
      isRetried.current &&= state !== "ready";
    }, [state]);

    function onRetry() {
      isRetried.current = true;
      embed.current.retry();
    }

    const isBusy = state === "minting" || state === "loading";
    const inert = state === "error" ? "" : undefined;
    return h(
      "div",
      {
        id: typeof id === "object" ? JSON.stringify(id, Object.keys(id).sort()) : id,
        className: ["retool-embed", className].filter(Boolean).join(" "),
        style: { ...style, height, width },
        "data-state": state,
      },
      // Before the frame: the next stop of the keyboard is the way out. Later ones lie over it by themselves.
      state === "error" && h(notes.FailureNote, { failure, app, title, recordOf: () => embed.current.recordOf(), onRetry }),
      h(notes.WaitingNote, { state, failure, title }),
      h("div", { ref: box, className: "retool-embed-frame", tabIndex: -1, "aria-busy": isBusy, inert }),
    );
  }

  Object.assign(window.dashapp, { RetoolEmbed });
})();
