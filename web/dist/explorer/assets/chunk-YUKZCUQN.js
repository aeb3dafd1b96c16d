import{e}from"./chunk-AKO7YC7Q.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
