import{e}from"./chunk-ZT7IJ5OT.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
