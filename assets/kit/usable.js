/** Whether the kit can run at all. */

/** @import { Failure } from "./ui/failures.js" */
import { isTooOld } from "./browser.js";
import { missingInPage } from "./dash-internals.js";
import { FAILURES } from "./ui/failures.js";

/** @returns {Failure | null}  why it can't run in this browser, or on this page */
export function whyUnusable() {
  if (isTooOld()) return FAILURES.browser_too_old;
  const missing = missingInPage();
  if (!missing) return null;
  console.error(`Retool: this page of Dash can't be used with this release: ${missing}.`);
  return FAILURES.unsupported_dash;
}
