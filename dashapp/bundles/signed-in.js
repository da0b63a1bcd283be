/* Built from assets/boot/signed-in.js: make bundle */
"use strict";(()=>{new BroadcastChannel("retool-embed /").postMessage({kind:"signed in"});window.close();})();
//# sourceMappingURL=signed-in.js.map
