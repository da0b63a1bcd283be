/** What a person sees in the place of an app: that it is on its way, or why it is not there and what to do. */
(function () {
  "use strict";

  const { createElement: h, useEffect, useLayoutEffect, useRef, useState } = window.React;

  // Shorter waits pass unnoticed, and words that come and go are noise.
  const WORD_AFTER_MS = 2000;
  const COPIED_MS = 3000;

  const ACTIONS = { retry: "Retry", continue: "Continue", reload: "Reload the page" };

  /**
   * @param {string} state
   * @param {Failure | null} failure  why it is not the first try
   * @param {boolean} isLate
   */
  function waitingText(state, failure, isLate) {
    if (state === "renewing") return failure?.message ?? "";
    if (state !== "minting" && state !== "loading") return "";
    if (failure?.code === "reconnecting") return failure.message;
    return failure ? `${failure.message} Trying again…` : isLate ? "Waiting for Retool…" : "";
  }

  /** @param {{state: string, failure: Failure | null, title: string}} props */
  function WaitingNote({ state, failure, title }) {
    const isComing = state === "minting" || state === "loading";
    const [isLate, setLate] = useState(false);
    // Who could not see it come is told that it is there; who saw it at once has nothing to be told.
    const wasLate = useRef(false);
    useEffect(() => {
      // A renewal is nothing that somebody waited for.
      if (state === "renewing") wasLate.current = false;
    }, [state]);
    useEffect(() => {
      if (!isComing) return setLate(false);
      const timer = setTimeout(() => setLate((wasLate.current = true)), WORD_AFTER_MS);
      return () => clearTimeout(timer);
    }, [isComing]);
    const text = waitingText(state, failure, isLate);
    const arrived = state === "ready" && wasLate.current ? `${title} is there.` : "";
    return h(
      "div",
      null,
      (isComing || state === "renewing") && h("div", { className: "retool-embed-progress" }),
      isComing && h("div", { className: "retool-embed-skeleton" }, h("i"), h("i"), h("i"), h("i")),
      h(
        "p",
        { className: "retool-embed-waiting", role: "status", "data-silent": text ? undefined : "" },
        text || arrived,
      ),
    );
  }

  /**
   * What whoever helps this person has to know. Nothing that the person said, and no link.
   * @param {Failure} failure
   * @param {string} app
   * @param {string | undefined} record
   */
  function detailsOf(failure, app, record) {
    return [
      `code: ${failure.code}`,
      `message: ${failure.message}`,
      `app: ${app}`,
      `page: ${location.origin}${location.pathname}`,
      `time: ${new Date().toISOString()}`,
      ...(record ? [`link: ${record}`] : []),
      `browser: ${navigator.userAgent}`,
    ].join("\n");
  }

  /** @param {{text: () => string}} props */
  function CopyButton({ text }) {
    const [said, say] = useState("Copy details");
    // Without HTTPS a page may not write to the clipboard, and the person does.
    const [byHand, setByHand] = useState("");
    const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
    // Once: whoever has moved on keeps the keyboard.
    useLayoutEffect(() => area.current?.select(), [byHand]);
    useEffect(() => {
      if (said !== "Copied") return undefined;
      const timer = setTimeout(say, COPIED_MS, "Copy details");
      return () => clearTimeout(timer);
    }, [said]);

    async function copy() {
      const details = text();
      try {
        await navigator.clipboard.writeText(details);
        say("Copied");
      } catch {
        setByHand(details);
      }
    }

    return byHand
      ? h("textarea", {
          className: "retool-embed-details",
          "aria-label": "Details, to be copied",
          readOnly: true,
          rows: 6,
          value: byHand,
          ref: area,
        })
      : h("button", { type: "button", className: "retool-embed-copy", onClick: copy }, said);
  }

  /**
   * @param {{failure: Failure, app: string, title: string, recordOf: () => string | undefined, onRetry: () => void}} props
   */
  function FailureNote({ failure, app, title, recordOf, onRetry }) {
    const onClick = failure.action === "reload" ? () => location.reload() : onRetry;
    return h(
      "div",
      { className: "retool-embed-failure", role: "group", "aria-label": title, tabIndex: -1 },
      h(
        "div",
        { role: "alert" },
        h("p", { className: "retool-embed-sentence" }, failure.message),
        h("p", { className: "retool-embed-code" }, failure.code),
      ),
      h(
        "div",
        { className: "retool-embed-actions" },
        h(
          "button",
          { type: "button", className: "retool-embed-retry", "data-action": failure.action, onClick },
          ACTIONS[failure.action],
        ),
        h(CopyButton, { text: () => detailsOf(failure, app, recordOf()) }),
      ),
    );
  }

  window.dashapp = Object.assign(window.dashapp ?? {}, { notes: { FailureNote, WaitingNote } });
})();
