/** What becomes of messages, in words. */
import { toJson } from "../kit/events/json.js";

const NOT_CARRIED = "not carried";

/** @type {Readonly<Record<string, string>>} why something has fallen, by verdict */
const REASONS = {
  window: "Dropped: it comes from a window that is none of this page's frames.",
  origin: "Dropped: it comes from the frame, but not from the origin of its link.",
  noise: "Dropped: noise of Retool's chat widget.",
  malformed: "Dropped: its selector, page or id is no short text.",
  lost: "Lost on its way to Python: more events wait than may.",
  "no such key": "Not answered: the data object has no such key.",
  "no frame": "Not sent: the frame is not there.",
  "not sendable": "Not sent: a value of this kind can't be sent to a frame.",
};

/** @type {Readonly<Record<string, string>>} */
const WORDS = { window: "stranger", origin: "wrong origin", told: "result" };

/** @param {unknown} data */
function whyNotCarried(data) {
  try {
    toJson(data);
    return "";
  } catch (error) {
    return `Not carried to Python: ${/** @type {Error} */ (error).message}.`;
  }
}

/**
 * What has become of a message in the end, and why.
 * @param {string} verdict  of the bridge
 * @param {unknown} data
 * @param {{readonly origin: string} | undefined} speaker
 * @returns {{verdict: string, reason: string}}
 */
export function explained(verdict, data, speaker) {
  const notCarried = verdict === "event" ? whyNotCarried(data) : "";
  if (notCarried) return { verdict: NOT_CARRIED, reason: notCarried };
  const reason = REASONS[verdict] ?? "";
  return { verdict, reason: verdict === "origin" ? `${reason} That is ${speaker?.origin}.` : reason };
}

/** @param {string} verdict */
export function isDropped(verdict) {
  return Object.hasOwn(REASONS, verdict) || verdict === NOT_CARRIED;
}

/** @param {string} verdict */
export function labelOfVerdict(verdict) {
  return WORDS[verdict] ?? verdict;
}
