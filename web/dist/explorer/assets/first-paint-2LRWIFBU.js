"use strict";(()=>{var o="theme";function m(e){return e==="light"||e==="dark"}function t(){try{let e=localStorage.getItem(o);m(e)&&(document.documentElement.dataset.theme=e)}catch{}}t();})();
