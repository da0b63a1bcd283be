/** A click that asks for no other tab, window or download. */

/** @param {MouseEvent} event */
export function isPlainClick({ button, ctrlKey, metaKey, shiftKey, altKey }) {
  return !button && !ctrlKey && !metaKey && !shiftKey && !altKey;
}
