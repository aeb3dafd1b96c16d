import{e}from"./chunk-SC4FRVYT.js";function r(t){e(()=>{document.title=`${t} · certgraph`},[t])}export{r as a};
