/* Built from assets/boot/first.js: make bundle */
"use strict";(()=>{function a(o){let s=new Map;for(let e of o){let t=performance.now(),n=fetch(e,{headers:{Accept:"application/json"},referrerPolicy:"same-origin"});n.catch(()=>{}),s.set(e,{askedAt:t,answer:n})}return{take(e){let t=s.get(e)??null;return s.delete(e),t}}}var r={firstAnswers:a(["/_dash-layout","/_dash-dependencies"])};window.dashapp=Object.assign(window.dashapp??{},r);})();
//# sourceMappingURL=first.js.map
