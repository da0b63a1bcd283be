/** The embed in a browser that the kit can't run in. Nothing else of the kit does. */

/** @import { EmbedProps } from "../types.js" */
import { idText } from "../embed-id.js";
import { FAILURES } from "./failures.js";

const { code, message } = FAILURES.browser_too_old;

/** @param {EmbedProps} props */
export function TooOld({ id, app, title = app, height = "100%", width = "100%", className, style, setProps }) {
  const { createElement: h, useEffect } = globalThis.React;
  useEffect(() => setProps({ state: "error", error: { code, message } }), []);
  return h(
    "div",
    {
      id: id && idText(id),
      className: ["retool-embed", className].filter(Boolean).join(" "),
      style: { ...style, height, width },
      "data-state": "error",
    },
    h(
      "div",
      { className: "retool-embed-failure", role: "group", "aria-label": title },
      h("p", { className: "retool-embed-sentence" }, message),
      h("p", { className: "retool-embed-code" }, code),
    ),
  );
}
