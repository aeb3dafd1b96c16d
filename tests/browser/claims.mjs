// The page that checks claims: statuses, served values and sentences as the API has them, refused values, an address
// that fills the form; keyboard, languages, a phone.
// Usage: node claims.mjs BASE_URL
import assert from "node:assert/strict";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";
import { query } from "./support/graphql.mjs";

const [baseUrl] = process.argv.slice(2);
if (process.argv.length !== 3 || !URL.canParse(baseUrl)) {
  console.error("usage: node claims.mjs BASE_URL");
  process.exit(2);
}

const LIMIT_MS = 10_000;
const DAY = "2026-11-28";
const at = (address) => new URL(address, baseUrl).href;

/** Claims of each status, with the word that the page has for it. */
const CLAIMS = [
  [{ exam: "AI-102", fact: "FEE", value: "$165" }, "Supported"],
  [{ exam: "AI-102", fact: "FEE", value: "$99" }, "Contradicted"],
  [{ exam: "AI-102", fact: "STATE", value: "live" }, "Outdated"],
  [{ exam: "AI-102", fact: "STATE", value: "retired", on: "2026-06-12" }, "Not yet true"],
  [{ exam: "MS-102", fact: "STATE", value: "retired" }, "Disputed"],
  [{ certification: "azure-ai-engineer-associate", fact: "VALIDITY", value: "one year" }, "Supported"],
  [{ exam: "AI-102", fact: "DOMAIN_WEIGHT", domain: "Implement generative AI solutions", value: "10-15%" }, null],
  [{ exam: "AI-1O2", fact: "FEE", value: "$165" }, "Cannot be told"],
];

const FIELDS = ["exam", "certification", "fact", "domain", "value", "on"];

/** The address with these claims. */
function addressOf(claims) {
  const search = new URLSearchParams();
  for (const claim of claims) {
    FIELDS.forEach((field) => search.append(field, claim[field] ?? ""));
  }
  search.set("asOf", DAY);
  return `/check?${search}`;
}

const DOCUMENT = "query ($claims: [ClaimInput!]!, $asOf: Date) { checkClaims(claims: $claims, asOf: $asOf) { status served sentence evidence { sources { title } } candidates { ... on Exam { code } } } }";

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  const visitor = await openGuardedPage(browser, baseUrl);
  const { page } = visitor;
  const results = page.getByRole("region", { name: "Results" });
  const row = (place) => page.getByRole("group", { name: `Claim ${place}` });
  const open = async (address) => {
    await page.goto(at(address));
    await page.getByRole("heading", { level: 1, name: "Check claims" }).waitFor({ timeout: LIMIT_MS });
  };

  await check("the foot of each page leads to the page, and an empty claim cannot be sent", async () => {
    await page.goto(at("/exams"));
    await page.getByRole("contentinfo").getByRole("link", { name: "Check claims" }).click();
    await page.waitForURL("**/check", { timeout: LIMIT_MS });
    await page.getByRole("heading", { level: 1, name: "Check claims" }).waitFor({ timeout: LIMIT_MS });
    assert.ok(await page.getByRole("button", { name: "Check", exact: true }).isDisabled());
    await assertAccessible(page, "no claims");
  });

  await check("each claim has its status, served value, sentence and sources as the API", async () => {
    await open(addressOf(CLAIMS.map(([claim]) => claim)));
    await page.getByRole("status").getByText(`${CLAIMS.length} claims checked`).waitFor({ timeout: LIMIT_MS });
    const { checkClaims } = await query(baseUrl, DOCUMENT, { claims: CLAIMS.map(([claim]) => claim), asOf: DAY });
    const items = results.locator(".claim-result");
    assert.equal(await items.count(), CLAIMS.length);
    for (const [place, { status, sentence, evidence, candidates }] of checkClaims.entries()) {
      const item = items.nth(place);
      const text = await item.innerText();
      assert.ok((await item.getAttribute("class")).split(" ").includes(status.toLowerCase()), text);
      if (CLAIMS[place][1] !== null) {
        assert.equal((await item.locator(".tag").innerText()).trim(), CLAIMS[place][1]);
      }
      // Days and ranges are in the form of the page.
      if (!/\d{4}-\d{2}-\d{2}|\.\./.test(sentence)) {
        assert.ok(text.includes(sentence), `${sentence}\n${text}`);
      }
      const titles = new Set(evidence.flatMap(({ sources }) => sources.map(({ title }) => title)));
      titles.forEach((title) => assert.ok(text.includes(title), title));
      candidates.forEach(({ code }) => assert.ok(text.includes(code), code));
    }
    assert.match(await items.nth(1).innerText(), /AI-102 costs 165 USD, not 99 USD\./);
    assert.match(await items.nth(1).innerText(), /Answers use\s+\$165/);
    assert.match(await items.nth(2).innerText(), /The claim is true until\s+30 Jun 2026/);
    await assertAccessible(page, "results");
  });

  await check("a shared address fills the form", async () => {
    await open(`/check?exam=AI-102&fact=FEE&value=165+USD&asOf=${DAY}`);
    assert.equal(await row(1).getByLabel(/^Code of the exam/).inputValue(), "AI-102");
    assert.equal(await row(1).getByLabel("Fact").inputValue(), "FEE");
    assert.equal(await row(1).getByLabel(/^Claimed value/).inputValue(), "165 USD");
    await results.getByText("AI-102 costs 165 USD.").waitFor({ timeout: LIMIT_MS });
    await open("/check?exam=AI-102&fact=COLOUR&value=1&on=2026-02-30");
    assert.match(await page.locator(".notice").first().innerText(), /ignored: fact=COLOUR, on=2026-02-30\./);
  });

  await check("a value that the API refuses is named, and the other claims are checked", async () => {
    await open(addressOf([{ exam: "AI-102", fact: "FEE", value: "soon" }, { exam: "AI-102", fact: "FEE", value: "$165" }]));
    await page.getByRole("alert").getByText(/^Claim 1: "soon" is not an amount such as/).waitFor({ timeout: LIMIT_MS });
    await results.getByText("AI-102 costs 165 USD.").waitFor({ timeout: LIMIT_MS });
    assert.equal(await results.locator(".claim-result").count(), 1);
    assert.equal(await page.locator(".trouble").count(), 0);
    assert.ok(visitor.faults.every((fault) => /^status 400|400 \(Bad Request\)/.test(fault)), visitor.faults.join("\n"));
    visitor.faults.length = 0;
  });

  await check("the keyboard alone fills two claims and sends them; back shows the first again", async () => {
    await open(`/check?asOf=${DAY}`);
    await row(1).getByLabel(/^Code of the exam/).focus();
    await page.keyboard.type("AI-102");
    await row(1).getByLabel(/^Claimed value/).focus();
    await page.keyboard.type("$165");
    await page.keyboard.press("Enter");
    await results.getByText("AI-102 costs 165 USD.").waitFor({ timeout: LIMIT_MS });
    const first = page.url();
    await page.getByRole("button", { name: "Add a claim" }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await row(2).getByLabel(/^Code of the exam/).inputValue(), "AI-102");
    await row(2).getByLabel("Fact").selectOption("DURATION");
    await row(2).getByLabel(/^Claimed value/).fill("100 minutes");
    await page.keyboard.press("Enter");
    await results.getByText("AI-102 lasts 100 minutes.").waitFor({ timeout: LIMIT_MS });
    await page.getByRole("button", { name: "Add a claim" }).click();
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.getByRole("status").getByText("2 claims checked").waitFor({ timeout: LIMIT_MS });
    assert.equal(await row(3).count(), 1, "a claim that is not complete is lost");
    await page.goBack();
    await row(3).waitFor({ state: "detached", timeout: LIMIT_MS });
    await page.goBack();
    assert.equal(page.url(), first);
    await row(2).waitFor({ state: "detached", timeout: LIMIT_MS });
    await page.waitForFunction(() => document.querySelectorAll(".claim-result").length === 1, undefined, { timeout: LIMIT_MS });
  });

  await check("the page of an exam leads to a claim about it", async () => {
    await page.goto(at(`/exams/microsoft/AI-103?asOf=${DAY}`));
    await page.getByRole("link", { name: "Check a claim about AI-103" }).click();
    await page.waitForURL("**/check?exam=microsoft/AI-103", { timeout: LIMIT_MS });
    assert.equal(await row(1).getByLabel(/^Code of the exam/).inputValue(), "microsoft/AI-103");
  });

  await check("no foreign request, console message, policy violation or error", () => {
    assert.deepEqual(visitor.faults, []);
  });
  await visitor.close();

  for (const [language, title, count] of [["de", "Aussagen prüfen", /8 Aussagen geprüft/], ["es", "Comprobar afirmaciones", /8 afirmaciones comprobadas/]]) {
    await check(`the page is in the chosen language and fits a phone: ${language}`, async () => {
      const reader = await openGuardedPage(browser, baseUrl, { viewport: { width: 360, height: 780 } });
      await reader.page.context().addCookies([{ name: "language", value: language, url: baseUrl }]);
      await reader.page.goto(at(addressOf(CLAIMS.map(([claim]) => claim))));
      await reader.page.getByRole("heading", { level: 1, name: title }).waitFor({ timeout: LIMIT_MS });
      await reader.page.getByRole("status").getByText(count).waitFor({ timeout: LIMIT_MS });
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
