/** How long the page in the place of another waits, over its reloads. */
import { storageKey } from "../host/storage-key.js";
import { FIRST_WAIT_MS, longer } from "./waits.js";

const NAME = "dashapp_offline";
// A host that answers here, but whose pages still can't be had, is not asked for them without a breath.
const SOON_MS = 30000;

/**
 * @param {{at: number, waitMs: number}} last  when the page was last opened again, and how long it had waited
 * @param {number} beganAt  when this page began: an answer that takes a minute to fail is soon, too
 */
export function waitAfter({ at, waitMs }, beganAt) {
  return beganAt - at < SOON_MS ? longer(waitMs) : FIRST_WAIT_MS;
}

/** @returns {number}  ms */
export function firstWaitMs() {
  try {
    return waitAfter(JSON.parse(sessionStorage.getItem(storageKey(NAME)) ?? "{}"), performance.timeOrigin);
  } catch {
    return FIRST_WAIT_MS;
  }
}

/** @param {number} waitMs  that this page began with */
export function keepWait(waitMs) {
  try {
    sessionStorage.setItem(storageKey(NAME), JSON.stringify({ at: Date.now(), waitMs }));
  } catch {
    // Each retry begins with the shortest wait.
  }
}
