/** What there is of a frame besides its state. */

/** @import { FollowedLink } from "../reporting/types.js" */
/** @import { FrameOptions, Viewer } from "./surroundings.js" */
import { createHeight } from "./height.js";

/** @typedef {ReturnType<typeof createParts>} Parts */

/** @param {FrameOptions} options */
export function createParts(options) {
  return {
    options,
    /** @type {Viewer | null} */
    viewer: null,
    /** @type {HTMLIFrameElement | null} */
    element: null,
    /** @type {HTMLIFrameElement | null} empty, and kept for the next link */
    retired: null,
    /** @type {Window | null} a frame that is put elsewhere, other than by moveBefore(), is emptied and has another window */
    contentWindow: null,
    origin: "",
    /** @type {FollowedLink | null} what is told of the link of this frame */
    report: null,
    /** @type {string | undefined} what that link is called in the host's records, until there is another try */
    linkId: undefined,
    /** @type {string | undefined} what the server calls the frame of that link */
    name: undefined,
    /** A person has done something in it. */
    isActedIn: false,
    height: createHeight(() => console.warn(
      `Retool: "${options.title}" asks for a new height each time it gets one, so it is not followed any more. ` +
        "An app whose height depends on its frame's, as with 100vh, can't ask for one.",
    )),
    /** @type {Record<string, unknown> | null} */
    data: null,
    /** @type {(() => void)[]} what the frame has asked before it was confirmed */
    held: [],
  };
}
