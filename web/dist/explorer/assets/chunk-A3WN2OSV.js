import{e}from"./chunk-MIRPXEQS.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
