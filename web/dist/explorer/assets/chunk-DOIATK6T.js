import{e}from"./chunk-BHLARKCP.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
