/**
 * The kit's one object on a page, `window.dashapp`.
 *
 *   dashapp.person.signOut()        closes every frame, in all windows of this app: call it where your page signs people out
 *   dashapp.person.onChange(f)      somebody else has signed in, or somebody out
 *   dashapp.frames.list()           what is to be known of each frame, shown or parked
 *   dashapp.unsaved.mayLeave(action) asks, if apps have unsaved work, and resolves to whether to go on: call it before signOut()
 *   dashapp.bridge.inspect(look)    told of every message and what becomes of it
 *   dashapp.bridge.dropped          how many messages were not heard, by the check that they failed
 *   dashapp.answers.listen(f)       told of the answers that this page gets, before the page acts on them
 *   dashapp.RetoolEmbed             for Dash
 */

/** @import { Page } from "./page.js" */
/** @import { EmbedProps } from "./types.js" */
import { renderEmbed } from "./component.js";

/** @param {Page} page */
export function createKit(page) {
  const { answers, bridge, frames, person, unsaved } = page;
  return {
    answers,
    bridge,
    frames,
    person,
    unsaved,
    /** @param {EmbedProps} props */
    RetoolEmbed: (props) => renderEmbed(page, props),
  };
}
