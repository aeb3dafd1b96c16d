import{a}from"./chunk-P3BSGL3P.js";import"./chunk-NWWCYL5K.js";import"./chunk-HLQF4HQN.js";import"./chunk-Q4YO4FG7.js";import"./chunk-KS3QMYXS.js";import"./chunk-7ODKRCHQ.js";export{a as initialize};
