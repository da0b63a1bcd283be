/**
 * The kit's one object on a page, `window.dash_retool_embed`.
 *
 *   dash_retool_embed.person.signOut()        closes every frame, in all windows of this app: call it where your page signs people out
 *   dash_retool_embed.person.onChange(f)      somebody else has signed in, or somebody out
 *   dash_retool_embed.frames.list()           what is to be known of each frame, shown or parked
 *   dash_retool_embed.unsaved.mayLeave(action) asks, if apps have unsaved work, and resolves to whether to go on: call it before signOut()
 *   dash_retool_embed.bridge.inspect(look)    told of every message and what becomes of it
 *   dash_retool_embed.bridge.dropped          how many messages were not heard, by the check that they failed
 *   dash_retool_embed.answers.listen(f)       told of the answers that this page gets, before the page acts on them
 *   dash_retool_embed.RetoolEmbed             for Dash
 */

/** @import { Page } from "./page.js" */
/** @import { EmbedProps } from "./component.js" */
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
