import{a}from"./chunk-BLIJAA5I.js";import"./chunk-MCWQ3N43.js";import"./chunk-Q4YO4FG7.js";import"./chunk-HLQF4HQN.js";import"./chunk-KS3QMYXS.js";import"./chunk-7ODKRCHQ.js";export{a as initialize};
