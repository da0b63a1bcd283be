/**
 * The very first lines of a page: they lead a browser that is too old away. They are a script of their own, which any browser
 * can read: one that stumbles over a word of a script runs nothing of it.
 */
import { hostRoutes } from "../host/routes.js";
import { isTooOld } from "../kit/browser.js";

if (isTooOld()) location.replace(hostRoutes().oldBrowser);
