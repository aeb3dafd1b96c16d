// Lists and pages of certifications, roles and exams: filters, links, unknown names, axe, phones.
// Usage: node browse.mjs BASE_URL
import assert from "node:assert/strict";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";
import { query } from "./support/graphql.mjs";
import { click } from "./support/mouse.mjs";

const [baseUrl] = process.argv.slice(2);
if (!URL.canParse(baseUrl)) {
  console.error("usage: node browse.mjs BASE_URL");
  process.exit(2);
}
const at = (address) => new URL(address, baseUrl).href;

const LIMIT_MS = 10_000;
const DAY = "2026-11-27";
const PAGES = [
  ["certifications", `/certifications?vendors=microsoft&asOf=${DAY}`, ".browsed"],
  ["certification", `/certifications/azure-ai-engineer-associate?asOf=${DAY}`, ".exam-set"],
  ["roles", "/roles", ".role"],
  ["exams", `/exams?subjects=Security&maxHours=100&asOf=${DAY}`, ".browsed"],
];

async function open(page, address, mark) {
  await page.goto(at(address), { timeout: LIMIT_MS });
  await page.locator(mark).first().waitFor({ timeout: LIMIT_MS });
}

/** Waits until the page says that it lists so many objects. */
async function untilListed(page, count) {
  await page.waitForFunction((wanted) => Number.parseInt(document.querySelector(".answer-head [role=status]")?.textContent.replace(",", ""), 10) === wanted, count, { timeout: LIMIT_MS });
}

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  const { page, faults, close: leave } = await openGuardedPage(browser, baseUrl);

  await check("a page of an exam links its certifications, and they link back", async () => {
    await open(page, `/exams/microsoft/AI-102?asOf=${DAY}`, ".verdict");
    await click(page, page.locator(".earns").getByRole("link", { name: "Microsoft Certified: Azure AI Engineer Associate" }));
    await page.locator(".exam-set").first().waitFor({ timeout: LIMIT_MS });
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, `/certifications/azure-ai-engineer-associate?asOf=${DAY}`);
    await page.waitForFunction((title) => document.title === title, "Microsoft Certified: Azure AI Engineer Associate · certgraph", { timeout: LIMIT_MS });
    assert.equal(await page.locator(".state").innerText(), "Closed");
    assert.equal(await page.locator(".life .checked").innerText(), "checked 24 Sep 2026");
    await page.getByRole("heading", { name: "How to earn it: any one of these" }).waitFor();
    assert.match(await page.locator('[aria-label="Renewal"]').innerText(), /Validity \(AI-102\)\s+12 months/);
    assert.ok((await page.locator('[aria-label="Sources"]').getByRole("link").count()) > 0);
    await click(page, page.locator(".exam-set th").getByRole("link", { name: "AI-102", exact: true }));
    await page.locator(".verdict").waitFor({ timeout: LIMIT_MS });
    assert.equal(new URL(page.url()).pathname, "/exams/microsoft/AI-102");
  });

  await check("what can be booked comes first among the exams of a certification", async () => {
    await open(page, `/certifications/azure-administrator-associate?asOf=${DAY}`, ".exam-set");
    const sets = await page.locator(".exam-set").allInnerTexts();
    assert.match(sets[0], /AZ-104/);
    assert.doesNotMatch(sets[0], /can no longer be booked/i);
    assert.match(sets[1], /^Can no longer be booked\s[^]*AZ-103[^]*Retired/);
    assert.match(await page.locator('[aria-label="Renewal"]').innerText(), /^Renewal\s+\S+ \(AZ-104\)/);
  });

  await check("a table that is wider than a phone shows that it scrolls, and takes the focus", async () => {
    const phone = await openGuardedPage(browser, baseUrl, { viewport: { width: 320, height: 640 } });
    for (const [name, address] of [...PAGES.filter(([, , mark]) => mark !== ".role"), ["compare", `/compare?exams=microsoft/AI-102,microsoft/AZ-204&asOf=${DAY}`]]) {
      await open(phone.page, address, ".table-frame");
      const frame = phone.page.locator(".table-frame").first();
      const { isWide, attachments, index } = await frame.evaluate((element) => ({
        isWide: element.scrollWidth > element.clientWidth,
        attachments: getComputedStyle(element).backgroundAttachment,
        index: element.tabIndex,
      }));
      assert.ok(isWide || name === "compare", `${name} is not wider`);
      assert.equal(attachments, "local, local, scroll, scroll", name);
      assert.equal(index, 0, name);
      await frame.focus();
      await phone.page.keyboard.press("ArrowRight");
      if (isWide) {
        await phone.page.waitForFunction(() => document.activeElement.scrollLeft > 0, undefined, { timeout: LIMIT_MS });
      }
      assert.ok((await phone.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0, name);
      await assertAccessible(phone.page, name);
    }
    assert.deepEqual(phone.faults, []);
    await phone.close();
  });

  await check("certifications are narrowed down, counted and shared", async () => {
    const { certifications, open: able } = await query(
      baseUrl,
      "query ($day: Date) { certifications(first: 0, asOf: $day) { totalCount } open: certifications(first: 0, asOf: $day, filter: { earnable: true, vendors: [\"microsoft\"], levels: [ASSOCIATE] }) { totalCount } }",
      { day: DAY },
    );
    await open(page, `/certifications?asOf=${DAY}`, ".browsed");
    await untilListed(page, certifications.totalCount);
    await click(page, page.getByRole("button", { name: "Microsoft", exact: true }));
    await click(page, page.getByRole("button", { name: "Associate", exact: true }));
    await click(page, page.getByRole("button", { name: "Open", exact: true }));
    await page.waitForFunction(() => new URLSearchParams(location.search).get("status") === "open");
    await untilListed(page, able.totalCount);
    await page.reload();
    await page.locator(".browsed").waitFor({ timeout: LIMIT_MS });
    await untilListed(page, able.totalCount);
    assert.deepEqual([...new Set(await page.locator(".browsed tbody td:nth-of-type(3)").allInnerTexts())], ["Open"]);
    await open(page, "/certifications?levels=HARD", ".browsed");
    assert.match(await page.locator(".notice").innerText(), /ignored: levels=HARD\./);
    await open(page, `/certifications?vendors=nope&asOf=${DAY}`, ".browsed");
    await untilListed(page, certifications.totalCount);
    assert.equal(await page.locator(".trouble").count(), 0);
    assert.match(await page.locator(".notice").innerText(), /ignored: vendors=nope\./);
  });

  await check("all roles are listed with their recommendations, and lead to paths", async () => {
    const { roles } = await query(baseUrl, "{ roles(first: 100) { totalCount nodes { title recommendations { ordered } } } }");
    await open(page, "/roles", ".role");
    await untilListed(page, roles.totalCount);
    assert.equal(await page.locator(".role").count(), roles.totalCount);
    for (const { title, recommendations } of roles.nodes) {
      const count = recommendations.length;
      const role = page.locator(".role", { has: page.locator("b").getByText(title, { exact: true }) });
      assert.match(await role.innerText(), new RegExp(`\\b${count} recommendations?$`), title);
    }
    await click(page, page.getByRole("link", { name: /^Azure AI engineer/ }));
    await page.locator(".timeline").waitFor({ timeout: LIMIT_MS });
  });

  await check("exams are narrowed down by subject, hours and fee with the counts of the API", async () => {
    const { roles } = await query(baseUrl, "{ roles(first: 100) { nodes { slug group } } }");
    const slugs = roles.nodes.filter(({ group }) => group === "Security").map(({ slug }) => slug);
    const { exams, subject } = await query(baseUrl, "query ($day: Date, $roles: [String!]) { subject: exams(first: 0, asOf: $day, filter: { roles: $roles }) { totalCount } exams(first: 0, asOf: $day, filter: { roles: $roles, maxStudyHours: 100, fee: { atMost: \"300\" } }) { totalCount } }", { day: DAY, roles: slugs });
    await open(page, `/exams?asOf=${DAY}`, ".browsed");
    await click(page, page.getByRole("button", { name: "Security", exact: true }));
    await page.waitForFunction(() => new URLSearchParams(location.search).get("subjects") === "Security");
    await untilListed(page, subject.totalCount);
    for (const [label, name, value] of [
      ["Most study hours", "maxHours", "100"],
      ["Highest fee in US dollars", "maxFee", "300"],
    ]) {
      await page.getByRole("textbox", { name: label }).fill(value);
      await page.keyboard.press("Enter");
      await page.waitForFunction(([key, wanted]) => new URLSearchParams(location.search).get(key) === wanted, [name, value]);
    }
    assert.ok(exams.totalCount > 0);
    await untilListed(page, exams.totalCount);
    const hours = await page.locator(".browsed tbody td:last-child").allInnerTexts();
    assert.ok(hours.every((text) => Number(/(\d+) hours$/.exec(text)[1]) <= 100), hours.join(" | "));
  });

  await check("what is being typed stays when an answer arrives", async () => {
    await open(page, `/exams?asOf=${DAY}`, ".browsed");
    let release;
    const released = new Promise((resolve) => {
      release = resolve;
    });
    const asked = (url) => url.pathname === "/graphql" && url.href.includes("BrowseExams");
    await page.route(asked, async (route) => {
      await released;
      await route.continue();
    });
    const arrives = page.waitForResponse((response) => asked(new URL(response.url())), { timeout: LIMIT_MS });
    await click(page, page.getByRole("button", { name: "Security", exact: true }));
    const hours = page.getByRole("textbox", { name: "Most study hours" });
    await hours.fill("100");
    release();
    await (await arrives).finished();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    assert.equal(await hours.inputValue(), "100");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => new URLSearchParams(location.search).get("maxHours") === "100", undefined, { timeout: LIMIT_MS });
    await page.unroute(asked);
  });

  await check("more exams are shown page by page, each once", async () => {
    const { exams } = await query(baseUrl, "query ($day: Date) { exams(first: 0, asOf: $day) { totalCount } }", { day: DAY });
    assert.ok(exams.totalCount > 200, "fewer than three pages");
    await open(page, `/exams?asOf=${DAY}`, ".browsed");
    const rows = page.locator(".browsed tbody th a");
    for (let shown = 100; shown < exams.totalCount; shown = await rows.count()) {
      assert.equal(await rows.count(), shown);
      await click(page, page.getByRole("button", { name: "Show more", exact: true }));
      await page.waitForFunction((before) => document.querySelectorAll(".browsed tbody tr").length > before, shown, { timeout: LIMIT_MS });
    }
    const links = await rows.evaluateAll((found) => found.map(({ href }) => href));
    assert.equal(new Set(links).size, exams.totalCount);
    assert.equal(links.length, exams.totalCount);
    assert.equal(await page.getByRole("button", { name: "Show more", exact: true }).count(), 0);
  });

  await check("further pages are gone as soon as the first page is another", async () => {
    const { exams } = await query(baseUrl, "query ($day: Date) { exams(first: 0, asOf: $day, filter: { vendors: [\"aws\"] }) { totalCount } }", { day: DAY });
    await open(page, `/exams?asOf=${DAY}`, ".browsed");
    await click(page, page.getByRole("button", { name: "Show more", exact: true }));
    await page.waitForFunction(() => document.querySelectorAll(".browsed tbody tr").length > 100, undefined, { timeout: LIMIT_MS });
    await page.evaluate(() => {
      globalThis.drawn = [];
      const note = () => globalThis.drawn.push([document.querySelector(".answer-head [role=status]")?.textContent, document.querySelectorAll(".browsed tbody tr").length]);
      new MutationObserver(note).observe(document.body, { childList: true, characterData: true, subtree: true });
    });
    await click(page, page.getByRole("button", { name: "AWS", exact: true }));
    await untilListed(page, exams.totalCount);
    const drawn = await page.evaluate(() => globalThis.drawn);
    const rows = drawn.filter(([status]) => Number.parseInt(status, 10) === exams.totalCount).map(([, count]) => count);
    assert.ok(rows.length > 0, "no list was drawn");
    assert.deepEqual([...new Set(rows)], [exams.totalCount]);
  });

  await check("a page that arrives after the filter was changed is not shown", async () => {
    await open(page, `/exams?asOf=${DAY}`, ".browsed");
    const asksMore = (url) => url.searchParams.get("variables")?.includes('"after"') === true;
    let release;
    const released = new Promise((resolve) => {
      release = resolve;
    });
    await page.route(asksMore, async (route) => {
      await released;
      await route.continue();
    });
    const arrives = page.waitForResponse((response) => asksMore(new URL(response.url())), { timeout: LIMIT_MS });
    await click(page, page.getByRole("button", { name: "Show more", exact: true }));
    await click(page, page.getByRole("button", { name: "Security", exact: true }));
    await page.waitForFunction(() => new URLSearchParams(location.search).get("subjects") === "Security");
    const rows = page.locator(".browsed tbody tr");
    await page.waitForFunction(() => document.querySelectorAll(".browsed tbody tr").length < 100, undefined, { timeout: LIMIT_MS });
    const listed = await rows.count();
    await untilListed(page, listed);
    release();
    await (await arrives).finished();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    assert.equal(await rows.count(), listed);
    await page.unroute(asksMore);
  });

  await check("new pages are in the reader's language", async () => {
    for (const [language, heading, count] of [
      ["de", "Berufe", /^\d+ Berufe$/],
      ["es", "Puestos", /^\d+ puestos$/],
    ]) {
      await open(page, `/roles?lang=${language}`, ".role");
      assert.equal(await page.locator("h1").innerText(), heading);
      assert.match(await page.locator(".answer-head [role=status]").innerText(), count);
    }
    await open(page, `/certifications/azure-ai-engineer-associate?lang=de&asOf=${DAY}`, ".exam-set");
    await page.getByRole("heading", { name: "So wird sie erworben: eine davon" }).waitFor();
    await open(page, `/exams/microsoft/AI-102?asOf=${DAY}`, ".verdict");
  });

  await check("no console message, policy violation or error", () => {
    assert.deepEqual(faults, []);
  });
  await leave();

  for (const colorScheme of ["light", "dark"]) {
    const reader = await openGuardedPage(browser, baseUrl, { colorScheme, viewport: { width: 1240, height: 760 } });
    for (const [name, address, mark] of PAGES) {
      await check(`axe finds nothing: ${name}, ${colorScheme}`, async () => {
        await open(reader.page, address, mark);
        await assertAccessible(reader.page, name);
        assert.deepEqual(reader.faults, []);
      });
    }
    await reader.close();
  }

  const phone = await openGuardedPage(browser, baseUrl, { viewport: { width: 360, height: 780 } });
  for (const [name, address, mark] of PAGES) {
    await check(`fits a phone: ${name}`, async () => {
      await open(phone.page, address, mark);
      const { width, wide } = await phone.page.evaluate(() => ({ width: document.documentElement.scrollWidth, wide: document.documentElement.clientWidth }));
      assert.ok(width <= wide, `${width} px wide on a screen of ${wide} px`);
    });
  }
  await phone.close();

  await check("wrong names are not found and offer the nearest", async () => {
    const context = await browser.newContext();
    const lost = await context.newPage();
    for (const [address, name, wanted] of [
      ["/certifications/azure-ai-enginer", "Microsoft Certified: Azure AI Engineer Associate", "/certifications/azure-ai-engineer-associate"],
      ["/certifications/azure-ai-engineer-zzzz", "Microsoft Certified: Azure AI Engineer Associate", "/certifications/azure-ai-engineer-associate"],
      ["/?role=azure-ai-enginer", "Azure AI engineer", "/?role=azure-ai-engineer"],
    ]) {
      const response = await lost.goto(at(address));
      assert.equal(response.status(), 404, address);
      await click(lost, lost.locator(".empty").getByRole("link", { name, exact: true }));
      await lost.waitForFunction((goal) => location.pathname + location.search === goal, wanted, { timeout: LIMIT_MS });
      await lost.goto(at(address));
      await lost.locator(".empty").waitFor({ timeout: LIMIT_MS });
      await assertAccessible(lost, address);
    }
    await context.close();
  });
} finally {
  await browser.close();
}
close();
