/** The box of an embed in React's tree: what lies over the frame, and where the frame is put. */

/** @import { EmbedProps } from "../component.js" */
/** @import { Shown } from "../embed.js" */
import { idText } from "../embed-id.js";
import { FailureOverlay, WaitingOverlay, isNote } from "./overlays.js";

/**
 * @param {EmbedProps & {title: string}} props
 * @param {{height?: string | number, width?: string | number}} sizes
 * @param {Shown} shown
 * @param {{current: HTMLDivElement | null}} box
 * @param {{linkIdOf: () => string | undefined, onRetry: () => void}} actions
 */
export function renderBox(props, sizes, { status, failure }, box, { linkIdOf, onRetry }) {
  const { createElement: h } = globalThis.React;
  const { id, app, className, style, title } = props;
  const isCovered = status === "error" && !isNote(status, failure);
  const isBusy = status === "minting" || status === "loading";
  const inert = isCovered ? "" : undefined;
  return h(
    "div",
    {
      ...boxAttributes(props),
      id: id && idText(id),
      className: ["retool-embed", className].filter(Boolean).join(" "),
      style: { ...style, ...sizes },
      "data-state": status,
    },
    // Before the frame: the next stop of the keyboard is the way out. Later ones lie over it by themselves.
    isCovered && failure && h(FailureOverlay, { failure, app, title, linkIdOf, onRetry }),
    h(WaitingOverlay, { status, failure, title }),
    h("div", { ref: box, className: "retool-embed-frame", tabIndex: -1, "aria-busy": isBusy, inert }),
  );
}

/**
 * The attributes that an author gives the box.
 * @param {EmbedProps} props
 * @returns {Record<string, unknown>}
 */
export function boxAttributes(props) {
  return Object.fromEntries(Object.entries(props).filter(([name]) => /^(data|aria)-/.test(name)));
}
