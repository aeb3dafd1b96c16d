import{e}from"./chunk-4J7GYF5W.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
