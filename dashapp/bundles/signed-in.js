/* Built from assets/boot/signed-in.js: make bundle */
"use strict";(()=>{var e=new BroadcastChannel("retool-embed /");e.postMessage({kind:"signed in"});window.close();})();
//# sourceMappingURL=signed-in.js.map
