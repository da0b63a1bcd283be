/* Built from assets/boot/last-tab.js: make bundle */
"use strict";(()=>{var s="dashapp_last_tab";function a(t){try{let e=JSON.parse(localStorage.getItem(s)??"null");return e?.person===t&&typeof e?.tab=="string"?e.tab:null}catch{return null}}function n([t]){return t?.type==="navigate"}var o=document.currentScript?.dataset.forPerson,r=n(performance.getEntriesByType("navigation"))?a(o):null;r!==null&&(document.documentElement.dataset.lastTab=r);})();
//# sourceMappingURL=last-tab.js.map
