/* Built from assets/offline/register.js: make bundle */
"use strict";(()=>{window.addEventListener("load",()=>{if(!window.isSecureContext||!navigator.serviceWorker)return;navigator.serviceWorker.register("/offline-worker.js",{updateViaCache:"none"}).catch(()=>{})});})();
//# sourceMappingURL=offline-register.js.map
