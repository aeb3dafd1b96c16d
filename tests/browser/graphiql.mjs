// GraphiQL in a real browser: each ready tab answers, the documentation opens, the
// reader's edits stay, links open their query, and nothing leaves the host.
// Usage: node graphiql.mjs BASE_URL [--screenshots DIR]
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: "string" } },
});
if (positionals.length !== 1 || !URL.canParse(positionals[0])) {
  console.error("usage: node graphiql.mjs BASE_URL [--screenshots DIR]");
  process.exit(2);
}
const baseUrl = positionals[0];
const address = new URL("/graphiql/", baseUrl).href;

/** The tabs of a first visit. */
const READY = ["Paths", "Weights", "Compare"];

/** The ready questions, in the order of the panel. */
const QUESTIONS = ["Paths", "Search", "Ranking", "Weights", "Changes", "Mentions", "Impact", "Freshness", "Claims", "Compare", "Verdict", "Robustness", "Dates", "Renewals", "Portfolio", "Languages"];
const ALL_TABS = [...READY, ...QUESTIONS.filter((name) => !READY.includes(name))];

const READY_GOAL_MS = 2_000;
const READY_LIMIT_MS = 10_000;
const ANSWER_LIMIT_MS = 10_000;
/** How long GraphiQL waits after a change before it reads the operation's name again, and then some. */
const SETTLE_MS = 300;

/** One screen of Monaco's text; Monaco draws spaces as no-break spaces. */
async function paneText(page, pane) {
  const lines = await page.locator(`${pane} .view-line`).allInnerTexts();
  return lines.join("\n").replaceAll("\u00a0", " ");
}

async function waitForText(page, pane, wanted) {
  const deadline = Date.now() + ANSWER_LIMIT_MS;
  for (;;) {
    const text = await paneText(page, pane);
    if (text.includes(wanted)) {
      return text;
    }
    assert.ok(Date.now() < deadline, `${pane} did not show ${wanted}; it shows:\n${text}`);
    await page.waitForTimeout(50);
  }
}

const queryPane = ".graphiql-query-editor";
const variablesPane = 'section[aria-label="Variables"] .graphiql-editor:not(.hidden)';
const responsePane = ".result-window";

/** Opens an address and waits until the editor shows text and the schema has come; the time in ms. */
async function openReady(page, url) {
  const start = Date.now();
  const schema = page.waitForResponse((response) => new URL(response.url()).pathname === "/graphql", {
    timeout: READY_LIMIT_MS,
  });
  schema.catch(() => {}); // Reported below, or by the navigation that fails first.
  await page.goto(url, { timeout: READY_LIMIT_MS });
  await page.locator(`${queryPane} .view-line`).first().waitFor({ timeout: READY_LIMIT_MS });
  await page.locator(".graphiql-execute-button").waitFor({ timeout: READY_LIMIT_MS });
  await (await schema).finished();
  return Date.now() - start;
}

const tabTitles = (page) => page.locator(".graphiql-tab-button").allInnerTexts();

/** Presses the run button of the open tab and returns the answer that the server sent. */
async function run(page) {
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname === "/graphql", {
    timeout: ANSWER_LIMIT_MS,
  });
  answered.catch(() => {}); // Reported below, or by the click that fails first.
  await page.locator(".graphiql-execute-button").click();
  return (await answered).json();
}

async function capture(page, name) {
  if (options.screenshots !== undefined) {
    mkdirSync(options.screenshots, { recursive: true });
    await page.screenshot({ path: path.join(options.screenshots, `${name}.png`) });
  }
}

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  const reader = await openGuardedPage(browser, baseUrl);
  const { page } = reader;

  await check("is ready after navigation", async () => {
    const took = await openReady(page, address);
    assert.ok(took <= READY_LIMIT_MS, `${took} ms, over the limit of ${READY_LIMIT_MS} ms`);
    return `${took} ms (goal ${READY_GOAL_MS} ms${took > READY_GOAL_MS ? ", MISSED" : ""})`;
  });

  await check("is titled and offers its ready tabs", async () => {
    assert.equal(await page.title(), "certgraph · GraphiQL");
    assert.deepEqual(await tabTitles(page), READY);
  });

  await check("the ready questions are listed by user, with a sentence each", async () => {
    const panel = page.getByRole("region", { name: "Ready questions" });
    assert.deepEqual(await panel.getByRole("heading", { level: 3 }).allInnerTexts(), ["Frontend developers", "Partners", "Explorers"]);
    assert.deepEqual(await panel.locator("button b").allInnerTexts(), QUESTIONS);
    assert.ok((await panel.locator("button span").allInnerTexts()).every((sentence) => /[.?]$/.test(sentence)));
    await assertAccessible(page, "ready questions");
  });

  for (const title of QUESTIONS) {
    await check(`a click opens and runs ${title}, without errors`, async () => {
      const answered = page.waitForResponse((response) => new URL(response.url()).pathname === "/graphql", { timeout: ANSWER_LIMIT_MS });
      await page.getByRole("button", { name: new RegExp(`^${title} `) }).click();
      const answer = await (await answered).json();
      await waitForText(page, queryPane, `query ${title} `);
      assert.ok(answer.data, `the answer has no data: ${JSON.stringify(answer).slice(0, 500)}`);
      assert.equal(answer.errors, undefined, `the answer has errors: ${JSON.stringify(answer.errors)}`);
      const shown = await waitForText(page, responsePane, '"data"');
      assert.ok(!shown.includes('"errors"'), "the response pane shows errors");
      await page.waitForTimeout(SETTLE_MS);
    });
  }

  await check("the panel finds fields for a question by the keyboard, and Enter opens and runs one", async () => {
    const asking = await openGuardedPage(browser, baseUrl);
    await openReady(asking.page, address);
    await asking.page.waitForTimeout(SETTLE_MS);
    const search = asking.page.getByRole("search");
    await search.getByRole("searchbox", { name: "Ask in your own words" }).focus();
    await asking.page.keyboard.type("how much does it cost");
    await asking.page.keyboard.press("Enter");
    await search.getByRole("status").getByText("5 found").waitFor({ timeout: ANSWER_LIMIT_MS });
    const found = await search.locator("li button b").allInnerTexts();
    assert.ok(found.slice(0, 3).includes("Exam.fee"), found.join());
    await assertAccessible(asking.page, "found fields");
    const answered = asking.page.waitForResponse((response) => new URL(response.url()).pathname === "/graphql", { timeout: ANSWER_LIMIT_MS });
    await asking.page.keyboard.press("Tab");
    for (let place = found.indexOf("Exam.fee"); place >= 0; place -= 1) {
      await asking.page.keyboard.press("Tab");
    }
    await asking.page.keyboard.press("Enter");
    const answer = await (await answered).json();
    await waitForText(asking.page, queryPane, "query ExamFee {");
    assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
    assert.equal(typeof answer.data.exam.fee.amount, "string");

    await search.getByRole("searchbox").fill("xyzzy");
    await search.getByRole("button", { name: "Find fields" }).click();
    await search.getByRole("status").getByText("No field has these words").waitFor({ timeout: ANSWER_LIMIT_MS });
    assert.equal(await search.locator("li").count(), 0);
    assert.deepEqual(asking.faults, []);
    await asking.close();
  });

  await check("Paths shows its answer in light mode", async () => {
    await page.locator(".graphiql-tab-button").first().click();
    await waitForText(page, responsePane, '"recommendedPaths"');
    await capture(page, "graphiql-paths");
  });

  await check("the documentation opens at the fields of the root type", async () => {
    await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    const explorer = page.locator(".graphiql-doc-explorer");
    await explorer.getByText("recommendedPaths").first().waitFor({ timeout: ANSWER_LIMIT_MS });
    await capture(page, "graphiql-documentation");
    await assertAccessible(page, "documentation");
    await page.getByRole("button", { name: "Hide Documentation Explorer" }).click();
  });

  await check("clicks in the explorer build a query", async () => {
    const building = await openGuardedPage(browser, baseUrl);
    const address = new URL("/graphiql/", baseUrl);
    address.searchParams.set("query", "query Built { catalogue { revision } }");
    await openReady(building.page, address.href);
    await building.page.getByRole("button", { name: "Show GraphiQL Explorer" }).click();
    const explorer = building.page.locator(".graphiql-explorer-root");
    await explorer.locator('[data-field-name="updatedAt"]').first().click();
    await waitForText(building.page, queryPane, "updatedAt");
    await building.page.waitForTimeout(SETTLE_MS);
    const answer = await run(building.page);
    assert.deepEqual(Object.keys(answer.data.catalogue), ["revision", "updatedAt"]);
    await assertAccessible(building.page, "explorer");
    assert.deepEqual(building.faults, []);
    await building.close();
  });

  await check("completion lists fields in the order of the schema", async () => {
    await page.locator(".graphiql-tab-add").click();
    await page.locator(`${queryPane} .monaco-editor`).click();
    await page.keyboard.insertText('{ exam(code: "AI-102") {  } }');
    for (let left = 0; left < 4; left += 1) {
      await page.keyboard.press("ArrowLeft");
    }
    await page.keyboard.press("Control+Space");
    const list = page.locator(".suggest-widget .monaco-list-row");
    await list.first().waitFor({ timeout: ANSWER_LIMIT_MS });
    const names = (await list.allInnerTexts()).map((text) => text.trim().split(/\s/)[0]);
    assert.ok(names.indexOf("code") >= 0, names.join());
    assert.deepEqual(names, names.toSorted(), "code comes before id and items");
    const runs = await page.locator(".graphiql-execute-button").evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
    assert.ok(runs, "the list does not cover the run button");
    await page.keyboard.press("Escape");
    await page.locator(".graphiql-tab-close").last().click();
    // The tab before it opens; a click on another one has to come after that.
    await waitForText(page, queryPane, `query ${QUESTIONS.at(-1)} `);
    await page.waitForTimeout(SETTLE_MS);
    await page.locator(".graphiql-tab-button").first().click();
    await waitForText(page, queryPane, "query Paths ");
  });

  await check("errors help: quotes for a code, the nearest name of a field, and why an exam is null", async () => {
    for (const [query, wanted] of [
      ["{ exam(code: AI-102) { title } }", 'Quote it: \\"AI-102\\"'],
      ['{ exam(code: "AI-102") { titel } }', 'you mean \\"title\\"?'],
      ['{ exam(code: "AI-104") { title } }', '"exam": null'],
    ]) {
      const erring = await openGuardedPage(browser, baseUrl);
      const address = new URL("/graphiql/", baseUrl);
      address.searchParams.set("query", query);
      await openReady(erring.page, address.href);
      await erring.page.waitForTimeout(SETTLE_MS);
      await erring.page.locator(".graphiql-execute-button").click();
      await waitForText(erring.page, responsePane, wanted);
      if (query.includes("AI-104")) {
        const hint = erring.page.getByRole("status").getByText("there is no exam “AI-104” in the catalogue. Nearest: AI-103");
        await hint.waitFor({ timeout: ANSWER_LIMIT_MS });
      }
      await erring.close();
    }
  });

  await check("prettify formats the query and the variables and keeps comments", async () => {
    await page.getByRole("button", { name: "Variables", exact: true }).click();
    await page.locator(`${variablesPane} .monaco-editor`).click();
    await page.keyboard.insertText('{"weekly":10}');
    await page.getByRole("button", { name: /Prettify/ }).click();
    await waitForText(page, queryPane, "\n  recommendedPaths(");
    await waitForText(page, variablesPane, '\n  "weekly": 10');
    assert.match(await paneText(page, queryPane), /^# For frontend developers/);
  });

  await check("the reader's own edits stay after a reload", async () => {
    await page.locator(`${queryPane} .monaco-editor`).click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.insertText("# my own note\n");
    await waitForText(page, queryPane, "# my own note");
    // GraphiQL stores edits after a pause in typing, the open query and the tabs apart.
    await page.waitForFunction(() =>
      ["graphiql:query", "graphiql:tabState"].every((key) => localStorage.getItem(key)?.includes("# my own note")),
    );
    await openReady(page, address);
    await waitForText(page, queryPane, "# my own note");
    assert.deepEqual(await tabTitles(page), ALL_TABS);
  });

  await check("a field that the schema lacks is marked while typing", async () => {
    await page.locator(".graphiql-tab-add").click();
    await page.locator(`${queryPane} .monaco-editor`).click();
    await page.keyboard.insertText("query Wrong { noSuchField }");
    await page.locator(`${queryPane} .squiggly-error`).first().waitFor({ timeout: ANSWER_LIMIT_MS });
    // The next check leaves the page: the new tab has to be stored by then.
    await page.waitForFunction(() =>
      ["graphiql:query", "graphiql:tabState"].every((key) => localStorage.getItem(key)?.includes("noSuchField")),
    );
  });

  const link = new URL(address);
  link.searchParams.set("query", "query First { __typename } query Second($code: String!) { compareExams(exams: [{ code: $code }, { code: \"AZ-204\" }]) { exams { code } } }");
  link.searchParams.set("variables", '{ "code": "AI-102" }');
  link.searchParams.set("operationName", "Second");

  await check("a link opens its operation next to the stored tabs", async () => {
    await openReady(page, link.href);
    await waitForText(page, queryPane, "query First");
    await waitForText(page, variablesPane, '"AI-102"');
    assert.deepEqual(await tabTitles(page), [...ALL_TABS, "Wrong", "Second"]);
    assert.equal(page.url(), address);
  });

  await check("no foreign request, console message, policy violation or error", () => {
    assert.deepEqual(reader.faults, []);
  });
  await reader.close();

  const visitor = await openGuardedPage(browser, baseUrl, { colorScheme: "dark" });
  await check("a first visit by link opens it before the ready tabs, in dark mode", async () => {
    await openReady(visitor.page, link.href);
    await waitForText(visitor.page, queryPane, "query First");
    assert.deepEqual(await tabTitles(visitor.page), ["Second", ...READY]);
    const [red, green, blue] = await visitor.page
      .locator(".graphiql-container")
      .evaluate((element) => getComputedStyle(element).backgroundColor.match(/\d+/g).map(Number));
    assert.ok(Math.max(red, green, blue) < 100, `the background is rgb(${red}, ${green}, ${blue})`);
    await capture(visitor.page, "graphiql-link-dark");
    assert.deepEqual(visitor.faults, []);
  });

  for (const [theme, system, dark] of [
    ["dark", "light", true],
    ["light", "dark", false],
  ]) {
    await check(`follows the theme of the site, and axe finds nothing: ${theme}`, async () => {
      const themed = await openGuardedPage(browser, baseUrl, { colorScheme: system });
      await themed.page.addInitScript((chosen) => localStorage.setItem("theme", chosen), theme);
      const ground = (selector) => themed.page.locator(selector).evaluate((element) => Math.max(...getComputedStyle(element).backgroundColor.match(/\d+/g).map(Number)));
      await openReady(themed.page, link.href);
      assert.equal((await ground(".graphiql-container")) < 100, dark);
      await themed.page.waitForTimeout(SETTLE_MS);
      await assertAccessible(themed.page, "graphiql");
      await themed.page.goto(new URL("/developers", baseUrl).href);
      assert.equal((await ground("body")) < 100, dark);
      await assertAccessible(themed.page, "developers");
      assert.deepEqual(themed.faults, []);
      await themed.close();
    });
  }

  await check("a query in one line is formatted, and on a phone the response is below it", async () => {
    const phone = await openGuardedPage(browser, baseUrl, { viewport: { width: 390, height: 780 } });
    const single = new URL(address);
    single.searchParams.set("query", 'query One { exam(code: "AI-102") { code title } }');
    await openReady(phone.page, single.href);
    await waitForText(phone.page, queryPane, "\n    code");
    const box = async (pane) => phone.page.locator(pane).boundingBox();
    const [query, response] = [await box(".graphiql-editors"), await box(".graphiql-response")];
    assert.ok(response.y >= query.y + query.height - 1, "the response is below the query");
    assert.ok(response.width > 300 && response.height > 200 && query.height > 200, JSON.stringify({ query, response }));
    assert.deepEqual(phone.faults, []);
    await phone.close();
  });

  await check("a subscription shows changes as they are published", async () => {
    const beginning = await fetch(new URL("/graphql", baseUrl), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ changes(first: 1) { pageInfo { endCursor } } }" }),
    });
    const cursor = (await beginning.json()).data.changes.pageInfo.endCursor;
    const follow = new URL(address);
    follow.searchParams.set("query", `subscription Follow { changes(after: "${cursor}") { sequence operation } }`);
    await openReady(visitor.page, follow.href);
    await waitForText(visitor.page, queryPane, "subscription Follow");
    await visitor.page.waitForTimeout(SETTLE_MS);
    await visitor.page.locator(".graphiql-execute-button").click();
    await waitForText(visitor.page, responsePane, '"UPSERT"');
    assert.deepEqual(visitor.faults, []);
  });
  await visitor.close();
} finally {
  await browser.close();
}
close();
