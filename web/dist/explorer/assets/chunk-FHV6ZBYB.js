import{e}from"./chunk-4XXWY4YD.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
