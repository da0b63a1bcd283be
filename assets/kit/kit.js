/**
 * The kit's one object on a page, `window.dashapp`.
 *
 *   dashapp.person.signOut()        closes every frame, in all windows of this app: call it where your page signs people out
 *   dashapp.person.onChange(f)      somebody else has signed in, or somebody out
 *   dashapp.frames.list()           what is to be known of each frame, shown or parked
 *   dashapp.bridge.inspect(look)    told of every message and what becomes of it
 *   dashapp.bridge.dropped          how many messages were not heard, by the check that they failed
 *   dashapp.answers.listen(f)       told of the answers that this page gets, before the page acts on them
 *   dashapp.RetoolEmbed             for Dash
 *
 * Nothing is listened to until one of these is used, or the first embed is on the page.
 */

/** @import { Bridge } from "../bridge.js" */
/** @import { EmbedProps, Prefetched } from "./types.js" */
import { renderEmbed } from "./component.js";
import { createPage } from "./page.js";

/**
 * @param {() => Bridge} createBridge
 * @param {Prefetched} [prefetched]  what boot/prefetch-link.js has left
 */
export function createKit(createBridge, prefetched) {
  /** @type {ReturnType<typeof createPage> | undefined} */
  let begun;

  function page() {
    return (begun ??= createPage(createBridge(), prefetched));
  }

  return {
    prefetched,
    /** @param {EmbedProps} props */
    RetoolEmbed: (props) => renderEmbed(page(), props),
    get person() {
      return page().person;
    },
    get frames() {
      return page().frames;
    },
    get bridge() {
      return page().bridge;
    },
    get answers() {
      return page().answers;
    },
  };
}
