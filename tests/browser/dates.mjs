// The page of dates: by month, narrowed down, for what is held, with calendars; axe, phones, both themes.
// Usage: node dates.mjs BASE_URL
import assert from "node:assert/strict";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";
import { query } from "./support/graphql.mjs";
import { click } from "./support/mouse.mjs";

const [baseUrl] = process.argv.slice(2);
if (process.argv.length !== 3 || !URL.canParse(baseUrl)) {
  console.error("usage: node dates.mjs BASE_URL");
  process.exit(2);
}
const at = (address) => new URL(address, baseUrl).href;

const LIMIT_MS = 10_000;
const FIRST = "2026-06-12";
const LAST = "2026-12-08";
const PLANS = { format: "certgraph-plans", version: 1, held: [{ exam: "microsoft/AI-102", earnedOn: "2026-01-15" }], planned: [] };
const COUNT = "query ($from: Date!, $to: Date!, $filter: TransitionFilter) { transitions(from: $from, to: $to, filter: $filter, first: 0) { totalCount } }";

async function counted(filter) {
  return (await query(baseUrl, COUNT, { from: FIRST, to: LAST, filter })).transitions.totalCount;
}

async function open(page, address) {
  await page.goto(at(address), { timeout: LIMIT_MS });
  await page.locator(".date-entry").first().waitFor({ timeout: LIMIT_MS });
}

/** Waits until the page says that it lists so many dates. */
async function untilListed(page, count) {
  await page.waitForFunction((wanted) => Number.parseInt(document.querySelector(".answer-head [role=status]")?.textContent.replace(",", ""), 10) === wanted, count, { timeout: LIMIT_MS });
}

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  const { page, faults, close: leave } = await openGuardedPage(browser, baseUrl);

  await check("the navigation leads to the page without loading a document", async () => {
    await page.goto(at("/exams"));
    const documents = [];
    const note = (request) => request.isNavigationRequest() && documents.push(request.url());
    page.on("request", note);
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Dates", exact: true }).click();
    await page.waitForURL("**/dates", { timeout: LIMIT_MS });
    await page.getByRole("heading", { level: 1, name: "Dates" }).waitFor({ timeout: LIMIT_MS });
    page.off("request", note);
    assert.deepEqual(documents, []);
  });

  await check("dates are listed by month in their order, each with its meaning and sources", async () => {
    await open(page, `/dates?vendors=microsoft&asOf=${FIRST}`);
    await untilListed(page, await counted({ vendors: ["microsoft"] }));
    assert.equal(await page.getByRole("navigation", { name: "Pages" }).locator("[aria-current=page]").innerText(), "Dates");
    const days = await page.locator(".date-entry time").evaluateAll((times) => times.map((time) => time.dateTime));
    assert.deepEqual(days, days.toSorted());
    assert.ok(days.every((day) => FIRST <= day && day <= LAST));
    const headings = await page.locator(".dates section h2").allInnerTexts();
    assert.equal(headings[0], "June 2026");
    const entry = page.locator(".date-entry", { hasText: "AI-102 has retired" }).first();
    assert.match(await entry.innerText(), /AI-102\s+retired\s+AI-102 has retired and can no longer be booked; AI-103 follows\./);
  });

  await check("filters narrow the dates down, and the address keeps them", async () => {
    await open(page, `/dates?asOf=${FIRST}`);
    await untilListed(page, await counted({}));
    await click(page, page.getByRole("button", { name: "Last days", exact: true }));
    await click(page, page.getByRole("button", { name: "AWS", exact: true }));
    const kinds = ["STUDY_TIME_ENDS", "LAST_DAY_OF_BETA", "BETA_CLOSED", "LAST_DAY_TO_SCHEDULE", "BOOKING_CLOSED", "LAST_DAY_TO_SIT", "RETIRED", "CERTIFICATION_CLOSED"];
    const wanted = await counted({ vendors: ["aws"], kinds });
    await untilListed(page, wanted);
    await page.reload();
    await untilListed(page, wanted);
    await page.getByLabel("Role", { exact: true }).selectOption("azure-ai-engineer");
    await page.waitForFunction(() => new URLSearchParams(location.search).get("role") === "azure-ai-engineer");
    await untilListed(page, await counted({ vendors: ["aws"], kinds, roles: ["azure-ai-engineer"] }));
  });

  await check("only the dates of everything bound the days on which answers stay the same", async () => {
    const said = page.getByText("Between two of these days the answers stay the same.");
    await open(page, `/dates?asOf=${FIRST}`);
    assert.equal(await said.count(), 1);
    await open(page, `/dates?vendors=microsoft&asOf=${FIRST}`);
    assert.equal(await said.count(), 0);
  });

  await check("unknown vendors and roles are ignored, named and can be removed", async () => {
    const notice = page.locator(".warned.notice");
    for (const [given, ignored, filter] of [
      ["vendors=nope", "vendors=nope", {}],
      ["vendors=nope,microsoft", "vendors=nope,microsoft", { vendors: ["microsoft"] }],
      ["role=data-engineer,azure-ai-engineer", "role=data-engineer,azure-ai-engineer", { roles: ["data-engineer"] }],
      ["role=nope", "role=nope", {}],
    ]) {
      await open(page, `/dates?${given}&asOf=${FIRST}`);
      await untilListed(page, await counted(filter));
      assert.equal(await page.locator(".trouble").count(), 0, given);
      assert.ok((await notice.innerText()).includes(`ignored: ${ignored}.`), await notice.innerText());
    }
    await click(page, notice.getByRole("button"));
    await notice.waitFor({ state: "detached", timeout: LIMIT_MS });
    assert.equal(new URL(page.url()).search, `?asOf=${FIRST}`);
  });

  await check("what is chosen has a calendar and a feed that can be loaded", async () => {
    await open(page, `/dates?vendors=microsoft&role=azure-ai-engineer&asOf=${FIRST}`);
    const links = await page.locator(".calendars a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(links, [
      "/calendars/vendors/microsoft.ics",
      "/feeds/vendors/microsoft.atom",
      "/calendars/roles/azure-ai-engineer.ics",
      "/feeds/roles/azure-ai-engineer.atom",
    ]);
    for (const link of links) {
      assert.equal((await fetch(at(link))).status, 200, link);
    }
  });

  await check("what is held has its own dates and its own calendar", async () => {
    await page.evaluate((plans) => localStorage.setItem("plans", JSON.stringify(plans)), PLANS);
    await open(page, `/dates?mine=1&asOf=${FIRST}`);
    await untilListed(page, await counted({ held: PLANS.held }));
    const link = await page.locator(".calendars a").first().getAttribute("href");
    assert.equal(link, "/calendars/held.ics?held=microsoft%2FAI-102%402026-01-15");
    assert.equal((await fetch(at(link))).status, 200);
    await page.evaluate(() => localStorage.clear());
    await page.goto(at(`/dates?mine=1&asOf=${FIRST}`));
    await page.locator(".empty").waitFor({ timeout: LIMIT_MS });
    assert.equal(await page.locator(".empty").getByRole("link", { name: "My exams" }).getAttribute("href"), "/my");
  });

  await check("held exams that the API refuses are left out and named", async () => {
    const guarded = await openGuardedPage(browser, baseUrl);
    const [known] = PLANS.held;
    const other = { exam: "microsoft/AZ-204", earnedOn: "2026-01-15" };
    const ofNoVendor = { exam: "nope/NOPE-1", earnedOn: "2026-01-15" };
    const another = { exam: "nope/NOPE-2", earnedOn: "2026-01-15" };
    const afterTheEnd = { exam: "microsoft/AI-102", earnedOn: "2026-08-01" };
    await guarded.page.goto(at("/exams"));
    for (const [held, kept, ignored] of [
      [[ofNoVendor, known, another], [known], ["held=nope/NOPE-1@2026-01-15", "held=nope/NOPE-2@2026-01-15"]],
      [[afterTheEnd, other], [other], ["held=microsoft/AI-102@2026-08-01"]],
    ]) {
      await guarded.page.evaluate((plans) => localStorage.setItem("plans", JSON.stringify(plans)), { ...PLANS, held });
      await open(guarded.page, `/dates?mine=1&asOf=${FIRST}`);
      await untilListed(guarded.page, await counted({ held: kept }));
      assert.equal(await guarded.page.locator(".trouble").count(), 0);
      const notice = guarded.page.locator(".warned.notice");
      assert.ok((await notice.innerText()).includes(`ignored: ${ignored.join(", ")}.`), await notice.innerText());
      assert.equal(await notice.getByRole("button").count(), 0, "the address has nothing to remove");
      const link = await guarded.page.locator(".calendars a").first().getAttribute("href");
      assert.equal(link, `/calendars/held.ics?held=${kept.map(({ exam, earnedOn }) => encodeURIComponent(`${exam}@${earnedOn}`)).join(",")}`);
      assert.equal((await fetch(at(link))).status, 200);
    }
    // The browser reports each refusal itself.
    assert.ok(guarded.faults.every((fault) => /^status 400|400 \(Bad Request\)/.test(fault)), guarded.faults.join("\n"));
    await guarded.close();
  });

  await check("the page is accessible, fits a phone and has both themes", async () => {
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      await open(page, `/dates?vendors=microsoft&asOf=${FIRST}`);
      await assertAccessible(page, `dates, ${scheme}`);
    }
    await page.setViewportSize({ width: 360, height: 780 });
    await open(page, `/dates?vendors=microsoft&asOf=${FIRST}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
  });

  await check("the page is read in German and Spanish, and without scripts", async () => {
    for (const [language, heading] of [["de", "Termine"], ["es", "Fechas"]]) {
      await page.goto(at(`/dates?lang=${language}&asOf=${FIRST}`));
      await page.getByRole("heading", { level: 1, name: heading }).waitFor({ timeout: LIMIT_MS });
    }
    const text = await (await fetch(at(`/dates?vendors=microsoft&asOf=${FIRST}`))).text();
    assert.match(text, /AI-102<\/a>.+AI-102 has retired and can no longer be booked; AI-103 follows\./);
    assert.match(text, /href="\/calendars\/vendors\/microsoft\.ics"/);
  });

  assert.deepEqual(faults, []);
  await leave();
} finally {
  await browser.close();
}
close();
