/** The embed where the kit can't run: in a browser that is too old, or on a page of another Dash. Nothing else of the kit runs. */

/** @import { EmbedProps } from "../component.js" */
/** @import { Failure } from "./failures.js" */
import { idText } from "../embed-id.js";

/** @param {Failure} why */
export function createUnusable({ code, message }) {
  /** @param {EmbedProps} props */
  return function UnusableEmbed({ id, app, title = app, height = "100%", width = "100%", className, style, setProps }) {
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
  };
}
