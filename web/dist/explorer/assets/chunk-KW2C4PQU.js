import{e}from"./chunk-IYFNAGKX.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
