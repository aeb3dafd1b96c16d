import { launchBrowser } from "./support/browser.mjs";
import { startOwnServer } from "./support/server.mjs";
const own = await startOwnServer();
await own.run("import","--format","cert-atlas","tests/data/cert-atlas/cert-atlas.json.gz");
await new Promise(r=>setTimeout(r,3000));
for (const u of ["/map.json","/map.json","/map","/map"]) { const t=Date.now(); const r=await fetch(own.url+u,{headers:{"accept-encoding":"br"}}); const raw=(await r.text()).length; console.log(u, Date.now()-t, "ms", raw); }
const b = await launchBrowser();
for (const rate of [1,4]) {
const context = await b.newContext({ viewport: {width:360,height:780}, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
const page = await context.newPage(); const d = await context.newCDPSession(page);
await d.send("Network.enable");
const sizes=new Map(), urls=new Map(), t0={};
d.on("Network.responseReceived", ({requestId,response,timestamp})=>urls.set(requestId,response.url.replace(own.url,"")));
d.on("Network.requestWillBeSent", ({requestId,timestamp})=>{t0[requestId]=timestamp; t0.first??=timestamp});
d.on("Network.loadingFinished", ({requestId,encodedDataLength,timestamp})=>console.log(urls.get(requestId), encodedDataLength, "start",((t0[requestId]-t0.first)*1000).toFixed(), "end", ((timestamp-t0.first)*1000).toFixed()));
await d.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 204800, uploadThroughput: 96000 });
await d.send("Emulation.setCPUThrottlingRate", { rate });
await page.addInitScript(() => { const look=()=>{ if(document.querySelectorAll(".map-exam").length>=1606) requestAnimationFrame(()=>globalThis.drawn=performance.now()); else requestAnimationFrame(look)}; requestAnimationFrame(look); });
await page.goto(own.url+"/map"); await page.waitForFunction(()=>globalThis.drawn!==undefined);
console.log("rate",rate,"drawn", await page.evaluate(()=>Math.round(globalThis.drawn)));
await page.waitForTimeout(300);
await context.close();
}
await b.close(); await own.remove();
