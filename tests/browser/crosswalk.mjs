// Where the content of an exam's domains continues: folded, by key, with the shares of the API.
// Usage: node crosswalk.mjs BASE_URL
import assert from "node:assert/strict";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";
import { query } from "./support/graphql.mjs";

const [baseUrl] = process.argv.slice(2);
if (process.argv.length !== 3 || !URL.canParse(baseUrl)) {
  console.error("usage: node crosswalk.mjs BASE_URL");
  process.exit(2);
}

const LIMIT_MS = 10_000;
const DAY = "2026-11-27";
const at = (address) => new URL(address, baseUrl).href;

const DOCUMENT = `query ($from: BlueprintRef!, $to: BlueprintRef!, $asOf: Date) {
  domainCrosswalk(from: $from, to: $to, asOf: $asOf) { rows { domain { title } targets { domain { title } share } unmatchedShare } }
}`;

/** A share as the page writes it in English. */
const percent = (share) => `${Math.round(share * 100)} %`;

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  const visitor = await openGuardedPage(browser, baseUrl);
  const { page } = visitor;
  const notes = page.locator("details.notes");
  const open = async (exam, search = `?asOf=${DAY}`) => {
    await page.goto(at(`/exams/${exam}${search}`));
    await page.locator(".verdict").waitFor({ timeout: LIMIT_MS });
  };

  await check("it is folded and asks nothing before a key opens it", async () => {
    const asked = [];
    const note = (request) => decodeURIComponent(request.url()).includes("domainCrosswalk") && asked.push(request.url());
    page.on("request", note);
    await open("microsoft/AI-102");
    assert.equal(await notes.evaluate((element) => element.open), false);
    assert.deepEqual(asked, []);
    await notes.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    await notes.getByRole("region", { name: "From AI-102 to AI-103" }).locator(".reasons").waitFor({ timeout: LIMIT_MS });
    page.off("request", note);
    assert.ok(asked.length > 0);
  });

  await check("each domain has the shares of the API, with sources", async () => {
    const { exam } = await query(baseUrl, `{ exam(code: "AI-102", vendor: "microsoft", asOf: "${DAY}") { blueprint { version } } }`);
    const variables = { from: { exam: "microsoft/AI-102", version: exam.blueprint.version }, to: { exam: "microsoft/AI-103" }, asOf: DAY };
    const { domainCrosswalk } = await query(baseUrl, DOCUMENT, variables);
    const region = notes.getByRole("region", { name: "From AI-102 to AI-103" });
    const items = await region.locator(".reasons > li").allInnerTexts();
    assert.equal(items.length, domainCrosswalk.rows.length);
    domainCrosswalk.rows.forEach(({ domain, targets, unmatchedShare }, place) => {
      assert.ok(items[place].startsWith(domain.title), items[place]);
      targets.forEach((target) => assert.ok(items[place].includes(`${percent(target.share)} continues in “${target.domain.title}”`), items[place]));
      assert.equal(items[place].includes("continues nowhere"), unmatchedShare > 0, items[place]);
    });
    assert.ok((await region.locator(".proofs a").count()) >= 2, "a blueprint has no source");
    await assertAccessible(page, "crosswalk");
  });

  await check("two versions of one exam are compared, and an exam with one blueprint and no successor has nothing to show", async () => {
    await open("microsoft/DP-420");
    await notes.locator("summary").first().click();
    await notes.getByRole("region", { name: /^From .+ to / }).first().locator(".reasons > li").first().waitFor({ timeout: LIMIT_MS });
    const { exams } = await query(baseUrl, `{ exams(first: 100, asOf: "${DAY}") { nodes { code vendor { slug } blueprint { version } blueprints { version } lifecycle { successions { exam { code } } } } } }`);
    const single = exams.nodes.find(({ blueprint, blueprints, lifecycle }) => blueprint !== null && blueprints.length === 1 && lifecycle.successions.length === 0);
    await open(`${single.vendor.slug}/${single.code}`);
    assert.equal(await notes.count(), 0);
  });

  await check("no foreign request, console message, policy violation or error", () => {
    assert.deepEqual(visitor.faults, []);
  });
  await visitor.close();

  for (const [language, title] of [["de", "Was aus deinen Notizen wird"], ["es", "Qué pasa con tus apuntes"]]) {
    await check(`it is in the chosen language and fits a phone: ${language}`, async () => {
      const reader = await openGuardedPage(browser, baseUrl, { viewport: { width: 360, height: 780 } });
      await reader.page.context().addCookies([{ name: "language", value: language, url: baseUrl }]);
      await reader.page.goto(at(`/exams/microsoft/AI-102?asOf=${DAY}`));
      await reader.page.getByText(title, { exact: true }).click();
      await reader.page.locator(".notes .reasons > li").first().waitFor({ timeout: LIMIT_MS });
      assert.ok((await reader.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0);
      await assertAccessible(reader.page, language);
      assert.deepEqual(reader.faults, []);
      await reader.close();
    });
  }
} finally {
  await browser.close();
}
close();
