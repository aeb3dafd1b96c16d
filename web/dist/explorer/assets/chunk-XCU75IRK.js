import{d as e}from"./chunk-XX3CYGJY.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
