/**
 * The first lines of a page, in its HTML. They leave a browser that is too old, and ask for Dash's first two answers while
 * everything else still loads; the kit hands these on when Dash asks. A <link rel="preload"> would do in Chromium only.
 */
import { isTooOld } from "../kit/browser.js";
import { askFirst } from "./first-answers.js";

/** @import { FirstAnswers } from "../kit/types.js" */

if (isTooOld()) {
  // As dashapp/web/old_browser.py serves it.
  location.replace("/old-browser");
} else {
  /** @type {{firstAnswers: FirstAnswers}} */
  const left = { firstAnswers: askFirst(["/_dash-layout", "/_dash-dependencies"]) };
  window.dashapp = Object.assign(window.dashapp ?? {}, left);
}
