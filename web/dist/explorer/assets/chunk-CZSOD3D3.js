import{e}from"./chunk-HGKALE3V.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
