import{e}from"./chunk-XM7OIYOG.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
