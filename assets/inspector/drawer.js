/** The inspector's drawer: a button, and behind it the sections, written anew while somebody can see them. */
import { element } from "./element.js";

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

/**
 * @param {object} given
 * @param {Record<"frames" | "messages" | "send", HTMLElement>} given.sections
 * @param {() => void} given.save
 * @param {() => void} given.clear
 * @param {() => void} given.onOpen
 */
export function createDrawer({ sections, save, clear, onOpen }) {
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
      button("Clear", clear),
      button("Close", close),
    ),
    section("Frames", sections.frames, true),
    section("Send", sections.send, false),
    section("Messages", sections.messages, true),
  );

  function open() {
    drawer.hidden = false;
    opener.hidden = true;
    document.documentElement.dataset.inspector = "open";
    onOpen();
    return drawer;
  }

  function close() {
    drawer.hidden = true;
    opener.hidden = false;
    delete document.documentElement.dataset.inspector;
    opener.focus();
  }

  drawer.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  return {
    root: element("aside", { "aria-label": "Bridge inspector" }, opener, drawer),
    open,
    get isOpen() {
      return !drawer.hidden;
    },
  };
}
