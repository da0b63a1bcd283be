/** The inspector's drawer: a button, and behind it the sections, written anew while somebody can see them. */
(function () {
  "use strict";

  // Quicker than anybody reads, and a flood of messages does not keep the page from its work.
  const REFRESH_MS = 100;
  // What changes without a message: where a frame is, and what its keys are now.
  const LOOK_MS = 1000;

  const { frames, inspector, person } = window.dashapp;
  const { element, framesSection, labelOf, messagesSection, sendSection, trace } = inspector;

  /**
   * @param {string} title
   * @param {HTMLElement} content
   * @param {boolean} open
   */
  function section(title, content, open) {
    const summary = element("summary", {}, element("h3", {}, title));
    return element("details", { open, className: "inspector-section" }, summary, content);
  }

  /**
   * @param {string} text
   * @param {() => void} onClick
   */
  function button(text, onClick) {
    const made = element("button", { type: "button", className: "btn btn-sm inspector-button" }, text);
    made.addEventListener("click", onClick);
    return made;
  }

  function save() {
    const file = new Blob([JSON.stringify(trace.saved(), null, 2)], { type: "application/json" });
    const href = URL.createObjectURL(file);
    const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
    element("a", { href, download: `bridge-trace-${stamp}.json` }).click();
    // The browser has to have begun by then.
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  }

  const parts = { frames: framesSection(), messages: messagesSection(), send: sendSection() };
  const opener = button("Inspector", () => open().focus());
  opener.classList.add("inspector-opener");
  const drawer = element(
    "div",
    { className: "inspector-drawer", hidden: true, tabIndex: -1, role: "group", "aria-label": "Messages and frames" },
    element(
      "div",
      { className: "inspector-head" },
      element("h2", {}, "Bridge inspector"),
      button("Save trace", save),
      button("Clear", trace.clear),
      button("Close", close),
    ),
    section("Frames", parts.frames.root, true),
    section("Send", parts.send.root, false),
    section("Messages", parts.messages.root, true),
  );
  /** @type {number | undefined} */
  let timer;

  function open() {
    drawer.hidden = false;
    opener.hidden = true;
    document.documentElement.dataset.inspector = "open";
    refresh();
    return drawer;
  }

  function close() {
    drawer.hidden = true;
    opener.hidden = false;
    delete document.documentElement.dataset.inspector;
    opener.focus();
  }

  function refresh() {
    clearTimeout(timer);
    timer = undefined;
    if (!drawer.hidden) write();
  }

  function write() {
    const present = frames.list().map((/** @type {Inspected} */ { speaker }) => labelOf(speaker));
    const heard = trace.records.map((/** @type {TraceRecord} */ { frame }) => frame).filter(Boolean);
    parts.frames.refresh();
    parts.messages.refresh([...new Set([...present, ...heard])]);
    parts.send.refresh();
  }

  trace.onChange(() => (timer ??= setTimeout(refresh, REFRESH_MS)));
  setInterval(refresh, LOOK_MS);
  // Out of sight it would keep what was seen of a person who is gone.
  person.onChange(write);
  drawer.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") close();
  });

  document.body.append(element("aside", { "aria-label": "Bridge inspector" }, opener, drawer));
  // dashapp/pages/inspector.py looks for it too.
  if (new URLSearchParams(location.search).has("inspect")) open();
})();
