/**
 * RetoolEmbed, the Dash component: an empty box in React's tree, around a frame that bridge.js owns.
 * The frame outlives the box: it is parked when the box goes and comes back with it, nothing reloaded.
 */
(function () {
  "use strict";

  const { createElement: h, useEffect, useLayoutEffect, useRef, useState } = window.React;
  const { bridge, createOutbox } = window.dashapp;

  // What react-retool always grants when the `sandbox` attribute is set: without them Retool can't run.
  const MINIMUM_SANDBOX = "allow-scripts allow-same-origin";

  /** @type {Record<string, string>} */
  const SENTENCES = {
    minting: "Opening…",
    loading: "Waiting for Retool…",
  };

  /** @returns {string} */
  function mintUrl() {
    const config = document.getElementById("_dash-config")?.textContent ?? "{}";
    return (JSON.parse(config).requests_pathname_prefix ?? "/") + "api/embedUrl";
  }

  /**
   * Asks the host for a single-use link. It rejects with what the person is to be told.
   * @param {string} app
   * @param {string} reason
   * @param {AbortSignal} signal
   */
  async function askForLink(app, reason, signal) {
    let response, answer;
    try {
      response = await fetch(mintUrl(), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ retoolAppName: app, reason }),
        signal,
      });
      answer = await response.json();
    } catch {
      const code = response ? "unintelligible_host" : "host_unreachable";
      throw { code, message: "This page could not reach its own server. Check the connection and try again." };
    }
    if (response.ok) return { url: answer.embedUrl, expiresIn: answer.expiresIn };
    throw { code: answer.code ?? `http_${response.status}`, message: answer.title ?? "The host refused." };
  }

  /** @param {unknown} sandbox */
  function sandboxAttribute(sandbox) {
    if (sandbox === true) return MINIMUM_SANDBOX;
    return typeof sandbox === "string" ? `${MINIMUM_SANDBOX} ${sandbox}` : undefined;
  }

  /** @param {{failure: {code: string, message: string}, onRetry: () => void}} props */
  function Failure({ failure, onRetry }) {
    return h(
      "div",
      { className: "retool-embed-failure", role: "alert" },
      h("p", { className: "retool-embed-sentence" }, failure.message),
      h("p", { className: "retool-embed-code" }, failure.code),
      h("button", { type: "button", className: "retool-embed-retry", onClick: onRetry }, "Retry"),
    );
  }

  /** @param {any} props  see dashapp/embed/component.py */
  function RetoolEmbed(props) {
    const { app, data, ack, title, height = "100%", width = "100%", className, style } = props;
    const id = typeof props.id === "object" ? JSON.stringify(props.id) : props.id;
    const box = useRef(/** @type {HTMLDivElement | null} */ (null));
    const frame = useRef(/** @type {any} */ (null));
    const setProps = useRef(props.setProps);
    setProps.current = props.setProps;
    const [shown, setShown] = useState({ state: "minting", failure: null });

    useLayoutEffect(() => {
      const key = JSON.stringify([id, app]);
      const outbox = createOutbox();
      const viewer = {
        box: /** @type {HTMLElement} */ (box.current),
        /** @type {(state: string, failure: any) => void} */
        onState(state, failure) {
          setShown({ state, failure });
          setProps.current({ state, error: failure });
        },
        /** @type {(event: {seq: number, data: unknown}) => void} */
        onEvent(event) {
          setProps.current({ event });
          const detail = { id: props.id, app, data: event.data };
          box.current?.dispatchEvent(new CustomEvent("retool:event", { bubbles: true, detail }));
        },
      };
      const options = {
        outbox,
        title: title ?? app,
        allow: props.allow,
        sandbox: sandboxAttribute(props.sandbox),
        askForLink: (/** @type {string} */ reason, /** @type {AbortSignal} */ signal) =>
          askForLink(app, reason, signal),
      };
      frame.current = bridge.adopt(key, options, viewer);
      return () => {
        frame.current.outbox.pause();
        frame.current.park();
        // Without an id nobody can ask for this frame again.
        if (!id) bridge.close(key);
      };
    }, [id, app]);

    useLayoutEffect(() => {
      if (data !== undefined) frame.current.setData(data ?? {});
    }, [id, app, data]);

    useEffect(() => {
      if (ack) frame.current.outbox.acknowledge(ack.seq, (/** @type {any} */ events) => setProps.current({ events }));
    }, [id, app, ack]);

    const { state, failure } = shown;
    return h(
      "div",
      {
        id,
        className: ["retool-embed", className].filter(Boolean).join(" "),
        style: { ...style, height, width },
        "data-state": state,
        "aria-busy": state === "minting" || state === "loading",
      },
      h("div", { ref: box, className: "retool-embed-frame" }),
      failure
        ? h(Failure, { failure, onRetry: () => frame.current.retry() })
        : SENTENCES[state] && h("p", { className: "retool-embed-waiting", role: "status" }, SENTENCES[state]),
    );
  }

  Object.assign(window.dashapp, { RetoolEmbed });
})();
