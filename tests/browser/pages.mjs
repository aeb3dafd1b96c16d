// The pages for people in a real browser: each page, with the mouse alone, with the keyboard
// alone, on a phone, in light and dark, by link, without another host, when the server stops,
// and how heavy and how quick they are.
// Usage: node pages.mjs BASE_URL [--screenshots DIR]
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
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
  console.error("usage: node pages.mjs BASE_URL [--screenshots DIR]");
  process.exit(2);
}
const baseUrl = positionals[0];
const at = (address) => new URL(address, baseUrl).href;

const LIMIT_MS = 10_000;
const FIRST_PAINT_LIMIT_MS = 1_000;
const SCRIPT_LIMIT_BYTES = 150_000;
const PHONE = { width: 360, height: 780 };

/** The career-changer's question on a day, so that the answer never changes. */
const QUESTION = "role=azure-ai-engineer&experience=NEW_TO_CLOUD&asOf=2026-11-22";

/** Each page with a mark of its being drawn in full. */
const PAGES = [
  ["start", "/", ".role"],
  ["paths", `/?${QUESTION}&path=3&deadline=2027-08-31&raise=8000&rate=30&practice=100`, ".timeline"],
  ["conflict", `/?${QUESTION}&maxFees=50`, ".conflict"],
  ["exam", "/exams/microsoft/AI-102?asOf=2026-06-12", ".verdict"],
  ["focus", "/?role=solution-architect&asOf=2026-11-27", ".more-paths"],
  ["additions", "/?role=azure-developer&experience=NEW_TO_CLOUD&asOf=2026-11-27&path=3", ".additions"],
  ["languages", "/exams/aws/MLA-C01?asOf=2026-11-27", ".language-ends"],
  ["conditions", "/exams/cncf/CKA?asOf=2026-11-27", ".varies"],
  ["compare", "/compare?exams=microsoft/AI-102,microsoft/AZ-204,microsoft/AI-103&asOf=2026-11-22", ".shared"],
  ["choose", "/compare", ".empty"],
  ["exams", "/exams?vendors=microsoft&levels=ASSOCIATE&asOf=2026-11-27", ".browsed"],
  ["held", "/?role=azure-ai-engineer&held=microsoft/AI-102&asOf=2026-11-27", ".held-targets"],
  ["unjudged", "/exams/isc2/CISSP?asOf=2026-11-27", ".verdict"],
  ["my", "/my", ".stored-here"],
  ["dates", "/dates?vendors=microsoft&asOf=2026-06-12", ".date-entry"],
  ["job-advert", "/job-advert", "#advert-text"],
  ["check", "/check?exam=AI-102&fact=FEE&value=165+USD&asOf=2026-11-27", ".claim-result"],
  ["whats-new", "/whats-new", ".change-set"],
];

async function open(page, address, mark) {
  await page.goto(at(address), { timeout: LIMIT_MS });
  await page.locator(mark).first().waitFor({ timeout: LIMIT_MS });
}

async function capture(page, name) {
  if (options.screenshots !== undefined) {
    mkdirSync(options.screenshots, { recursive: true });
    await page.screenshot({ path: path.join(options.screenshots, `${name}.png`) });
  }
}

/** The value of a key figure of an exam. */
function figure(page, label) {
  return page.locator(".key-figures .figures > div", { has: page.locator("dt", { hasText: label }) }).locator("dd");
}

/** Waits until the address has a parameter of a value. */
function untilAsked(page, name, value) {
  return page.waitForFunction(([key, wanted]) => new URLSearchParams(location.search).get(key) === wanted, [name, value], { timeout: LIMIT_MS });
}

/** Follows the link to GraphiQL with the mouse, and waits until the operation stands in the editor. */
async function followToGraphiql(page, operation) {
  await click(page, page.getByRole("link", { name: "Open this query in GraphiQL" }).last());
  await page.locator(".graphiql-query-editor .view-line").first().waitFor({ timeout: LIMIT_MS });
  await page.waitForFunction(
    (wanted) => document.querySelector(".graphiql-query-editor")?.textContent.replaceAll("\u00a0", " ").includes(wanted),
    operation,
    { timeout: LIMIT_MS },
  );
}

const { check, close } = createChecks();
const browser = await launchBrowser();
const ownServer = await startOwnServer();
try {
  const desktop = await openGuardedPage(browser, baseUrl);
  const { page } = desktop;

  await check("a mouse alone finds a path: role, experience, reasons, return, query", async () => {
    await open(page, "/", ".role");
    await click(page, page.getByRole("link", { name: /^Azure AI engineer/ }));
    await page.locator(".timeline").waitFor({ timeout: LIMIT_MS });
    await click(page, page.getByText("New to the field", { exact: true }));
    await untilAsked(page, "experience", "NEW_TO_CLOUD");
    await page.getByRole("button", { name: /AI-901/ }).waitFor({ timeout: LIMIT_MS });
    const cards = page.locator(".cards .card");
    assert.ok((await cards.count()) >= 2, "alternatives stand side by side");
    const tops = await cards.evaluateAll((list) => list.map((card) => card.getBoundingClientRect().top));
    assert.equal(new Set(tops).size, 1, "the alternatives are not side by side");
    await click(page, page.locator(".timeline").getByRole("button", { name: /AI-103/ }));
    const reasons = page.locator(".step .reasons");
    await reasons.getByText(/recommends AI-103 for the role Azure AI engineer/).first().waitFor({ timeout: LIMIT_MS });
    assert.ok((await reasons.getByRole("link").count()) > 0, "no source is linked");
    await click(page, cards.nth(1));
    await untilAsked(page, "path", "2");
    const raise = page.getByRole("slider", { name: /Annual raise/ });
    assert.equal(await raise.isVisible(), false, "what nobody knows is folded to one line");
    await click(page, page.getByRole("heading", { name: "Return on investment" }));
    await drag(page, raise, 0.5);
    await page.waitForFunction(() => new URLSearchParams(location.search).has("raise"));
    await click(page, page.getByRole("button", { name: "3 months" }));
    await page.waitForFunction(() => new URLSearchParams(location.search).has("deadline"));
    await page.locator(".conflict, .timeline").first().waitFor({ timeout: LIMIT_MS });
    await followToGraphiql(page, "query Paths");
  });

  await check("a mouse alone chooses held exams, which shorten the path", async () => {
    await open(page, `/?${QUESTION}`, ".timeline");
    const steps = await page.locator(".timeline li").count();
    await click(page, page.getByRole("button", { name: /Add passed exams/ }));
    const dialog = page.getByRole("dialog");
    await click(page, dialog.getByRole("button", { name: "Microsoft", exact: true }));
    await click(page, dialog.getByRole("button", { name: /^AI-901/ }));
    await click(page, dialog.getByRole("button", { name: "Done" }));
    await untilAsked(page, "held", "microsoft/AI-901");
    await page.waitForFunction((before) => document.querySelectorAll(".timeline li").length < before, steps, { timeout: LIMIT_MS });
  });

  await check("a mouse alone reads weights: exam, ranges, history, plan, feed, query", async () => {
    await open(page, "/", ".role");
    await click(page, page.getByRole("button", { name: "Search", exact: true }));
    await click(page, page.getByRole("dialog").getByRole("link", { name: "Microsoft", exact: true }));
    await page.locator(".browsed").waitFor({ timeout: LIMIT_MS });
    await click(page, page.getByRole("button", { name: /^Retired/ }));
    await click(page, page.getByRole("link", { name: "AI-102", exact: true }));
    await page.getByRole("heading", { name: /^AI-102/ }).waitFor({ timeout: LIMIT_MS });
    const share = page.locator(".exam-main > .panel").first().locator(".share").first();
    assert.match(await share.innerText(), /^\d+(\.\d)?–\d+(\.\d)? %$/);
    const widths = await page.locator(".weights .range").evaluateAll((list) => list.map((bar) => Number.parseFloat(bar.style.width)));
    assert.ok(widths.some((width) => width > 5), `ranges are drawn as ranges: ${widths}`);
    await click(page, page.getByRole("button", { name: "What changed" }).first());
    await page.locator(".difference .added").first().waitFor({ timeout: LIMIT_MS });
    assert.ok((await page.locator(".weeks li").count()) > 3, "the plan has weeks");
    await followToGraphiql(page, "query ExamPage");
    await page.goBack();
    await click(page, page.getByRole("link", { name: "What’s new" }));
    await page.locator(".change-set").first().waitFor({ timeout: LIMIT_MS });
    await click(page, page.locator(".change-set details summary").last());
    await page.waitForFunction(() => document.querySelectorAll(".records li").length > 100, undefined, { timeout: LIMIT_MS });
    await page.locator(".records").getByRole("link", { name: "AI-102 is new", exact: true }).first().waitFor({ timeout: LIMIT_MS });
    await followToGraphiql(page, "query ChangePage");
  });

  await check("a mouse alone compares exams: choice, table, overlap, query", async () => {
    await open(page, "/", ".role");
    await click(page, page.getByRole("link", { name: "Compare" }));
    await click(page, page.getByRole("button", { name: /Choose two to four exams/ }));
    const dialog = page.getByRole("dialog");
    await click(page, dialog.getByRole("button", { name: "Microsoft", exact: true }));
    await click(page, dialog.getByRole("button", { name: /^AI-102/ }));
    await click(page, dialog.getByRole("button", { name: /^AI-103/ }));
    await click(page, dialog.getByRole("button", { name: "Done" }));
    await page.locator(".shared path").first().waitFor({ timeout: LIMIT_MS });
    assert.equal(await page.locator(".dimensions thead th").count(), 2);
    assert.match(await page.locator(".compare .lead").innerText(), /^\d+ % of the content/);
    await followToGraphiql(page, "query Compare");
  });

  await check("why not another exam is answered on the page", async () => {
    await open(page, `/?${QUESTION}`, ".timeline");
    await click(page, page.getByRole("button", { name: "Choose an exam" }));
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox").fill("AI-900");
    await page.waitForFunction(() => document.querySelectorAll(".exam-entry").length < 20, undefined, { timeout: LIMIT_MS });
    await click(page, dialog.getByRole("button", { name: /^AI-900/ }));
    await page.getByRole("heading", { name: "Why not AI-900?" }).waitFor({ timeout: LIMIT_MS });
    await page.locator(".why-not .reasons").getByText(/AI-900 retired on 30 Jun 2026/).waitFor({ timeout: LIMIT_MS });
    await untilAsked(page, "whyNot", "microsoft/AI-900");
  });

  await check("how firm the first path is opens on demand", async () => {
    await open(page, "/?role=career-changer&asOf=2026-11-28", ".timeline");
    const panel = page.locator(".how-firm");
    assert.equal(await panel.locator(".reasons").count(), 0);
    await click(page, panel.getByText("How firm is this?"));
    await panel.getByText(/AI-901 costs at most .*99/).waitFor({ timeout: LIMIT_MS });
    assert.equal(await panel.locator(".reasons > li").count(), 3);
    await panel.getByText("AI-901 takes at most 73 hours of study (now 40).").waitFor({ timeout: LIMIT_MS });
    await panel.getByText("Otherwise: AZ-900 → AI-103.").first().waitFor({ timeout: LIMIT_MS });
  });

  await check("a bound of one hour is in the singular", async () => {
    const asksHowFirm = (url) => url.searchParams.get("query")?.includes("query HowFirm") === true;
    await page.route(asksHowFirm, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace(/("hoursTo":"?)73\b/, "$11") });
    });
    await open(page, "/?role=career-changer&asOf=2026-11-28", ".timeline");
    await click(page, page.getByText("How firm is this?"));
    await page.locator(".how-firm").getByText("AI-901 takes at most 1 hour of study (now 40).").waitFor({ timeout: LIMIT_MS });
    await page.unroute(asksHowFirm);
  });

  await check("a conflict offers the change that resolves it", async () => {
    await open(page, `/?${QUESTION}&maxFees=50`, ".conflict");
    await click(page, page.getByRole("button", { name: "Raise the budget to $264" }));
    await untilAsked(page, "maxFees", "264");
    await page.locator(".cards .card.chosen").waitFor({ timeout: LIMIT_MS });
  });

  await check("each panel with figures links to its query", async () => {
    for (const [name, address, mark] of PAGES) {
      await open(page, address, mark);
      const without = await page
        .locator("section.panel")
        .evaluateAll((panels) =>
          panels
            .filter((panel) => panel.querySelector(".figures, .weights, table, .weeks, .card-figures, .more-paths li") !== null && panel.querySelector('a[href^="/graphiql/"]') === null && panel.nextElementSibling?.matches(".page-links") !== true)
            .map((panel) => panel.getAttribute("aria-label")),
        );
      assert.deepEqual(without, [], name);
    }
    await open(page, "/exams/microsoft/AI-103?asOf=2026-11-27", ".verdict");
    await click(page, page.locator(".key-figures").getByRole("link", { name: "Figures: open the query in GraphiQL" }));
    await page.locator(".graphiql-query-editor .view-line", { hasText: "ExamPage" }).first().waitFor({ timeout: LIMIT_MS });
  });

  await check("unknown figures are one line, known ones have their day", async () => {
    await open(page, "/exams/microsoft/AI-103?asOf=2026-11-27", ".verdict");
    assert.equal(await page.locator(".unknown-figures").innerText(), "Not known: pass rate, languages.");
    assert.equal(await figure(page, "Pass rate").count(), 0);
    await open(page, "/?role=azure-ai-engineer&asOf=2026-11-27", ".timeline");
    assert.match(await page.locator(".drawn .totals .checked").innerText(), /^checked \d+ \w+ 2026$/);
  });

  await check("a figure shows its source on hover and focus, and Escape closes it", async () => {
    await open(page, "/exams/microsoft/AI-102?asOf=2026-06-12", ".verdict");
    const fee = page.locator(".key-figures .sourced").first();
    const note = fee.getByRole("tooltip", { includeHidden: true });
    assert.equal(await note.isVisible(), false);
    await fee.hover();
    await note.waitFor({ state: "visible" });
    assert.ok((await note.getByRole("link").count()) > 0, "the note links its source");
    await page.mouse.move(2, 300);
    assert.equal(await note.isVisible(), false);
    await fee.getByRole("button").focus();
    await note.waitFor({ state: "visible" });
    await page.keyboard.press("Escape");
    assert.equal(await note.isVisible(), false);
    assert.ok((await page.locator("#contradictions li").count()) > 0, "contradictions are shown");
  });

  await check("the verdict follows the person, the return follows the sliders", async () => {
    await open(page, "/exams/microsoft/AI-102?asOf=2026-06-12", ".verdict");
    await click(page, page.getByRole("button", { name: "AWS", exact: true }));
    await page.locator(".verdict .decision", { hasText: "Take something else" }).waitFor({ timeout: LIMIT_MS });
    const spent = page.locator(".return .figures dd").first();
    const before = await spent.innerText();
    await drag(page, page.getByRole("slider", { name: /Study hours/ }), 0.9);
    await page.waitForFunction((text) => document.querySelector(".return .figures dd").innerText !== text, before, { timeout: LIMIT_MS });
    await page.locator(".payback .band").waitFor({ timeout: LIMIT_MS });
  });

  await check("conditions of facts show at figures and in the list of facts", async () => {
    await open(page, "/exams/pmi/PMP?asOf=2026-11-27", ".verdict");
    const fee = figure(page, "Fee");
    assert.match(await fee.innerText(), /^\$675\nmember price \$405\n/);
    await open(page, "/exams/cncf/CKA?asOf=2026-11-27", ".verdict");
    const validity = figure(page, "Valid for");
    assert.equal(await validity.locator(".sourced").first().getByRole("button").innerText(), "24 months");
    assert.equal(await validity.locator(".varies .sourced").getByRole("button").innerText(), "earned before 1 Apr 2024: 36 months");
    // Who looks back from a day before the change earns by the older rule.
    await open(page, "/exams/cncf/CKA?asOf=2024-03-31", ".verdict");
    assert.equal(await validity.locator(".sourced").first().getByRole("button").innerText(), "36 months");
    await open(page, "/exams/cncf/CKA?asOf=2026-11-27", ".verdict");
    await click(page, page.getByText(/^All facts with their sources/));
    const facts = page.locator(".all-facts dl");
    await facts.getByText("earned before 1 Apr 2024: 36 months").waitFor({ timeout: LIMIT_MS });
    assert.ok((await facts.getByRole("link").count()) > 5, "facts link their sources");
    await open(page, "/exams/aws/MLA-C02?asOf=2026-11-27", ".verdict");
    assert.match(await figure(page, "Fee").innerText(), /^\$75\nfinal exam \$150\n/);
    assert.match(await figure(page, "Questions").innerText(), /^85\nin the final exam: 65 items$/);
    await open(page, "/exams/comptia/SY0-701?asOf=2026-11-27", ".verdict");
    assert.equal(await figure(page, "Questions").innerText(), "at most 90");
  });

  await check("prices by country and last days to book are formatted alike", async () => {
    // The answer is the server's, with facts added in the shape that it has.
    const isExamPage = (url) => url.searchParams.get("query")?.startsWith("query ExamPage") === true;
    await page.route(isExamPage, async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      const { exam } = answer.data;
      const general = exam.facts.find(({ name, served, conditions }) => name === "FEE" && served && conditions === null);
      const under = (value, conditions) => ({ ...general, value, conditions: { earnedFrom: null, earnedBefore: null, language: null, region: null, member: null, form: null, ...conditions } });
      exam.facts.push(under("23000.00 INR", { region: "IN" }), under("350.00 EUR", { region: "EU", member: true }));
      exam.lifecycle = { ...exam.lifecycle, state: "RETIRING", retires: "2027-07-15", registrationEndsOn: "2027-07-13" };
      await route.fulfill({ response, json: answer });
    });
    await open(page, "/exams/pmi/PMP?asOf=2026-11-27", ".verdict");
    await page.unroute(isExamPage);
    assert.match(await figure(page, "Fee").innerText(), /^\$675\nmember price \$405\nin India: ₹23,000\nfor members, in the European Union: €350\n/);
    assert.match(await page.locator(".life").innerText(), /Can be booked until 13 Jul 2027 and taken until 15 Jul 2027/);
  });

  await check("an exam that ends by language says so", async () => {
    const ends = page.locator(".language-ends");
    await open(page, "/exams/aws/MLA-C01?asOf=2026-09-01", ".verdict");
    assert.equal(await ends.innerText(), "English ends 28 Sep 2026; Japanese, Korean and Simplified Chinese go on until 13 Jan 2027 or later.");
    assert.equal(await page.locator(".bookable-languages").innerText(), "Can be booked in English, Japanese, Korean and Simplified Chinese.");
    await open(page, "/exams/aws/MLA-C01?asOf=2026-11-27", ".verdict");
    assert.equal(await ends.innerText(), "English ended 28 Sep 2026; Japanese, Korean and Simplified Chinese go on until 13 Jan 2027 or later.");
    assert.equal(await page.locator(".bookable-languages").innerText(), "Can be booked in Japanese, Korean and Simplified Chinese.");
    assert.equal(await page.locator(".state").innerText(), "Retired in English");
    await open(page, "/exams/aws/AIF-C01?asOf=2026-10-01", ".verdict");
    assert.equal(await ends.innerText(), "German and Italian end 15 Oct 2026; English goes on.");
  });

  await check("figures show when they were checked, and due checks are one line", async () => {
    await open(page, "/exams/microsoft/AI-103?asOf=2026-11-27", ".verdict");
    assert.equal(await figure(page, "Fee").locator(".checked").innerText(), "checked 18 Aug 2026");
    assert.equal(await page.locator(".life .checked").innerText(), "checked 24 Sep 2026");
    assert.equal(await page.locator('[aria-label="What the exam covers"] .checked').innerText(), "checked 31 Aug 2026");
    const due = page.locator(".due");
    assert.equal(await due.count(), 1);
    assert.match(await due.innerText(), /^Due for another check: dates \(since 24 Oct 2026\), fee \(since 16 Nov 2026\)/);
    assert.equal(await page.getByRole("alert").count(), 0);
    await open(page, "/exams/lpi/010-160?asOf=2026-10-01", ".verdict");
    assert.equal(await page.locator(".life .checked").innerText(), "checked 24 Sep 2026");
    assert.equal(await due.count(), 0);
    await open(page, "/?role=azure-ai-engineer&asOf=2026-11-27", ".timeline");
    await click(page, page.locator(".timeline").getByRole("button", { name: /AI-103/ }));
    await page.locator(".step").getByText("Checked: dates 24 Sep 2026, fee 18 Aug 2026.").waitFor({ timeout: LIMIT_MS });
  });

  await check("totals with an unknown part say at least and name the exam", async () => {
    await open(page, "/?role=azure-ai-engineer&asOf=2026-11-27", ".timeline");
    const cards = page.locator(".cards .card");
    const alone = cards.filter({ has: page.locator(".card-codes", { hasText: /^AI-103$/ }) });
    const longer = cards.filter({ has: page.locator(".card-codes", { hasText: /^AI-103 → AI-500$/ }) });
    assert.match(await alone.locator(".card-figures").innerText(), /60–100 hours/);
    assert.match(await longer.locator(".card-figures").innerText(), /at least 60 hours; AI-500 unknown/);
    await click(page, longer);
    const totals = page.locator(".drawn .totals");
    await totals.getByText("at least 60 hours").waitFor({ timeout: LIMIT_MS });
    assert.match(await totals.innerText(), /at least 6 weeks/);
    await page.locator(".drawn").getByText("Totals exclude unknown figures: study hours of AI-500.").waitFor({ timeout: LIMIT_MS });
    await open(page, "/compare?exams=microsoft/AI-103,microsoft/AI-500&asOf=2026-11-27", ".dimensions");
    const hours = page.locator(".dimensions tr", { has: page.getByRole("rowheader", { name: "Study hours" }) });
    assert.deepEqual(await hours.getByRole("cell").allInnerTexts(), ["60–100 hours", "not known"]);
    await open(page, "/exams/microsoft/AI-500?asOf=2026-11-27", ".verdict");
    assert.match(await page.locator('[aria-label="Study plan"]').innerText(), /The hours of study are not known, so no plan can be made\./);
  });

  await check("bounds of dates are written out", async () => {
    await open(page, "/exams/cncf/CKA?asOf=2026-11-27", ".verdict");
    assert.match(await page.locator(".life").innerText(), /since 31 Dec 2019 or earlier/);
    await click(page, page.getByText(/^All facts with their sources/));
    const facts = page.locator(".all-facts dl");
    await facts.getByText("by 31 Dec 2019").waitFor({ timeout: LIMIT_MS });
    await open(page, "/exams/aws/MLA-C01?asOf=2026-11-27", ".verdict");
    await click(page, page.getByText(/^All facts with their sources/));
    await facts.getByText("in Korean: not before 13 Jan 2027").waitFor({ timeout: LIMIT_MS });
    await open(page, "/exams/aws/SAA-C01?asOf=2026-11-27", ".verdict");
    assert.match(await page.locator(".life").innerText(), /Could be booked until August 2019 or later/);
    assert.doesNotMatch(await page.locator("main").innerText(), /\d\/\.\.|\.\.\/\d/, "no bound is shown in the notation of files");
  });

  await check("paths show support, suggested additions and focus", async () => {
    await open(page, "/?role=azure-developer&experience=NEW_TO_CLOUD&asOf=2026-11-27", ".timeline");
    const cards = page.locator(".cards .card");
    assert.equal(await cards.first().locator(".card-label").innerText(), "Most recommended");
    assert.equal(await cards.first().locator(".support").innerText(), "3 of 3 sources");
    assert.match(await cards.first().innerText(), /Also cheapest, fastest and least study/);
    await page.getByRole("heading", { name: "For a special focus only" }).waitFor({ timeout: LIMIT_MS });
    const focus = cards.filter({ hasText: "For Power Platform" });
    await click(page, focus);
    await page.locator(".drawn .support").getByText(/^1 of 3 sources recommends .+, for Power Platform\.$/).waitFor({ timeout: LIMIT_MS });
    assert.equal(await page.locator(".additions").count(), 0);
    await click(page, cards.filter({ hasText: "Recommended by" }));
    const additions = page.locator(".additions .reasons > li");
    await additions.first().waitFor({ timeout: LIMIT_MS });
    assert.equal(await additions.count(), 2);
    assert.match(await additions.first().innerText(), /^AI-901 is advised before AI-200 for people who are new to the cloud\. See AI-901/);
    assert.ok((await additions.first().getByRole("link").count()) >= 2, "an addition links its exam and its source");
    assert.equal(await page.locator(".timeline").getByRole("button", { name: /AI-901/ }).count(), 0, "an addition is no step");
    await page.locator(".more-paths").getByText(/for the delivery of AI systems\.$/).waitFor({ timeout: LIMIT_MS });
    await open(page, "/?role=solution-architect&asOf=2026-11-27", ".more-paths");
    const more = page.locator(".more-paths li", { hasText: "For multi-agent AI solutions" });
    assert.match(await more.innerText(), /AI-103 → AI-500\s+\$330 fees · at least 60 hours; AI-500 unknown · 1 of 4 sources recommends AI-500/);
    // What the vendor demands and the source leaves out stays a step, and says so.
    await open(page, "/?role=cloud-architect-multi&asOf=2026-11-27&path=3", ".timeline");
    const steps = page.locator(".timeline li button");
    const marked = page.locator(".step").getByText(/omits this exam, but the vendor requires it/);
    let found = 0;
    for (let place = 0; place < (await steps.count()); place += 1) {
      await click(page, steps.nth(place));
      await page.locator(".step .reasons").waitFor({ timeout: LIMIT_MS });
      found += await marked.count();
    }
    assert.equal(found, 1);
  });

  await check("repeated statements of a source show once, with the count", async () => {
    await open(page, "/?role=career-changer&experience=NEW_TO_CLOUD&asOf=2026-11-27", ".timeline");
    await click(page, page.locator(".timeline").getByRole("button", { name: /AI-103/ }));
    const reasons = page.locator(".step .reasons > li");
    await reasons.getByText("3 statements of CertQuests").waitFor({ timeout: LIMIT_MS });
    const texts = await reasons.evaluateAll((list) => list.map((reason) => reason.querySelector("p").textContent));
    assert.equal(new Set(texts).size, texts.length);
    const folded = reasons.first().locator(".more-proofs");
    assert.equal(await folded.locator("a").first().isVisible(), false);
    await click(page, folded.locator("summary"));
    assert.ok((await folded.getByRole("link").count()) > 1, "the other sources are told");
  });

  await check("a comparison has figures and sentences, and links to successors", async () => {
    await open(page, "/compare?exams=microsoft/AI-102,microsoft/AZ-204&asOf=2026-11-22", ".shared");
    const row = async (name) => page.locator(".dimensions tbody").first().locator("tr", { has: page.getByRole("rowheader", { name, exact: true }) }).getByRole("cell").allInnerTexts();
    assert.deepEqual(await row("Fee"), ["$165", "$165"]);
    assert.deepEqual(await row("Study hours"), ["60–100 hours", "120–210 hours"]);
    assert.deepEqual(await row("Passing score"), ["700 of 1,000", "700 of 1,000"]);
    assert.deepEqual(await row("State"), ["Retired on 30 Jun 2026 (AI-103 follows)", "Retired on 31 Jul 2026 (AI-200 follows)"]);
    assert.deepEqual(await row("Checked"), ["dates 24 Sep 2026, fee 18 Aug 2026", "dates 24 Sep 2026, fee 18 Aug 2026"]);
    assert.doesNotMatch(await page.locator(".dimensions").innerText(), /\d\.\.\d|\d USD|RETIRED/);
    await click(page, page.locator(".ended").getByRole("link", { name: "Compare AI-103 and AI-200 instead" }));
    await page.getByRole("heading", { level: 1, name: "AI-103 or AI-200?" }).waitFor({ timeout: LIMIT_MS });
    await page.locator(".ended").waitFor({ state: "detached", timeout: LIMIT_MS });
  });

  await check("unreadable values of an address are ignored and reported", async () => {
    await open(page, `/?${QUESTION}&deadline=2026-99-99&weeklyHours=9999`, ".timeline");
    const notice = page.locator(".notice");
    assert.match(await notice.innerText(), /ignored: weeklyHours=9999, deadline=2026-99-99\./);
    await assertAccessible(page, "notice");
    await click(page, notice.getByRole("button", { name: "Remove it" }));
    await notice.waitFor({ state: "detached", timeout: LIMIT_MS });
    assert.equal(new URL(page.url()).search, `?${QUESTION}`);
    await open(page, "/exams/microsoft/AI-103?asOf=2035-01-01", ".verdict");
    assert.match(await notice.innerText(), /^1 Jan 2035 is in the future/);
    await open(page, "/compare?exams=microsoft/AI-102,microsoft/AI-103,microsoft/AZ-204,microsoft/AI-900,microsoft/AI-901&asOf=2026-11-22", ".dimensions");
    assert.equal(await notice.innerText(), "4 exams are compared at most; AI-901 is left out.");
    await open(page, "/compare?exams=microsoft/AI-102,nobody/X-1,microsoft/AI-103,x&asOf=2026-11-22", ".dimensions");
    assert.match(await notice.innerText(), /ignored: exams=nobody\/X-1, exams=x\./);
    await click(page, notice.getByRole("button", { name: "Remove it" }));
    await notice.waitFor({ state: "detached", timeout: LIMIT_MS });
    assert.equal(new URL(page.url()).search, "?exams=microsoft/AI-102,microsoft/AI-103&asOf=2026-11-22");
    await open(page, "/compare?exams=microsoft/AI-102,microsoft/AI-103&asOf=2026-02-30", ".dimensions");
    assert.match(await notice.innerText(), /ignored: asOf=2026-02-30\./);
  });

  await check("a verdict shows each reason once", async () => {
    await open(page, "/exams/microsoft/AI-102?asOf=2026-11-22", ".verdict");
    const texts = await page.locator(".verdict > .reasons > li > p:first-child").allInnerTexts();
    assert.ok(texts.some((text) => text.includes("AI-103 takes its place")));
    assert.equal(new Set(texts).size, texts.length);
  });

  await check("the plan of a retired exam is folded below its successor", async () => {
    await open(page, "/exams/microsoft/AI-102?asOf=2026-11-22", ".verdict");
    const plan = page.locator('[aria-label="Study plan"]');
    assert.equal(await plan.locator(".weeks").isVisible(), false);
    await click(page, plan.getByText("The plan for AI-102"));
    await plan.locator(".weeks").waitFor({ timeout: LIMIT_MS });
    await click(page, plan.getByRole("link", { name: "See the plan for AI-103" }));
    await page.getByRole("heading", { level: 1, name: /^AI-103/ }).waitFor({ timeout: LIMIT_MS });
    await page.locator('[aria-label="Study plan"] .weeks').waitFor({ timeout: LIMIT_MS });
  });

  await check("a code alone leads to the page of the exam", async () => {
    for (const [address, wanted] of [
      ["/exams/AI-102", "/exams/microsoft/AI-102"],
      ["/exams/az-104", "/exams/microsoft/AZ-104"],
    ]) {
      await open(page, address, ".verdict");
      assert.equal(new URL(page.url()).pathname, wanted);
      await page.getByRole("heading", { level: 1, name: new RegExp(`^${wanted.split("/").at(-1)} `) }).waitFor({ timeout: LIMIT_MS });
    }
  });

  await check("an exam without a judgement gets no advice to take it", async () => {
    await open(page, "/exams/isc2/CISSP?asOf=2026-11-27", ".verdict");
    assert.equal(await page.locator(".verdict .decision").innerText(), "No source judges this exam yet");
    assert.match(await page.locator(".verdict").innerText(), /can be booked on 27 Nov 2026\./);
    // Three days before its end nobody is advised to begin, whatever a source said before.
    await open(page, "/exams/microsoft/AI-102?asOf=2026-06-27", ".verdict");
    assert.equal(await page.locator(".verdict .decision").innerText(), "Take it later");
    assert.match(await page.locator(".verdict").innerText(), /AI-102 can be taken until 30 Jun 2026 only;.+ its successor is AI-103/);
  });

  await check("an exam is chosen by the keyboard alone", async () => {
    const dialog = page.getByRole("dialog");
    await open(page, `/?${QUESTION}`, ".timeline");
    await click(page, page.getByRole("button", { name: /Add passed exams/ }));
    await dialog.getByRole("searchbox").waitFor();
    await page.keyboard.type("AI-103");
    await page.keyboard.press("Enter");
    await untilAsked(page, "held", "microsoft/AI-103");
  });

  await check("an exact code comes first, and retired exams last", async () => {
    await open(page, "/compare", ".empty");
    await click(page, page.getByRole("button", { name: /Choose two to four exams/ }));
    const dialog = page.getByRole("dialog");
    for (const code of ["AI-103", "AI-102", "SAA-C03"]) {
      await dialog.getByRole("searchbox").fill(code);
      await dialog.getByRole("status").getByText(new RegExp(`the first is ${code},`)).waitFor({ timeout: LIMIT_MS });
      const entries = await dialog.locator(".exam-entry").allInnerTexts();
      const retired = entries.slice(1).map((text) => text.includes("retired"));
      assert.equal(retired.lastIndexOf(false) < retired.indexOf(true) || !retired.includes(true) || !retired.includes(false), true, entries.join(" | "));
    }
  });

  await check("held targets show an upgrade, or that nothing is left", async () => {
    await open(page, "/?role=azure-ai-engineer&held=microsoft/AI-103&asOf=2026-11-27", ".held-targets");
    assert.match(await page.locator(".held-targets").innerText(), /^You already have AI-103, which sources recommend for this role\./);
    await open(page, "/?role=azure-ai-engineer&held=microsoft/AI-102&asOf=2026-11-27", ".held-targets");
    assert.match(await page.locator(".held-targets").innerText(), /^You hold AI-102; AI-103 replaced it\./);
    await click(page, page.getByRole("link", { name: "Upgrade to AI-103" }));
    await page.getByRole("heading", { level: 1, name: /^AI-103/ }).waitFor({ timeout: LIMIT_MS });
  });

  await check("the assumption about experience is shown and one click changes it", async () => {
    await open(page, "/?role=azure-ai-engineer&asOf=2026-11-27", ".timeline");
    await click(page, page.locator(".assumed").getByRole("button", { name: "I am new to the field" }));
    await untilAsked(page, "experience", "NEW_TO_CLOUD");
    await page.getByRole("button", { name: /AI-901/ }).first().waitFor({ timeout: LIMIT_MS });
    assert.equal(await page.locator(".assumed").count(), 0);
  });

  await check("the back button undoes one change, and an open step is in the address", async () => {
    await open(page, "/?role=azure-ai-engineer&asOf=2026-11-27", ".timeline");
    await click(page, page.getByText("New to the field", { exact: true }));
    await untilAsked(page, "experience", "NEW_TO_CLOUD");
    await click(page, page.getByRole("button", { name: "a year", exact: true }));
    await page.waitForFunction(() => new URLSearchParams(location.search).has("deadline"));
    await page.locator(".timeline").getByRole("button", { name: /AI-103/ }).click();
    const step = page.locator(".step .reasons");
    await step.waitFor({ timeout: LIMIT_MS });
    await page.reload();
    await step.waitFor({ timeout: LIMIT_MS });
    await page.locator(".step").getByRole("button", { name: "Close" }).focus();
    await page.keyboard.press("Escape");
    await step.waitFor({ state: "detached", timeout: LIMIT_MS });
    assert.match(await page.evaluate(() => document.activeElement.textContent), /AI-103/);
    await page.goBack();
    await step.waitFor({ timeout: LIMIT_MS });
    await page.goBack();
    await step.waitFor({ state: "detached", timeout: LIMIT_MS });
    assert.ok(new URL(page.url()).searchParams.has("deadline"));
    await page.goBack();
    assert.deepEqual([...new URL(page.url()).searchParams.keys()].sort(), ["asOf", "experience", "role"]);
    await page.goBack();
    assert.deepEqual([...new URL(page.url()).searchParams.keys()].sort(), ["asOf", "role"]);
  });

  await check("a day that has passed is reported at its field, and the answer is without it", async () => {
    await open(page, `/?${QUESTION}`, ".timeline");
    await page.getByRole("textbox", { name: /^Deadline/ }).fill("2020-01-01");
    await page.locator(".field-fault").getByText("Choose a day after 22 Nov 2026.").waitFor({ timeout: LIMIT_MS });
    await page.locator(".notice").getByText("deadline=2020-01-01").waitFor({ timeout: LIMIT_MS });
    await page.locator('[aria-busy="true"]').waitFor({ state: "detached", timeout: LIMIT_MS });
    await page.locator(".timeline").waitFor({ timeout: LIMIT_MS });
    await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running"));
    await assertAccessible(page, "passed deadline");
  });

  await check("all exams are listed, narrowed down and shared", async () => {
    for (const address of ["/exams/microsoft", "/vendors/microsoft", "/vendors/Microsoft"]) {
      await open(page, address, ".browsed");
      assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, "/exams?vendors=microsoft");
    }
    const count = page.locator(".exam-list").getByRole("status").first();
    const all = Number.parseInt(await count.innerText(), 10);
    await click(page, page.getByRole("button", { name: /^Associate/ }));
    await untilAsked(page, "levels", "ASSOCIATE");
    await page.waitForFunction((before) => Number.parseInt(document.querySelector(".exam-list [role=status]").textContent, 10) < before, all, { timeout: LIMIT_MS });
    const counts = await page.locator(".filters .count").allInnerTexts();
    assert.equal(counts.length, 9, "each level and state has its count");
    assert.equal(await page.getByRole("button", { name: /^Associate/ }).locator(".count").innerText(), (await count.innerText()).split(" ")[0]);
    await page.getByRole("combobox", { name: "Order" }).selectOption("FEE");
    await untilAsked(page, "order", "FEE");
    await click(page, page.getByRole("button", { name: "Show descending" }));
    await untilAsked(page, "direction", "DESC");
    await page.reload();
    await page.locator(".browsed").waitFor({ timeout: LIMIT_MS });
    const levels = await page.locator(".browsed tbody tr td:nth-of-type(2)").allInnerTexts();
    assert.deepEqual([...new Set(levels)], ["Associate"]);
    await open(page, "/exams?vendors=nobody,microsoft&subjects=Nothing", ".browsed");
    assert.match(await page.locator(".notice").innerText(), /ignored: vendors=nobody,microsoft, subjects=Nothing\./);
    await page.goBack();
    await page.goBack();
    await page.goBack();
    await followToGraphiql(page, "query BrowseExams");
    const lost = await fetch(at("/vendors/nobody"));
    assert.equal(lost.status, 404);
  });

  await check("without JavaScript a page of an exam has its facts", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(at("/exams/microsoft/AI-103?asOf=2026-11-27"));
    const text = await plain.locator("body").innerText();
    for (const wanted of [/AI-103: /, /Fee: 165 USD\. Source: /, /What the exam covers/, /Is it worth it\?/]) {
      assert.match(text, wanted);
    }
    assert.doesNotMatch(text, /Loading|\d\.\.\d/);
    await plain.goto(at("/exams?vendors=aws"));
    await plain.getByRole("link", { name: "SAA-C03" }).click();
    assert.match(await plain.locator("h1").last().innerText(), /^SAA-C03/);
    await context.close();
  });

  await check("no two paths to a role have the same name", async () => {
    const ask = async (query) => (await (await fetch(at("/graphql"), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) })).json()).data;
    const { roles } = await ask("{ roles(first: 100) { nodes { slug } } }");
    for (const { slug } of roles.nodes) {
      const { recommendedPaths } = await ask(`{ recommendedPaths(role: "${slug}", first: 10) { ... on RecommendedPaths { paths { label } } } }`);
      const labels = recommendedPaths.paths.map(({ label }) => label);
      assert.equal(new Set(labels).size, labels.length, `${slug}: ${labels}`);
    }
  });

  await check("the page needs no pointer: a path by the keyboard alone", async () => {
    await open(page, "/", ".role");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Skip to content");
    const focused = () => page.evaluate(() => (["A", "BUTTON"].includes(document.activeElement.tagName) ? document.activeElement.textContent : ""));
    // The page has as many stops as it has roles: each is passed once at most.
    const tabTo = async (isWanted) => {
      const stops = await page.locator("a, button, input, select, summary, [tabindex]").count();
      for (let presses = 0; presses < stops && !isWanted(await focused()); presses += 1) {
        await page.keyboard.press("Tab");
      }
      assert.ok(isWanted(await focused()), "the keyboard reaches it");
    };
    await tabTo((text) => text.startsWith("Azure AI engineer"));
    await page.keyboard.press("Enter");
    await page.locator(".timeline").waitFor({ timeout: LIMIT_MS });
    await tabTo((text) => text.includes("AI-103 "));
    await page.keyboard.press("Enter");
    await page.locator(".step .reasons").waitFor({ timeout: LIMIT_MS });
    await page.getByRole("radio", { name: /recommended|Cheapest|Strongest|curated/ }).first().focus();
    await page.keyboard.press("ArrowRight");
    await untilAsked(page, "path", "2");
    const slider = page.getByRole("slider", { name: /Study time/ });
    await slider.focus();
    await page.keyboard.press("ArrowLeft");
    await untilAsked(page, "weeklyHours", "9");
  });

  await check("the theme can be switched, and stays", async () => {
    await open(page, "/", ".role");
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await click(page, page.getByRole("button", { name: /light and dark/ }));
    assert.notEqual(await ground(), light);
    await page.reload();
    assert.notEqual(await ground(), light);
    await click(page, page.getByRole("button", { name: /light and dark/ }));
    assert.equal(await ground(), light);
  });

  await check("a link shares the whole question", async () => {
    const address = `/?${QUESTION}&held=microsoft/AI-901&vendors=microsoft&maxFees=900&weeklyHours=6&deadline=2028-01-31&path=2&raise=9000&whyNot=microsoft/AI-900`;
    const visitor = await openGuardedPage(browser, baseUrl);
    await open(visitor.page, address, ".timeline");
    const shown = visitor.page;
    assert.equal(await shown.getByRole("combobox", { name: "Role" }).inputValue(), "azure-ai-engineer");
    assert.ok(await shown.getByRole("button", { name: "Remove microsoft/AI-901" }).isVisible());
    assert.ok(await shown.getByRole("radio", { name: "New to the field" }).isChecked());
    assert.equal(await shown.getByRole("button", { name: "Microsoft", exact: true }).getAttribute("aria-pressed"), "true");
    assert.equal(await shown.getByRole("slider", { name: /Budget/ }).inputValue(), "900");
    assert.equal(await shown.getByRole("slider", { name: /Study time/ }).inputValue(), "6");
    assert.equal(await shown.getByRole("textbox", { name: /^Deadline/ }).inputValue(), "2028-01-31");
    assert.equal(await shown.getByRole("textbox", { name: /^As of/ }).inputValue(), "2026-11-22");
    assert.equal(await shown.getByRole("slider", { name: /Annual raise/ }).inputValue(), "9000");
    assert.ok(await shown.locator(".card input").nth(1).isChecked());
    await shown.getByRole("heading", { name: "Why not AI-900?" }).waitFor({ timeout: LIMIT_MS });
    assert.deepEqual(visitor.faults, []);
    await visitor.close();
  });

  await check("the back button leads back", async () => {
    await open(page, "/", ".role");
    await click(page, page.getByRole("link", { name: /^Data engineer/ }));
    await page.locator(".timeline, .conflict, .empty").first().waitFor({ timeout: LIMIT_MS });
    await page.goBack();
    await page.locator(".role").first().waitFor({ timeout: LIMIT_MS });
    assert.equal(new URL(page.url()).search, "");
  });

  await check("no foreign request, console message, policy violation or error", () => {
    assert.deepEqual(desktop.faults, []);
  });
  await desktop.close();

  for (const colorScheme of ["light", "dark"]) {
    const reader = await openGuardedPage(browser, baseUrl, { colorScheme, viewport: { width: 1240, height: 760 } });
    for (const [name, address, mark] of PAGES) {
      await check(`axe finds nothing: ${name}, ${colorScheme}`, async () => {
        await open(reader.page, address, mark);
        await assertAccessible(reader.page, name);
        await capture(reader.page, `${name}-${colorScheme}`);
      });
    }
    await check(`axe finds nothing in what opens, ${colorScheme}`, async () => {
      await open(reader.page, PAGES[1][1], ".timeline");
      await reader.page.locator(".timeline li button").first().click();
      await reader.page.locator(".step .reasons").waitFor();
      await assertAccessible(reader.page, "step");
      await reader.page.getByRole("button", { name: /Choose an exam/ }).click();
      await reader.page.locator(".exam-entry").first().waitFor({ timeout: LIMIT_MS });
      await assertAccessible(reader.page, "picker");
      await open(reader.page, `/?${QUESTION}`, ".timeline");
      await reader.page.getByText("How firm is this?").click();
      await reader.page.locator(".how-firm p").first().waitFor({ timeout: LIMIT_MS });
      await assertAccessible(reader.page, "how firm");
      await open(reader.page, "/exams/aws/MLA-C01?asOf=2026-11-27", ".verdict");
      await reader.page.getByText(/^All facts with their sources/).click();
      await reader.page.locator(".all-facts dl").waitFor();
      await assertAccessible(reader.page, "facts");
      assert.deepEqual(reader.faults, []);
    });
    await reader.close();
  }

  const phone = await openGuardedPage(browser, baseUrl, { viewport: PHONE });
  for (const [name, address, mark] of PAGES) {
    await check(`fits a narrow screen, and nothing shifts: ${name}`, async () => {
      await open(phone.page, address, mark);
      await phone.page.waitForTimeout(300);
      const { width, wide, shift } = await phone.page.evaluate(
        () =>
          new Promise((resolve) => {
            new PerformanceObserver((list) => {
              resolve({
                width: document.documentElement.scrollWidth,
                wide: document.documentElement.clientWidth,
                shift: list.getEntries().reduce((sum, entry) => sum + (entry.hadRecentInput ? 0 : entry.value), 0),
              });
            }).observe({ type: "layout-shift", buffered: true });
            setTimeout(() => resolve({ width: document.documentElement.scrollWidth, wide: document.documentElement.clientWidth, shift: 0 }), 300);
          }),
      );
      assert.ok(width <= wide, `${width} px wide on a screen of ${wide} px`);
      assert.equal(shift, 0, "the layout shifts");
      const overfull = await phone.page
        .locator(".panel")
        .evaluateAll((panels) => panels.filter((panel) => panel.scrollHeight > panel.clientHeight + 2).map((panel) => panel.getAttribute("aria-label") ?? panel.className));
      assert.deepEqual(overfull, [], "what is in a panel stays in it");
      if (name === "paths") {
        await phone.page.locator(".drawn").evaluate((panel) => panel.scrollIntoView());
      }
      await capture(phone.page, `${name}-phone`);
    });
  }
  await check("four compared exams fit on a phone, and nothing appears twice", async () => {
    await open(phone.page, "/compare?exams=microsoft/AI-102,microsoft/AZ-204,microsoft/AI-103,aws/AIF-C01&asOf=2026-11-27", ".dimensions");
    const { inner, outer } = await phone.page.locator(".table-frame").evaluate((frame) => ({ inner: frame.scrollWidth, outer: frame.clientWidth }));
    assert.ok(inner <= outer, `${inner} px in ${outer} px`);
    await open(phone.page, "/compare?exams=microsoft/AI-102,microsoft/AZ-204&asOf=2026-11-27", ".dimensions");
    const names = await phone.page.locator(".dimensions th[scope=row]").allInnerTexts();
    assert.equal(new Set(names).size, names.length, names.join());
    assert.ok(!names.includes("Tier"), "the tier is the level");
    await assertAccessible(phone.page, "compare on a phone");
  });
  await check("the question unfolds on a phone", async () => {
    await open(phone.page, `/?${QUESTION}`, ".timeline");
    const slider = phone.page.getByRole("slider", { name: /Study time/ });
    assert.equal(await slider.isVisible(), false);
    await phone.page.getByRole("button", { name: /Change/ }).click();
    assert.ok(await slider.isVisible());
    await assertAccessible(phone.page, "phone");
    assert.deepEqual(phone.faults, []);
  });
  await phone.close();

  await check("an unknown exam has suggestions", async () => {
    const context = await browser.newContext();
    const lost = await context.newPage();
    const response = await lost.goto(at("/exams/microsoft/AI-999"));
    assert.equal(response.status(), 404);
    await lost.getByRole("heading", { name: "No exam AI-999 is known" }).waitFor({ timeout: LIMIT_MS });
    await lost.locator(".nearest").getByRole("link", { name: "AI-901" }).waitFor({ timeout: LIMIT_MS });
    await assertAccessible(lost, "unknown exam");
    await lost.goto(at("/?role=azure-ai-enginer"));
    await lost.getByRole("alert").getByText(/There is no role/).waitFor({ timeout: LIMIT_MS });
    await lost.locator(".role").first().waitFor({ timeout: LIMIT_MS });
    await assertAccessible(lost, "unknown role");
    await lost.getByRole("alert").getByRole("link", { name: "Azure AI engineer" }).click();
    await lost.locator(".timeline").waitFor({ timeout: LIMIT_MS });
    await lost.goto(at("/?role=qqqq"));
    await lost.getByRole("alert").getByText(/Choose one of the roles below/).waitFor({ timeout: LIMIT_MS });
    assert.ok((await lost.locator(".role").count()) > 20, "all roles stand below");
    await context.close();
  });

  await check("a server that stops: a message, loaded content stays, retry works", async () => {
    const context = await browser.newContext();
    const user = await context.newPage();
    await user.goto(`${ownServer.url}/?${QUESTION}`);
    await user.locator(".timeline").waitFor({ timeout: LIMIT_MS });
    // The other pages are fetched once the first one stands.
    await user.waitForTimeout(2_500);
    await ownServer.stop();
    await user.getByRole("radio", { name: "Done it at work" }).check();
    await user.getByRole("alert").getByText("The server does not respond").waitFor({ timeout: LIMIT_MS });
    assert.ok(await user.locator(".timeline").isVisible(), "what was loaded stays");
    await user.getByRole("link", { name: "Compare" }).click();
    await user.getByRole("heading", { name: "Which of these exams?" }).waitFor({ timeout: LIMIT_MS });
    await user.goBack();
    await user.getByRole("alert").waitFor({ timeout: LIMIT_MS });
    await ownServer.startAgain();
    await user.getByRole("button", { name: "Try again" }).first().click();
    await user.locator(".timeline").waitFor({ timeout: LIMIT_MS });
    await user.getByRole("alert").waitFor({ state: "detached", timeout: LIMIT_MS });
    await context.close();
  });

  await check("a request that came too late for its connection is repeated", async () => {
    const context = await browser.newContext();
    const slow = await context.newPage();
    const late = new Set();
    await slow.route("**/graphql?*", (route) => {
      const address = route.request().url();
      const isFirst = !late.has(address);
      late.add(address);
      return isFirst ? route.fulfill({ status: 408, body: "" }) : route.continue();
    });
    await slow.goto(at(`/?${QUESTION}`));
    await slow.locator(".timeline").waitFor({ timeout: LIMIT_MS });
    assert.equal(await slow.getByRole("alert").count(), 0);
    assert.ok(late.size >= 2, `${late.size} requests`);
    await context.close();
  });

  await check("twenty pages opened at once get all their answers", async () => {
    const context = await browser.newContext();
    const refused = [];
    context.on("response", (response) => response.status() >= 400 && refused.push(`${response.status()} ${response.url()}`));
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const [, address, mark] = PAGES[index % PAGES.length];
        const opened = await context.newPage();
        await opened.goto(at(address));
        await opened.locator(mark).first().waitFor({ timeout: 6 * LIMIT_MS });
      }),
    );
    await context.close();
    assert.deepEqual(refused, []);
  });

  await check("published changes appear on the open page", async () => {
    const follower = await openGuardedPage(browser, ownServer.url);
    await follower.page.goto(`${ownServer.url}/whats-new`);
    await follower.page.locator(".liveness", { hasText: "Live" }).waitFor({ timeout: LIMIT_MS });
    const before = await follower.page.locator(".change-set").count();
    const published = Date.now();
    await ownServer.run("retire", "AI-103", "--on", "2028-12-31", "--source", "ms-study-guide-ai-103", "--note", "A test of what is new");
    await follower.page.getByText("A test of what is new").waitFor({ timeout: LIMIT_MS });
    const took = Date.now() - published;
    assert.equal(await follower.page.locator(".change-set").count(), before + 1);
    await follower.page.locator(".records").getByText("AI-103 retires: 31 Dec 2028").waitFor({ timeout: LIMIT_MS });
    const liveness = await follower.page.locator(".liveness").innerText();
    assert.deepEqual(follower.faults, []);
    await follower.close();
    return `${took} ms with the command that publishes it (${liveness})`;
  });

  await check("the first page is light", async () => {
    const context = await browser.newContext();
    const counted = await context.newPage();
    const devtools = await context.newCDPSession(counted);
    await devtools.send("Network.enable");
    const types = new Map();
    const bytes = new Map();
    devtools.on("Network.responseReceived", ({ requestId, response }) => types.set(requestId, response.mimeType));
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength));
    await counted.goto(at(`/?${QUESTION}`));
    await counted.locator(".timeline").waitFor({ timeout: LIMIT_MS });
    const sum = (wanted) => [...bytes].filter(([id]) => wanted(types.get(id) ?? "")).reduce((total, [, size]) => total + size, 0);
    const script = sum((type) => type.includes("javascript"));
    const everything = sum(() => true);
    assert.ok(script > 0 && script <= SCRIPT_LIMIT_BYTES, `${script} bytes of JavaScript`);
    await context.close();
    return `${script} bytes of JavaScript, ${everything} in all, compressed, headers included`;
  });

  await check("the first paint comes within a second on a slow phone", async () => {
    const times = [];
    for (let run = 0; run < 5; run += 1) {
      const context = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
      const slow = await context.newPage();
      const devtools = await context.newCDPSession(slow);
      // Lighthouse's phone: 150 ms there and back, 1.6 Mbit/s, a processor four times slower.
      await devtools.send("Network.enable");
      await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 });
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      await slow.goto(at("/"), { waitUntil: "load" });
      await slow.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0, undefined, { timeout: LIMIT_MS });
      times.push(await slow.evaluate(() => Math.round(performance.getEntriesByName("first-contentful-paint")[0].startTime)));
      await context.close();
    }
    times.sort((one, other) => one - other);
    // The best of the runs: a machine that does other work at the same time only makes it later.
    assert.ok(times[0] <= FIRST_PAINT_LIMIT_MS, `first contentful paint after ${times.join(", ")} ms`);
    return `first contentful paint after ${times.join(", ")} ms`;
  });
} finally {
  await browser.close();
  await ownServer.remove();
}
close();
