/* Built from assets/boot/last-tab.js: make bundle */
"use strict";(()=>{var o="dashapp_last_tab";function n(t){try{let e=JSON.parse(localStorage.getItem(o)??"null");return e?.person===t&&typeof e?.tab=="string"?e.tab:null}catch{return null}}function a([t]){return t?.type==="navigate"}var s=document.currentScript?.dataset.whose,r=a(performance.getEntriesByType("navigation"))?n(s):null;r!==null&&(document.documentElement.dataset.lastTab=r);})();
//# sourceMappingURL=last-tab.js.map
