import{W as r,m as e}from"./chunk-XX3CYGJY.js";function p({document:a,variables:i}){return r("a",{class:"graphiql-link",href:e(a,i),children:"Open this query in GraphiQL"})}export{p as a};
