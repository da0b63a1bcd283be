/** The end of a sign-in that began in a window of its own: the windows that wait for it go on, and this one closes. */

import { hostRoutes } from "../host/routes.js";

/** @import { WindowChannel } from "../kit/session/types.js" */

/** @type {WindowChannel} as kit/session/windows.js opens it */
const others = new BroadcastChannel(`retool-embed ${hostRoutes().prefix}`);
// By whatever way somebody came here, they ask the server who they are.
others.postMessage({ kind: "signed in" });
window.close();
