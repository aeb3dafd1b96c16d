import{e}from"./chunk-HXDZBLE5.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
