/* Built from assets/boot/signed-in.js: make bundle */
"use strict";(()=>{function e(){return JSON.parse(document.documentElement.getAttribute("data-routes")||"{}")}var t=new BroadcastChannel(`retool-embed ${e().prefix}`);t.postMessage({kind:"signed in"});window.close();})();
//# sourceMappingURL=signed-in.js.map
