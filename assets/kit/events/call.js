/**
 * A batch of events on its way to its handler: the request that Dash sends for the handler's callback, sent by the kit.
 * What Dash itself waits for, it takes for loading: dcc.Loading would hide the app, and the window's title say "Updating…",
 * for as long as a handler runs.
 */

/** @import { EmbedId } from "../embed-id.js" */
/** @import { Acknowledgment, Batch, Handler } from "../types.js" */
import { idText, parsedId } from "../embed-id.js";
import { askServer } from "../session/ask-server.js";
import { stateOf } from "./state.js";

// Of HTTP: said by the host, or by what stands in front of it.
const TOO_LARGE = 413;
// And of a large one in these ways, by what looks for attacks on the way.
const REFUSED = [400, 403];
const LARGE_CHARACTERS = 100000;
// A handler takes a second at a time, and may wait for the batch before this one. A large batch takes its time on a slow line.
const DEADLINE_MS = 120000;
const MS_PER_CHARACTER = 0.1;

/**
 * @param {EmbedId} embed  its id
 * @param {Handler} handler
 * @param {Batch} batch
 * @param {() => boolean} isWanted  whether whoever was there when it was sent is there still
 * @returns {Promise<Acknowledgment | "too large" | null>}  null: there is none, for whatever other reason
 */
export async function callHandler(embed, handler, batch, isWanted) {
  const id = parsedId(embed);
  try {
    const state = handler.state && stateOf(handler.state, id);
    if (state === null) return null;
    const body = JSON.stringify({
      output: handler.output,
      outputs: { id, property: "ack" },
      inputs: [{ id, property: "events", value: batch }],
      changedPropIds: [`${idText(id)}.events`],
      state,
    });
    const response = await askServer("_dash-update-component", body, {
      signal: AbortSignal.timeout(Math.ceil(DEADLINE_MS + MS_PER_CHARACTER * body.length)),
    });
    const isRefused = body.length > LARGE_CHARACTERS && REFUSED.includes(response.status);
    if (response.status === TOO_LARGE || isRefused) return "too large";
    if (response.status !== 200) return null;
    const { response: values, sideUpdate } = await response.json();
    if (!isWanted()) return null;
    setAll(sideUpdate ?? {});
    // By its property: Python and the browser write an id of several parts in different ways.
    return Object.values(values).find(({ ack }) => ack)?.ack ?? null;
  } catch {
    // Out of reach, or no answer of Dash's: the batch is sent again.
    return null;
  }
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
