/** A frame that asks for its link. */

/** @import { Reason } from "../session/types.js" */
/** @import { Failure } from "../ui/failures.js" */
/** @import { Parts } from "./parts.js" */
/** @import { Surroundings } from "./surroundings.js" */
/** @import { FrameEvent } from "./types.js" */
import { FAILURES } from "../ui/failures.js";

/**
 * @param {Parts} parts
 * @param {Pick<Surroundings, "person" | "reports">} surroundings
 * @param {(event: FrameEvent) => void} dispatch  told of the link, or why there is none
 */
export function createMinting(parts, { person, reports }, dispatch) {
  let asking = new AbortController();
  let isAskingOnce = false;

  /**
   * @param {Reason} reason
   * @param {(why: Failure) => void} [onWait]  without it Retool is asked once
   */
  async function ask(reason, onWait) {
    const { signal } = (asking = new AbortController());
    try {
      const link = await parts.options.askForLink(reason, signal, onWait);
      // It may be somebody else's, and then this frame begins again for them.
      const isOfPerson = person.is(link.person, link.askedAt);
      if (signal.aborted) return void reports.follow(link)?.closed();
      const isFresh = link.askedAt > person.doubtedAt;
      const isBoxGone = parts.viewer?.box.isConnected === false;
      dispatch({ type: "minted", link, isOfPerson, isFresh, isBoxGone, reason });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Error) console.error("Retool:", error);
      dispatch({ type: "refused", why: error instanceof Error ? FAILURES.unexpected : /** @type {Failure} */ (error) });
    }
  }

  return {
    /** @param {Reason} reason  for as long as somebody would wait */
    begin(reason) {
      ask(reason, (why) => dispatch({ type: "delayed", why }));
    },
    /** @param {Reason} reason  a second try that comes by itself finds the first on its way */
    async tryOnce(reason) {
      if (isAskingOnce) return;
      isAskingOnce = true;
      await ask(reason);
      isAskingOnce = false;
    },
    stop: () => asking.abort(),
  };
}
