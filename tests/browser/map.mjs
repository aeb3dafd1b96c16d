// The map of exams in a real browser: every exam of the API, edges on demand, filters that dim, the day,
// what is held, the card, the keyboard, a phone, print, and 1,606 exams on a slow phone.
// Usage: node map.mjs BASE_URL [--screenshots DIR]
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";
import { click, drag } from "./support/mouse.mjs";
import { startOwnServer } from "./support/server.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: "string" } },
});
if (positionals.length !== 1 || !URL.canParse(positionals[0])) {
  console.error("usage: node map.mjs BASE_URL [--screenshots DIR]");
  process.exit(2);
}
const baseUrl = positionals[0];
const at = (address) => new URL(address, baseUrl).href;

const LIMIT_MS = 10_000;
const DRAWN_LIMIT_MS = 1_000;
const PHONE = { width: 360, height: 780 };
const DAY = "asOf=2026-11-27";
const CERT_ATLAS = fileURLToPath(new URL("../data/cert-atlas/cert-atlas.json.gz", import.meta.url));

async function open(page, address) {
  await page.goto(at(address), { timeout: LIMIT_MS });
  await page.locator(".map-exam").first().waitFor({ timeout: LIMIT_MS });
}

async function capture(page, name) {
  if (options.screenshots !== undefined) {
    mkdirSync(options.screenshots, { recursive: true });
    await page.screenshot({ path: path.join(options.screenshots, `${name}.png`) });
  }
}

function exam(page, code) {
  return page.getByRole("button", { name: new RegExp(`^${code} `) });
}

/** Waits until the address has a parameter of a value, or lacks it. */
function untilAsked(page, name, value) {
  return page.waitForFunction(([key, wanted]) => new URLSearchParams(location.search).get(key) === wanted, [name, value], { timeout: LIMIT_MS });
}

/** The number of exams that the API lists. */
async function listed() {
  const query = "{exams(first:1,filter:{states:[ANNOUNCED,BETA,LIVE,RETIRING,RETIRED]}){totalCount}}";
  const response = await fetch(at(`/graphql?query=${encodeURIComponent(query)}`));
  return (await response.json()).data.exams.totalCount;
}

const { check, close } = createChecks();
const browser = await launchBrowser();
const ownServer = await startOwnServer();
try {
  const desktop = await openGuardedPage(browser, baseUrl, { viewport: { width: 1440, height: 1000 } });
  const { page } = desktop;

  await check("the navigation leads to a map with every exam of the API", async () => {
    await page.goto(at("/"), { timeout: LIMIT_MS });
    await click(page, page.getByRole("link", { name: "Map", exact: true }));
    await page.locator(".map-exam").first().waitFor({ timeout: LIMIT_MS });
    const count = await listed();
    assert.equal(await page.locator(".map-exam").count(), count);
    await page.getByRole("status").getByText(`${count} exams`).waitFor({ timeout: LIMIT_MS });
    const tops = await page.locator(".map-column h2").evaluateAll((list) => list.map((item) => item.getBoundingClientRect().top));
    assert.ok(tops.length > 8 && new Set(tops).size === 1, "the subjects are side by side");
    const rows = await page.locator("h3", { hasText: "Associate" }).evaluateAll((list) => list.map((item) => Math.round(item.getBoundingClientRect().top)));
    assert.equal(new Set(rows).size, 1, "levels are aligned");
    await capture(page, "map");
  });

  await check("edges are drawn on hover, on focus, and all by a switch", async () => {
    await open(page, `/map?${DAY}`);
    const edges = page.locator(".map-edges path");
    assert.equal(await edges.count(), 0);
    await exam(page, "AI-102").hover();
    // An upright curve has no width, so it does not count as visible.
    await page.locator(".map-edges .succession").first().waitFor({ state: "attached", timeout: LIMIT_MS });
    await page.mouse.move(2, 2);
    await page.waitForFunction(() => document.querySelectorAll(".map-edges path").length === 0, undefined, { timeout: LIMIT_MS });
    await exam(page, "AZ-305").focus();
    await page.locator(".map-edges .required").first().waitFor({ state: "attached", timeout: LIMIT_MS });
    await click(page, page.getByRole("button", { name: "All links" }));
    await page.waitForFunction(() => document.querySelectorAll(".map-edges path").length > 60, undefined, { timeout: LIMIT_MS });
    await untilAsked(page, "edges", "all");
    await capture(page, "map-edges");
  });

  await check("filters dim other exams and are in the address", async () => {
    await open(page, `/map?${DAY}`);
    const count = await page.locator(".map-exam").count();
    await click(page, page.getByRole("button", { name: "Professional", exact: true }));
    await untilAsked(page, "levels", "PROFESSIONAL");
    await click(page, page.getByText("Vendors", { exact: true }).first());
    await click(page, page.getByRole("button", { name: "Microsoft", exact: true }));
    await untilAsked(page, "vendors", "microsoft");
    assert.equal(await page.locator(".map-exam").count(), count, "nothing is removed");
    const clear = await page.locator(".map-exam:not(.dim)").count();
    assert.ok(clear > 0 && clear < 20, `${clear} exams are not dimmed`);
    await page.reload();
    await page.locator(".map-exam").first().waitFor({ timeout: LIMIT_MS });
    assert.equal(await page.locator(".map-exam:not(.dim)").count(), clear);
    await page.getByRole("status").getByText(`${clear} of ${count} exams match`).waitFor({ timeout: LIMIT_MS });
  });

  await check("the day changes the look of exams", async () => {
    await open(page, "/map?asOf=2026-06-12");
    assert.match(await exam(page, "AI-102").getAttribute("class"), /retiring/);
    await open(page, `/map?${DAY}`);
    assert.match(await exam(page, "AI-102").getAttribute("class"), /retired/);
    const before = await page.locator(".map-exam.retired").count();
    await drag(page, page.getByRole("slider", { name: "Day" }), 0.3);
    await page.waitForFunction((then) => document.querySelectorAll(".map-exam.retired").length < then, before, { timeout: LIMIT_MS });
    assert.ok((await page.locator(".map-exam.unannounced, .map-exam.announced").count()) > 20, "later exams look different");
    await page.waitForFunction(() => new URLSearchParams(location.search).get("asOf") < "2026-11-27", undefined, { timeout: LIMIT_MS });
    await click(page, page.getByRole("button", { name: "Today" }));
    await untilAsked(page, "asOf", null);
  });

  await check("a click shows a card, which leads to the exam and marks it as held", async () => {
    await open(page, `/map?${DAY}`);
    await click(page, exam(page, "AI-102"));
    const card = page.getByRole("region", { name: "AI-102 on the map" });
    await card.getByText("Retired").waitFor({ timeout: LIMIT_MS });
    assert.equal(await card.getByRole("link", { name: "AI-103" }).count(), 1);
    await click(page, card.getByRole("button", { name: "I hold this exam" }));
    await untilAsked(page, "held", "microsoft/AI-102");
    assert.match(await exam(page, "AI-102").getAttribute("class"), /held/);
    await capture(page, "map-card");
    await click(page, card.getByRole("link", { name: "AI-103", exact: true }));
    await untilAsked(page, "exam", "microsoft/AI-103");
    await click(page, page.getByRole("link", { name: "Open AI-103" }));
    await page.getByRole("heading", { name: /^AI-103/ }).waitFor({ timeout: LIMIT_MS });
    assert.equal(new URL(page.url()).searchParams.get("held"), "microsoft/AI-102");
  });

  await check("the keyboard alone reads the map", async () => {
    await open(page, `/map?${DAY}`);
    const first = page.locator(".map-exam[tabindex='0']");
    assert.equal(await first.count(), 1, "the map is one stop of the Tab key");
    await first.focus();
    const focused = () => page.evaluate(() => document.activeElement.dataset.index);
    const begin = await focused();
    await page.keyboard.press("ArrowRight");
    const right = await focused();
    assert.notEqual(right, begin);
    await page.keyboard.press("ArrowDown");
    const down = await focused();
    assert.notEqual(down, right);
    await page.keyboard.press("ArrowUp");
    assert.notEqual(await focused(), down);
    await page.keyboard.press("Enter");
    await page.locator(".map-card").waitFor({ timeout: LIMIT_MS });
    await page.locator(".map-card :focus").waitFor({ timeout: LIMIT_MS });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await page.locator(".map-card").waitFor({ state: "detached", timeout: LIMIT_MS });
    assert.equal(await page.evaluate(() => document.activeElement.classList.contains("map-exam")), true, "focus returns");
  });

  await check("unreadable values of the address are ignored and named", async () => {
    await open(page, "/map?asOf=2026-99-99&levels=NONE&vendors=nobody&held=nobody/X&exam=nobody/X&edges=2");
    await page.getByText("asOf=2026-99-99").waitFor({ timeout: LIMIT_MS });
    assert.equal(await page.locator(".map-card").count(), 0);
  });

  await check("a vendor that does not exist is named, and the map is shown without it", async () => {
    await open(page, `/map?vendors=zz,microsoft&${DAY}`);
    await page.locator(".notice", { hasText: "ignored: vendors=zz." }).waitFor({ timeout: LIMIT_MS });
    assert.match(await page.locator(".answer-head [role=status]").innerText(), /^\d+ of [\d,]+ exams match/);
    await open(page, `/map?vendors=zz&${DAY}`);
    await page.locator(".notice", { hasText: "ignored: vendors=zz." }).waitFor({ timeout: LIMIT_MS });
    assert.equal(await page.locator(".map-exam.dim").count(), 0);
    assert.doesNotMatch((await page.getByRole("link", { name: "PNG" }).getAttribute("href")) ?? "", /zz/);
    await click(page, page.locator(".notice").getByRole("button", { name: "Remove" }));
    await page.waitForFunction(() => !location.search.includes("zz"));
  });

  await check("the pictures of the map are drawn by the server", async () => {
    await open(page, `/map?${DAY}&held=microsoft/AI-102`);
    for (const [name, width, height] of [["SVG for A2", 2245, 1587], ["PNG", 3508, 2480]]) {
      const address = await page.getByRole("link", { name, exact: true }).getAttribute("href");
      assert.match(address, /held=microsoft\/AI-102/);
      const size = await page.evaluate(async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      }, address);
      assert.ok(Math.abs(size[0] - width) <= 1 && Math.abs(size[1] - height) <= 1, `${name}: ${size}`);
    }
    assert.deepEqual(desktop.faults, []);
  });

  await check("the page prints on one A2 sheet", async () => {
    await open(page, `/map?${DAY}`);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/.exec(pdf);
    const millimetres = box.slice(1).map((points) => Math.round((Number(points) / 72) * 25.4));
    assert.deepEqual(millimetres, [594, 420]);
    assert.equal(/\/Count (\d+)/.exec(pdf)[1], "1", "more than one sheet");
  });
  await desktop.close();

  for (const colorScheme of ["light", "dark"]) {
    const reader = await openGuardedPage(browser, baseUrl, { colorScheme, reducedMotion: "reduce", viewport: { width: 1440, height: 1000 } });
    await check(`axe finds nothing on the map, ${colorScheme}`, async () => {
      await open(reader.page, `/map?${DAY}&held=microsoft/AI-102&edges=all&exam=microsoft/AI-103`);
      await reader.page.locator(".map-card").waitFor({ timeout: LIMIT_MS });
      await assertAccessible(reader.page, "map");
      await open(reader.page, `/map?${DAY}&view=list&held=microsoft/AI-102`);
      await assertAccessible(reader.page, "list");
      const animations = await reader.page.evaluate(() => document.getAnimations().length);
      assert.equal(animations, 0, "reduced motion");
      assert.deepEqual(reader.faults, []);
      await capture(reader.page, `map-list-${colorScheme}`);
    });
    await reader.close();
  }

  await check("at 200 % zoom nothing but the map itself scrolls sideways", async () => {
    // Half the width in CSS pixels is what zooming to 200 % gives.
    const zoomed = await openGuardedPage(browser, baseUrl, { viewport: { width: 720, height: 500 }, deviceScaleFactor: 2 });
    await open(zoomed.page, `/map?${DAY}&exam=microsoft/AI-103`);
    const { width, wide } = await zoomed.page.evaluate(() => ({ width: document.documentElement.scrollWidth, wide: document.documentElement.clientWidth }));
    assert.ok(width <= wide, `${width} px wide on a screen of ${wide} px`);
    await assertAccessible(zoomed.page, "zoomed map");
    await zoomed.close();
  });

  await check("a phone has a list, with the same filters and card", async () => {
    const phone = await openGuardedPage(browser, baseUrl, { viewport: PHONE, hasTouch: true });
    await open(phone.page, `/map?${DAY}`);
    const { width, wide } = await phone.page.evaluate(() => ({ width: document.documentElement.scrollWidth, wide: document.documentElement.clientWidth }));
    assert.ok(width <= wide, `${width} px wide on a screen of ${wide} px`);
    const target = exam(phone.page, "AI-103");
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    assert.ok(box.height >= 44, `${box.height} px high`);
    await target.tap();
    await phone.page.getByRole("link", { name: "Open AI-103" }).waitFor({ timeout: LIMIT_MS });
    await assertAccessible(phone.page, "map on a phone");
    assert.deepEqual(phone.faults, []);
    await capture(phone.page, "map-phone");
    await phone.close();
  });

  await check("without a script the page lists every exam", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(at(`/map?${DAY}`));
    assert.equal(await plain.locator(".noscript a[href^='/exams/']").count(), await listed());
    await context.close();
  });

  await check("1,606 exams are listed within a second on a slow phone", async () => {
    await ownServer.run("import", "--format", "cert-atlas", CERT_ATLAS);
    const served = async () => (await (await fetch(`${ownServer.url}/map.json`)).json()).exams.length;
    for (const end = Date.now() + LIMIT_MS; (await served()) < 1_606; ) {
      assert.ok(Date.now() < end, "the server does not serve the imported exams");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const times = [];
    const controls = [];
    let count = 0;
    for (let run = 0; run < 5; run += 1) {
      const context = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
      const slow = await context.newPage();
      await slow.addInitScript(() => {
        // The server writes a list of all exams, which the script replaces by the map.
        const wait = (selector, done) => {
          const look = () => {
            if (document.querySelectorAll(selector).length >= 1_606) {
              // The frame after the one in which they were added has painted them.
              requestAnimationFrame(() => done(Math.round(performance.now())));
            } else {
              requestAnimationFrame(look);
            }
          };
          requestAnimationFrame(look);
        };
        globalThis.drawn = {};
        wait("main a[href^='/exams/'], .map-exam", (time) => (globalThis.drawn.list = time));
        wait(".map-exam", (time) => (globalThis.drawn.map = time));
      });
      const devtools = await context.newCDPSession(slow);
      // The phone of pages.mjs: 150 ms there and back, 1.6 Mbit/s, a processor four times slower.
      await devtools.send("Network.enable");
      await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 });
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      await slow.goto(`${ownServer.url}/map`, { waitUntil: "load" });
      await slow.waitForFunction(() => globalThis.drawn.map !== undefined, undefined, { timeout: LIMIT_MS });
      const { list, map } = await slow.evaluate(() => globalThis.drawn);
      times.push(list);
      controls.push(map);
      count = await slow.locator(".map-exam").count();
      await context.close();
    }
    times.sort((one, other) => one - other);
    // The best of the runs: a machine that does other work at the same time only makes it later.
    assert.ok(times[0] <= DRAWN_LIMIT_MS, `${count} exams after ${times.join(", ")} ms`);
    return `${count} exams after ${times.join(", ")} ms, with controls after ${controls.sort((one, other) => one - other).join(", ")} ms`;
  });
} finally {
  await browser.close();
  await ownServer.remove();
}
close();
