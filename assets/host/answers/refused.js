/** Dash's requests that the host has refused: they wait for a sign-in, or the page is opened anew. */

/** @import { Kit } from "../../bridge.js" */
/** @import { Answer } from "../../kit/session/types.js" */
import { isOfRenderer } from "../../kit/dash-internals.js";

/**
 * Whether this page is no longer for whoever it was made for: they are gone, or a role was taken from them.
 * @param {Response} response
 */
export async function hasLostAccess(response) {
  if (response.status === 401) return true;
  if (response.status !== 403) return false;
  /** @type {{code?: unknown} | null} */
  const answer = await response.clone().json().catch(() => null);
  return answer?.code === "may_not_see_usage";
}

/**
 * @param {object} given
 * @param {Pick<Kit["answers"], "listen">} given.answers
 * @param {Pick<Kit["person"], "isOfPage" | "signOutReason">} given.person
 * @param {(sentAt: number) => Promise<void>} given.untilSignedIn
 * @param {string} given.prefix  of the host's addresses
 * @param {() => void} given.onRefused  told when the page gets a refusal that it has to show
 */
export function startRefused({ answers, person, untilSignedIn, prefix, onRefused }) {
  let isReloading = false;
  answers.listen(async (/** @type {Answer} */ { url, sentAt, response, again }) => {
    if (!response || response.ok || !isOfRenderer(url.pathname, prefix)) return undefined;
    if (response.status === 401 && person.isOfPage && !person.signOutReason) {
      // What the page wanted to know is still wanted. To Dash it is a slow answer.
      await untilSignedIn(sentAt);
      return again();
    }
    // Who would rather keep unsaved work than load the page anew is not asked again and again.
    if (!isReloading && (await hasLostAccess(response))) {
      isReloading = true;
      // The page itself leads to a new sign-in and back here, or says what is missing.
      location.reload();
      // Dash stumbles over this answer, and nobody on a page that is leaving needs it.
      await new Promise(() => {});
    }
    onRefused();
    return undefined;
  });
}
