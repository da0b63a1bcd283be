/** Giving the keyboard back to where it was. */

/** @param {Element | null} element */
export function giveKeyboard(element) {
  // Through its window: of an <iframe> that has been focused itself, Chromium and WebKit say that it has the keyboard even
  // when another frame has taken it.
  if (element instanceof HTMLIFrameElement) element.contentWindow?.focus();
  else if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}
