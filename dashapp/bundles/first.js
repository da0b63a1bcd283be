/* Built from assets/boot/first.js: make bundle */
"use strict";(()=>{function o(r){let t=new Map;for(let e of r){let s=performance.now(),n=fetch(e,{headers:{Accept:"application/json"},referrerPolicy:"same-origin"});n.catch(()=>{}),t.set(e,{askedAt:s,answer:n})}return{take(e){let s=t.get(e)??null;return t.delete(e),s}}}var a={firstAnswers:o(["/_dash-layout","/_dash-dependencies"])};window.dash_retool_embed=Object.assign(window.dash_retool_embed??{},a);})();
//# sourceMappingURL=first.js.map
