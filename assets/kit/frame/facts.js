/** What is known at the moment of an event, besides the state of the frame. */

/** @import { Messaging } from "./messaging.js" */
/** @import { Parts } from "./parts.js" */
/** @import { Surroundings } from "./surroundings.js" */
/** @import { Facts, FrameState } from "./types.js" */
import { NOBODY } from "../session/person.js";
import { isVisible } from "../visibility.js";
import { isActedIn } from "./interaction.js";

/**
 * @param {Parts} parts
 * @param {Surroundings} surroundings
 * @param {Messaging} messaging
 * @param {FrameState} state
 * @returns {Facts}
 */
export function factsOf(parts, { person, provenance, sites }, messaging, state) {
  return {
    now: performance.now(),
    signOutReason: person.signOutReason,
    needsSignIn: person.needsSignIn,
    isNobody: person.name === NOBODY,
    isDataOfFormer: provenance.isOfFormer(parts.data),
    // Few events need to know, and it takes a look at the page's layout.
    get isLookedAt() {
      // The box: behind a failure the frame itself has none.
      return !document.hidden && parts.viewer !== null && isVisible(parts.viewer.box);
    },
    get isUnsaved() {
      return state.isDirty && isActedInNow(parts);
    },
    get hasRepeatedStartup() {
      return messaging.startupMessages.areRepeated(state.loads);
    },
    get isDoubtfulSite() {
      return sites.isDoubtful(parts.origin);
    },
  };
}

/**
 * Where it has the keyboard while the person acts, it is what they act in.
 * @param {Parts} parts
 */
export function isActedInNow(parts) {
  parts.isActedIn ||= isActedIn(parts.element);
  return parts.isActedIn;
}
