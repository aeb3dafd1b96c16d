// The plan that keeps held and planned certifications valid: figures equal to the API, the smallest conflict and
// what helps, exams without a day; keyboard, languages, a phone.
// Usage: node keep.mjs BASE_URL
import assert from "node:assert/strict";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";
import { query } from "./support/graphql.mjs";

const [baseUrl] = process.argv.slice(2);
if (process.argv.length !== 3 || !URL.canParse(baseUrl)) {
  console.error("usage: node keep.mjs BASE_URL");
  process.exit(2);
}

const LIMIT_MS = 10_000;
const at = (address) => new URL(address, baseUrl).href;
// Plans begin today, so their days are relative to it.
const later = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const FROM = later(200);
const TO = later(900);
const EARNED_ON = later(-60);
const KEEP = ["certified-kubernetes-administrator", "certified-kubernetes-application-developer"];

const DOCUMENT = `query ($keep: [String!]!, $held: [HeldExamInput!], $from: Date!, $to: Date!, $constraints: PortfolioConstraints) {
  portfolioPlan(keep: $keep, held: $held, from: $from, to: $to, constraints: $constraints) {
    ... on PortfolioPlan { actions { kind exam { code } firstDay lastDay } totals { fees { amount } sittings renewals } calendarUrl }
    ... on NoPortfolioPlan { conflict { message } relaxations { argument value } }
  }
}`;

async function planned(variables = {}) {
  return (await query(baseUrl, DOCUMENT, { keep: KEEP, held: [{ exam: "cncf/CKA", earnedOn: EARNED_ON }], from: FROM, to: TO, ...variables })).portfolioPlan;
}

const plans = (held, plannedExams) => ({ format: "certgraph-plans", version: 1, held, planned: plannedExams });
const BOTH = plans([{ exam: "cncf/CKA", earnedOn: EARNED_ON }], ["cncf/CKAD"]);

/** A day as the page writes it in English. */
function written(day) {
  const date = new Date(day);
  const month = new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" }).format(date);
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
}

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  const visitor = await openGuardedPage(browser, baseUrl);
  const { page } = visitor;
  const panel = page.getByRole("region", { name: "Keep them valid" });
  const open = async (stored, search = `?from=${FROM}&to=${TO}`) => {
    await page.goto(at("/exams"));
    await page.evaluate((value) => localStorage.setItem("plans", JSON.stringify(value)), stored);
    await page.goto(at(`/my${search}`));
    await page.getByRole("heading", { level: 1 }).waitFor({ timeout: LIMIT_MS });
    await page.locator('[aria-busy="true"]').waitFor({ state: "detached", timeout: LIMIT_MS });
  };

  await check("without held and planned exams there is no plan and no request for one", async () => {
    const asked = [];
    const note = (request) => decodeURIComponent(request.url()).includes("portfolioPlan") && asked.push(request.url());
    page.on("request", note);
    await open(plans([], []));
    assert.equal(await panel.count(), 0);
    page.off("request", note);
    assert.deepEqual(asked, []);
  });

  await check("the plan has the sums, days and calendar of the API, with reasons and sources", async () => {
    await open(BOTH);
    const { totals, actions, calendarUrl } = await planned();
    assert.ok(actions.length > 0);
    const figures = await panel.locator(".figures dd").allInnerTexts();
    assert.deepEqual(figures.map((text) => Number(text.replace(/[$,]/g, ""))), [Number(totals.fees.amount), totals.sittings, totals.renewals]);
    const items = await panel.locator(".keep-actions > li").allInnerTexts();
    assert.equal(items.length, actions.length);
    actions.forEach(({ kind, exam, firstDay, lastDay }, index) => {
      assert.ok(items[index].startsWith(kind === "SITTING" ? `Take ${exam.code}` : `Renew ${exam.code}`), items[index]);
      assert.ok(items[index].includes(written(firstDay)) && items[index].includes(written(lastDay)), items[index]);
      assert.match(items[index], /Without it .+ is not valid on|It renews|It is required before/);
    });
    assert.ok((await panel.locator(".keep-actions .proofs a").count()) > 0, "no source is linked");
    const link = await panel.getByRole("link", { name: "Add to calendar" }).getAttribute("href");
    assert.equal(link, calendarUrl);
    const file = await (await fetch(at(link))).text();
    assert.equal(file.match(/BEGIN:VEVENT/g).length, actions.length);
    await assertAccessible(page, "plan");
  });

  await check("a certification is left out and taken back by the keyboard", async () => {
    await open(BOTH);
    const chip = panel.getByRole("button", { name: "Certified Kubernetes Application Developer" });
    await chip.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((slug) => new URLSearchParams(location.search).get("leaveOut") === slug, KEEP[1], { timeout: LIMIT_MS });
    assert.equal(await chip.getAttribute("aria-pressed"), "false");
    await page.waitForFunction(() => document.querySelectorAll(".keep-credentials li").length === 1, undefined, { timeout: LIMIT_MS });
    const { totals } = await planned({ keep: KEEP.slice(0, 1) });
    assert.equal(Number((await panel.locator(".figures dd").first().innerText()).replace(/[$,]/g, "")), Number(totals.fees.amount));
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".keep-credentials li").length === 2, undefined, { timeout: LIMIT_MS });
  });

  await check("too small a budget names the smallest conflict, and one button makes the least change", async () => {
    await open(BOTH, `?from=${FROM}&to=${TO}&maxFees=1`);
    const { conflict, relaxations } = await planned({ constraints: { maxFees: "1" } });
    assert.equal(await panel.locator(".keep-conflict .reasons > li").count(), conflict.length);
    assert.equal(await panel.locator(".keep-conflict .row-of-buttons > *").count(), relaxations.length);
    await assertAccessible(page, "conflict");
    const least = relaxations.find(({ argument }) => argument === "constraints.maxFees");
    const amount = Math.ceil(Number.parseFloat(least.value));
    await panel.getByRole("button", { name: /^Raise the budget/ }).click();
    await page.waitForFunction((wanted) => new URLSearchParams(location.search).get("maxFees") === String(wanted), amount, { timeout: LIMIT_MS });
    await panel.locator(".keep-actions > li").first().waitFor({ timeout: LIMIT_MS });
    assert.ok(Number((await panel.locator(".figures dd").first().innerText()).replace(/[$,]/g, "")) <= amount);
  });

  await check("exams without a day, or with one in the future, are named and not planned with", async () => {
    await open(plans([{ exam: "cncf/CKA", earnedOn: null }, { exam: "microsoft/AZ-104", earnedOn: later(30) }], ["cncf/CKAD"]));
    await panel.getByText("Not in the plan, because the day of passing is missing or in the future: CKA and AZ-104.").waitFor({ timeout: LIMIT_MS });
    assert.equal(await panel.locator(".chips button").count(), 1);
    await open(plans([{ exam: "cncf/CKA", earnedOn: null }], []));
    await panel.getByText(/^These exams alone earn no certification/).waitFor({ timeout: LIMIT_MS });
    await open(plans([{ exam: "nobody/NONE-1", earnedOn: EARNED_ON }], []));
    await panel.getByText(/^These exams alone earn no certification/).waitFor({ timeout: LIMIT_MS });
  });

  await check("a period that ends before it begins is not asked for, and unreadable values are named", async () => {
    await open(BOTH, `?from=${TO}&to=${FROM}`);
    await panel.getByText(/^Choose .+ or a later day\.$/).waitFor({ timeout: LIMIT_MS });
    assert.equal(await panel.locator(".keep-actions").count(), 0);
    await open(BOTH, "?from=soon&leaveOut=nothing");
    assert.match(await panel.locator(".notice").innerText(), /ignored: from=soon, leaveOut=nothing\./);
  });

  await check("no foreign request, console message, policy violation or error", () => {
    assert.deepEqual(visitor.faults, []);
  });
  await visitor.close();

  for (const [language, title] of [["de", "Gültig halten"], ["es", "Mantenerlas válidas"]]) {
    await check(`the plan is in the chosen language and fits a phone: ${language}`, async () => {
      const reader = await openGuardedPage(browser, baseUrl, { viewport: { width: 360, height: 780 } });
      await reader.page.context().addCookies([{ name: "language", value: language, url: baseUrl }]);
      await reader.page.addInitScript((value) => localStorage.setItem("plans", JSON.stringify(value)), BOTH);
      await reader.page.goto(at(`/my?from=${FROM}&to=${TO}`));
      await reader.page.getByRole("region", { name: title }).locator(".keep-actions > li").first().waitFor({ timeout: LIMIT_MS });
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
