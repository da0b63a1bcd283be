/**
 * A batch of events on its way to its handler: the request that Dash sends for the handler's callback, sent by the kit.
 * What Dash itself waits for, it takes for loading: dcc.Loading would hide the app, and the window's title say "Updating…",
 * for as long as a handler runs.
 */

/** @import { Acknowledgment, Batch, EmbedProps } from "../types.js" */
import { dashConfig, pathPrefix } from "../session/prefix.js";

// Of HTTP: said by the host, or by what stands in front of it.
const TOO_LARGE = 413;

/**
 * @param {NonNullable<EmbedProps["id"]>} embed  its id
 * @param {string} handler  the callback, as Dash names it
 * @param {Batch} batch
 * @returns {Promise<Acknowledgment | "too large" | null>}  null: there is none, for whatever other reason
 */
export async function callHandler(embed, handler, batch) {
  const id = parsedId(embed);
  const text = typeof id === "object" ? JSON.stringify(id, Object.keys(id).sort()) : id;
  try {
    const response = await fetch(`${pathPrefix()}_dash-update-component`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...forgeryHeader() },
      body: JSON.stringify({
        output: handler,
        outputs: { id, property: "ack" },
        inputs: [{ id, property: "events", value: batch }],
        changedPropIds: [`${text}.events`],
      }),
    });
    if (response.status === TOO_LARGE) return "too large";
    if (response.status !== 200) return null;
    const { response: values, sideUpdate } = await response.json();
    setAll(sideUpdate ?? {});
    return values[text]?.ack ?? null;
  } catch {
    // Out of reach, or no answer of Dash's: the batch is sent again.
    return null;
  }
}

/**
 * An id of several parts is given to components and to `sideUpdate` as text, and asked for as an object.
 * @param {NonNullable<EmbedProps["id"]>} id
 * @returns {NonNullable<EmbedProps["id"]>}
 */
function parsedId(id) {
  return typeof id === "string" && id.startsWith("{") ? JSON.parse(id) : id;
}

/**
 * What the handler has set with dash.set_props.
 * @param {Record<string, Record<string, unknown>>} props  by the id of a component, as text
 */
function setAll(props) {
  for (const [id, values] of Object.entries(props)) {
    try {
      window.dash_clientside.set_props(parsedId(id), values);
    } catch {
      // It is not on this page: Dash doesn't mind either.
    }
  }
}

/**
 * As Dash sends it for servers that want to know which page asks.
 * @returns {Record<string, string>}
 */
function forgeryHeader() {
  const { csrf_token_name: name = "_csrf_token", csrf_header_name: header = "X-CSRFToken" } = dashConfig();
  const cookies = document.cookie.split("; ").map((each) => each.split("="));
  const token = cookies.find(([each]) => each === name)?.slice(1).join("=");
  return token ? { [header]: decodeURIComponent(token) } : {};
}
