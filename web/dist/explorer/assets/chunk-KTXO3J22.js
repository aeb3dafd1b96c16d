import{e}from"./chunk-PR7BPRVK.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
