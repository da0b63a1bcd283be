/**
 * A batch of events on its way to its handler: the request that Dash sends for the handler's callback, sent by the kit.
 * What Dash itself waits for, it takes for loading: dcc.Loading would hide the app, and the window's title say "Updating…",
 * for as long as a handler runs.
 */

/** @import { EmbedId } from "../embed-id.js" */
/** @import { Acknowledgment, Batch, Handler } from "./types.js" */
import { CALLBACKS, callbackAnswer, callbackRequest, setIfThere } from "../dash-internals.js";
import { parsedId } from "../embed-id.js";
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
    const body = callbackRequest(handler.output, id, { output: "ack", input: "events", value: batch, state });
    const response = await askServer(CALLBACKS, body, {
      signal: AbortSignal.timeout(Math.ceil(DEADLINE_MS + MS_PER_CHARACTER * body.length)),
    });
    const isRefused = body.length > LARGE_CHARACTERS && REFUSED.includes(response.status);
    if (response.status === TOO_LARGE || isRefused) return "too large";
    if (response.status !== 200) return null;
    const { value, set } = callbackAnswer(await response.json(), "ack");
    if (!isWanted()) return null;
    for (const [each, props] of Object.entries(set)) setIfThere(each, props);
    return /** @type {Acknowledgment | undefined} */ (value) ?? null;
  } catch {
    // Out of reach, or no answer of Dash's: the batch is sent again.
    return null;
  }
}
