import{a as s,ma as a,z as o}from"./chunk-HXDZBLE5.js";function t({text:n}){let p=a(n);return p===n&&/\p{L}{2}/u.test(n)?o("span",{lang:"en",children:n}):o(s,{children:p})}export{t as a};
