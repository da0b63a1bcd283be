/** The bar above an app, and the ways of the keyboard: to the page, into the frame, to the full screen. */
import { addClientside } from "./dash.js";
import { all, closest, first } from "./elements.js";

/** @type {Readonly<Record<string, string>>} */
const WORDS = {
  minting: "Opening…",
  loading: "Loading…",
  ready: "Ready",
  renewing: "Renewing…",
  error: "Not available",
  closed: "Closed",
};

/**
 * @param {string | undefined} state  of an embed
 * @returns {[string, string]}  what is said of it, and how that looks
 */
export function stateWord(state) {
  return state ? [WORDS[state] ?? state, `host-state host-state-${state}`] : ["", "host-state"];
}

/** @param {Element | null} view */
function goInto(view) {
  if (!view) return;
  // Over a frame that is not there is what to do about it.
  const target = first(".retool-embed-actions button", view) ?? first("iframe", view);
  // In Firefox a frame of another origin doesn't get the keyboard while a key's own click is under way.
  // Through its window: of an <iframe> that has been focused itself, Chromium and WebKit say that it has the keyboard even
  // when another frame has taken it, so nobody would take it back.
  setTimeout(() => (target instanceof HTMLIFrameElement ? target.contentWindow : target)?.focus());
}

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  // The whole page, without its header: a change of tabs, by an event too, stays possible.
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

function tellButtons() {
  // Safari has it from 16.4 on, and not on a telephone.
  const { fullscreenElement, fullscreenEnabled } = document;
  const isFull = Boolean(fullscreenElement);
  for (const button of all(".host-fullscreen")) {
    button.hidden = !fullscreenEnabled;
    button.setAttribute("aria-pressed", String(isFull));
    button.classList.toggle("host-icon-fullscreen-exit", isFull);
  }
}

/** @param {{focusHeading: () => void}} views */
export function startToolbar({ focusHeading }) {
  document.addEventListener("click", ({ target }) => {
    const button = closest(target, "button");
    if (!button) return;
    if (button.matches(".host-skip")) focusHeading();
    if (button.matches(".host-into")) goInto(button.closest("[data-view]"));
    if (button.matches(".host-fullscreen")) toggleFullScreen();
  });
  document.addEventListener("fullscreenchange", tellButtons);

  /** @param {number} clicks */
  const reload = (clicks) => clicks;
  addClientside("dashapp_bar", { stateWord, reload });

  // An app may have changed the tab to one that had no page yet.
  return { onPage: tellButtons };
}
