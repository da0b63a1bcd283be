/** The keyboard in an embed, as a hook of React. */

/** @import { Status } from "./frame/types.js" */

/**
 * Where the keyboard goes when what a person sees changes under it.
 * @param {Status} status
 * @param {{current: HTMLDivElement | null}} box
 * @returns {() => void}  to be called when the person has asked for another try
 */
export function useKeyboard(status, box) {
  const { useLayoutEffect, useRef } = globalThis.React;
  const isRetried = useRef(false);
  useLayoutEffect(() => {
    const within = box.current?.parentElement;
    const focused = document.activeElement;
    const isInApp = focused?.parentElement === box.current;
    /** @param {string} css */
    const focus = (css) => /** @type {HTMLElement | null | undefined} */ (within?.querySelector(css))?.focus();
    // Behind the overlay there is no keyboard. Not the button: the next key that is typed would press it.
    if (isInApp && status === "error") focus(".retool-embed-failure");
    // The button goes, and may come again: the keyboard stays here, unless the person has moved on.
    if (!isInApp && isRetried.current && (focused === document.body || within?.contains(focused))) {
      focus(status === "error" ? "button" : ".retool-embed-frame");
    }
    isRetried.current &&= status !== "ready";
  }, [status]);
  return () => {
    isRetried.current = true;
  };
}
