/* Built from assets/boot/too-old.js: make bundle */
"use strict";(function(){function o(){try{return!AbortSignal.timeout||!("inert"in HTMLElement.prototype)}catch(t){return!0}}o()&&location.replace("/old-browser");})();
//# sourceMappingURL=too-old.js.map
