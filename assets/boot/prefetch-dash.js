/**
 * The first lines of a page, in its HTML. They ask for Dash's first two answers while everything else still loads; the kit
 * hands these on when Dash asks. A <link rel="preload"> would do in Chromium only.
 */
import { hostRoutes } from "../host/routes.js";
import { DEPENDENCIES, LAYOUT } from "../kit/dash-internals.js";
import { prefetchAnswers } from "./prefetched-answers.js";

/** @import { PrefetchedAnswers } from "../kit/session/types.js" */

const { prefix } = hostRoutes();
/** @type {{prefetchedAnswers: PrefetchedAnswers}} */
const found = { prefetchedAnswers: prefetchAnswers([prefix + LAYOUT, prefix + DEPENDENCIES]) };
window.dash_retool_embed = Object.assign(window.dash_retool_embed ?? {}, found);
