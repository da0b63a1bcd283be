/* Built from assets/boot/prefetch-dash.js: make bundle */
"use strict";(()=>{function s(r){let n=new Map;for(let e of r){let t=performance.now(),o=fetch(e,{headers:{Accept:"application/json"},referrerPolicy:"same-origin"});o.catch(()=>{}),n.set(e,{askedAt:t,answer:o})}return{take(e){let t=n.get(e)??null;return n.delete(e),t}}}var c={prefetchedAnswers:s(["/_dash-layout","/_dash-dependencies"])};window.dash_retool_embed=Object.assign(window.dash_retool_embed??{},c);})();
//# sourceMappingURL=prefetch-dash.js.map
