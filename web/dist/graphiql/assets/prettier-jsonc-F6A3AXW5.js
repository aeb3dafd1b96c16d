import{c as r,d as e}from"./chunk-DYJGJQNE.js";import"./chunk-7ODKRCHQ.js";var n={jsonc:{astFormat:"formatted-jsonc",parse:t=>({text:e(t,r(t,void 0,{insertSpaces:!0,tabSize:2,eol:`
`}))}),locStart:()=>0,locEnd:t=>t.text.length}},s={"formatted-jsonc":{print:({node:t})=>t.text}};export{n as parsers,s as printers};
