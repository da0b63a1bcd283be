/** What apps say to the host itself, in events: as far as their configuration has the host act on it. */
import { closest } from "./elements.js";

/**
 * @param {"navigate" | "notify"} message
 * @param {EventTarget | null} from  the embed
 */
export function isActedOn(message, from) {
  return closest(from, `[data-messages~=${message}]`) !== null;
}
