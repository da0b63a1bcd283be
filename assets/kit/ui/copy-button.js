/** A button that copies a text, or shows it to be copied. */

const COPIED_MS = 3000;
const COPY = "Copy details";
const COPIED = "Copied";

/** @param {{text: () => string}} props */
export function CopyButton({ text }) {
  const { createElement: h, useEffect, useLayoutEffect, useRef, useState } = globalThis.React;
  const [said, say] = useState(COPY);
  // Without HTTPS a page may not write to the clipboard, and the person does.
  const [byHand, setByHand] = useState("");
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  // Once: whoever has moved on keeps the keyboard.
  useLayoutEffect(() => area.current?.select(), [byHand]);
  useEffect(() => {
    if (said !== COPIED) return undefined;
    const timer = setTimeout(say, COPIED_MS, COPY);
    return () => clearTimeout(timer);
  }, [said]);

  async function copy() {
    const details = text();
    try {
      await navigator.clipboard.writeText(details);
      say(COPIED);
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
