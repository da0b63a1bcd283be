/* Built from assets/offline/register.js: make bundle */
"use strict";(()=>{function e(){return JSON.parse(document.documentElement.getAttribute("data-routes")||"{}")}window.addEventListener("load",()=>{if(!window.isSecureContext||!navigator.serviceWorker)return;navigator.serviceWorker.register(e().offlineWorker,{updateViaCache:"none"}).catch(()=>{})});})();
//# sourceMappingURL=offline-register.js.map
