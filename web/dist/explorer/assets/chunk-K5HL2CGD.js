import{e}from"./chunk-UQMYW7Q4.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
