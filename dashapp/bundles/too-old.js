/* Built from assets/boot/too-old.js: make bundle */
"use strict";(function(){function t(){return JSON.parse(document.documentElement.getAttribute("data-routes")||"{}")}function o(){try{return!AbortSignal.timeout||!("inert"in HTMLElement.prototype)}catch(e){return!0}}o()&&location.replace(t().oldBrowser);})();
//# sourceMappingURL=too-old.js.map
