/**
 * RetoolEmbed, the Dash component: an empty box in React's tree, around a frame that bridge.js owns.
 * The frame outlives the box: it is parked when the box goes and comes back with it, nothing reloaded.
 */
(function () {
  "use strict";

  const { createElement: h, useEffect, useLayoutEffect, useRef, useState } = window.React;
  const { askForLink, bridge, createOutbox, person } = window.dashapp;

  // What react-retool always grants when the `sandbox` attribute is set: without them Retool can't run.
  const MINIMUM_SANDBOX = "allow-scripts allow-same-origin";

  /** @type {Record<string, string>} */
  const SENTENCES = {
    minting: "Opening…",
    loading: "Waiting for Retool…",
  };

  /** @type {Map<string, Outbox>} what waits for Python outlives the frame that sent it */
  const outboxes = new Map();
  let unnamed = 0;

  person.onGone(() => outboxes.clear());

  /** @param {string} key */
  function outboxOf(key) {
    const outbox = outboxes.get(key) ?? createOutbox();
    outboxes.set(key, outbox);
    return outbox;
  }

  /** @param {unknown} sandbox */
  function sandboxAttribute(sandbox) {
    if (sandbox === true) return MINIMUM_SANDBOX;
    return typeof sandbox === "string" ? `${MINIMUM_SANDBOX} ${sandbox}` : undefined;
  }

  const ACTIONS = { retry: "Retry", continue: "Continue", reload: "Reload the page" };

  /** @param {{failure: Failure, onRetry: () => void}} props */
  function FailureNote({ failure, onRetry }) {
    const onClick = failure.action === "reload" ? () => location.reload() : onRetry;
    return h(
      "div",
      { className: "retool-embed-failure", role: "alert" },
      h("p", { className: "retool-embed-sentence" }, failure.message),
      h("p", { className: "retool-embed-code" }, failure.code),
      h(
        "button",
        { type: "button", className: "retool-embed-retry", "data-action": failure.action, onClick },
        ACTIONS[failure.action],
      ),
    );
  }

  /**
   * @param {string} state
   * @param {Failure | null} failure  why it is not the first try
   */
  function waitingText(state, failure) {
    if (state === "renewing") return failure?.message;
    return failure ? `${failure.message} Trying again…` : SENTENCES[state];
  }

  /** @param {any} props  see dashapp/embed/component.py */
  function RetoolEmbed(props) {
    const { id, app, data, ack, title, height = "100%", width = "100%", className, style } = props;
    // Without an id nobody can ask for this frame again, so it shares its key with none.
    const ownId = useRef(id ?? ++unnamed);
    const key = JSON.stringify([id ?? ownId.current, app, props.allow, props.sandbox]);
    const box = useRef(/** @type {HTMLDivElement | null} */ (null));
    const frame = useRef(/** @type {any} */ (null));
    const outbox = useRef(/** @type {Outbox | null} */ (null));
    const setProps = useRef(props.setProps);
    setProps.current = props.setProps;
    const [shown, setShown] = useState(/** @type {any} */ ({ state: "minting", failure: null }));

    useLayoutEffect(() => {
      outbox.current = outboxOf(key);
      const viewer = {
        box: /** @type {HTMLElement} */ (box.current),
        /** @type {(state: string, failure: any) => void} */
        onState(state, failure) {
          setShown({ state, failure });
          const error = state === "error" ? { code: failure.code, message: failure.message } : null;
          setProps.current({ state, error });
        },
        /** @type {(event: {seq: number, data: unknown}) => void} */
        onEvent(event) {
          setProps.current({ event });
          const detail = { id, app, data: event.data };
          box.current?.dispatchEvent(new CustomEvent("retool:event", { bubbles: true, detail }));
        },
      };
      const options = {
        push: outbox.current.push,
        title: title ?? app,
        allow: props.allow,
        sandbox: sandboxAttribute(props.sandbox),
        queriesOnLoad: props.queriesOnLoad === true,
        askForLink: askForLink.bind(null, app),
      };
      frame.current = bridge.adopt(key, options, viewer);
      return () => {
        outbox.current?.pause();
        frame.current.park();
        if (id) return;
        bridge.close(key);
        outboxes.delete(key);
      };
    }, [key]);

    useLayoutEffect(() => frame.current.setTitle(title ?? app), [key, title]);

    useLayoutEffect(() => {
      if (data !== undefined) frame.current.setData(data ?? {});
    }, [key, data]);

    useEffect(() => {
      if (ack) outbox.current?.acknowledge(ack.seq, (/** @type {Batch} */ events) => setProps.current({ events }));
    }, [key, ack]);

    const { state, failure } = shown;
    const waiting = waitingText(state, failure);
    function onRetry() {
      frame.current.retry();
      // The button that had the focus is about to go.
      box.current?.focus();
    }

    return h(
      "div",
      {
        id: typeof id === "object" ? JSON.stringify(id, Object.keys(id).sort()) : id,
        className: ["retool-embed", className].filter(Boolean).join(" "),
        style: { ...style, height, width },
        "data-state": state,
        "aria-busy": state === "minting" || state === "loading",
      },
      h("div", { ref: box, className: "retool-embed-frame", tabIndex: -1 }),
      state === "error"
        ? h(FailureNote, { failure, onRetry })
        : waiting && h("p", { className: "retool-embed-waiting", role: "status" }, waiting),
    );
  }

  Object.assign(window.dashapp, { RetoolEmbed });
})();
