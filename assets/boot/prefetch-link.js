/**
 * The link of the app whose address was opened, asked for while everything else still loads. The server loads this script
 * only for a person who may open that app; the kit uses the answer, once.
 */
import { hostRoutes } from "../host/routes.js";
import { prefetchLink } from "./prefetched-link.js";

/** @import { PrefetchedLink } from "../kit/session/types.js" */

/** @type {{prefetchedLink: PrefetchedLink}} */
const found = { prefetchedLink: prefetchLink(document.currentScript?.dataset.app, hostRoutes().links) };
window.dash_retool_embed = Object.assign(window.dash_retool_embed ?? {}, found);
