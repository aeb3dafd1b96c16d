import{e}from"./chunk-QYI3UPQA.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
