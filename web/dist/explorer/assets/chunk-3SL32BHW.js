import{e}from"./chunk-IRYE3JVC.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
