// The search in the head of each page: groups, highlights, keyboard, recent searches; and the questions of
// the start page.
// Usage: node search.mjs BASE_URL
import assert from "node:assert/strict";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";

const [baseUrl] = process.argv.slice(2);
if (process.argv.length !== 3 || !URL.canParse(baseUrl)) {
  console.error("usage: node search.mjs BASE_URL");
  process.exit(2);
}

const LIMIT_MS = 10_000;
const at = (address) => new URL(address, baseUrl).href;

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  const visitor = await openGuardedPage(browser, baseUrl);
  const { page } = visitor;
  const dialog = page.getByRole("dialog");
  const group = (name) => dialog.getByRole("region", { name, exact: true });

  /** Opens the search, types, and waits for the results of exactly this text. */
  const search = async (text) => {
    await page.keyboard.press("/");
    await dialog.getByRole("searchbox").waitFor({ timeout: LIMIT_MS });
    const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.get("variables") === JSON.stringify({ text }), { timeout: LIMIT_MS });
    await page.keyboard.type(text);
    await answered;
    await dialog.locator('[aria-busy="true"]').waitFor({ state: "detached", timeout: LIMIT_MS });
  };

  /** Empties the field and closes the dialog. */
  const leave = async () => {
    await dialog.getByRole("searchbox").fill("");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached", timeout: LIMIT_MS });
  };

  await check("each page has the search in its head, and / and Ctrl+K open it", async () => {
    for (const address of ["/", "/exams", "/exams/microsoft/AI-103", "/compare", "/my", "/whats-new", "/?role=azure-ai-engineer"]) {
      await page.goto(at(address));
      await page.locator("main h1").first().waitFor({ timeout: LIMIT_MS });
      assert.ok(await page.getByRole("button", { name: "Search", exact: true }).isVisible());
      for (const keys of ["/", "Control+k"]) {
        await page.keyboard.press(keys);
        await dialog.getByRole("searchbox").waitFor({ timeout: LIMIT_MS });
        await page.keyboard.press("Escape");
        await page.locator("dialog").waitFor({ state: "detached", timeout: LIMIT_MS });
      }
    }
  });

  await check("results are grouped, exams first by rank, and a retired one names what follows", async () => {
    await search("azure ai engineer");
    await group("Roles").getByRole("link", { name: /^Azure AI engineer/ }).waitFor({ timeout: LIMIT_MS });
    const exams = await group("Exams").getByRole("link").allInnerTexts();
    assert.match(exams[0], /^AI-103 /);
    assert.match(exams.find((text) => text.startsWith("AI-102")), /Retired 30 Jun 2026; AI-103 follows/);
    await group("Certifications").getByRole("link", { name: /Azure AI Engineer Associate/ }).waitFor({ timeout: LIMIT_MS });
    await assertAccessible(page, "search");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("microsoft");
    await group("Vendors").getByRole("link", { name: /^Microsoft/ }).waitFor({ timeout: LIMIT_MS });
    await page.keyboard.press("Control+a");
    await page.keyboard.type("computer vision");
    await group("Domains of exams").getByRole("link").first().waitFor({ timeout: LIMIT_MS });
    await leave();
  });

  await check("typing errors find, and matched words are marked", async () => {
    await search("securty+");
    const first = dialog.locator(".found").first();
    assert.match(await first.innerText(), /Security\+/);
    assert.ok((await first.locator("mark").allInnerTexts()).join().includes("Security+"), await first.innerHTML());
    await leave();
    await search("az104");
    assert.deepEqual(await dialog.locator(".found").first().locator("b mark").allInnerTexts(), ["AZ-104"]);
    await leave();
  });

  await check("arrow keys go through all groups, typing goes on in the field, Enter opens", async () => {
    await search("data engineer");
    const groups = [];
    const count = await dialog.locator(".found").count();
    for (let moves = 0; moves < count; moves += 1) {
      await page.keyboard.press("ArrowDown");
      groups.push(await page.evaluate(() => document.activeElement.closest("section").getAttribute("aria-label")));
    }
    assert.ok(new Set(groups).size >= 2, groups.join());
    await page.keyboard.type("s");
    assert.equal(await page.evaluate(() => document.activeElement.value), "data engineers");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("saa-c03");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.pathname === "/exams/aws/SAA-C03", undefined, { timeout: LIMIT_MS });
    await page.locator(".verdict").waitFor({ timeout: LIMIT_MS });
  });

  await check("results are announced", async () => {
    await search("AI-103");
    await dialog.getByRole("status").getByText(/^\d+ results?, the first is AI-103, /).waitFor({ timeout: LIMIT_MS });
    await page.keyboard.press("Control+a");
    await page.keyboard.type("qqqqqqqq");
    await dialog.getByRole("status").getByText("Nothing found").waitFor({ timeout: LIMIT_MS });
    await leave();
  });

  await check("recent searches stay on this device and can be removed", async () => {
    await search("az-900");
    await dialog.locator(".found").first().click();
    await page.locator(".verdict").waitFor({ timeout: LIMIT_MS });
    await page.reload();
    await page.locator(".verdict").waitFor({ timeout: LIMIT_MS });
    await page.keyboard.press("/");
    const recent = group("Recent searches");
    await recent.getByRole("button", { name: "az-900", exact: true }).waitFor({ timeout: LIMIT_MS });
    await assertAccessible(page, "recent searches");
    await recent.getByRole("button", { name: "saa-c03", exact: true }).click();
    assert.equal(await dialog.getByRole("searchbox").inputValue(), "saa-c03");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await recent.getByRole("button", { name: "Remove the search az-900" }).click();
    await recent.getByRole("button", { name: "az-900", exact: true }).waitFor({ state: "detached", timeout: LIMIT_MS });
    await recent.getByRole("button", { name: "Remove the search saa-c03" }).click();
    await recent.waitFor({ state: "detached", timeout: LIMIT_MS });
    await page.keyboard.press("Escape");
  });

  await check("without a text, vendors and all exams are a click away", async () => {
    await page.goto(at("/"));
    await page.locator("main h1").first().waitFor({ timeout: LIMIT_MS });
    await page.keyboard.press("/");
    await group("Browse").getByRole("link", { name: "Microsoft", exact: true }).click();
    await page.locator("dialog").waitFor({ state: "detached", timeout: LIMIT_MS });
    await page.locator(".browsed").waitFor({ timeout: LIMIT_MS });
    assert.equal(new URL(page.url()).search, "?vendors=microsoft");
  });

  await check("the start page asks one question at a time; each can be skipped, and Back undoes one", async () => {
    await page.goto(at("/"));
    const asked = page.getByRole("region", { name: "Find a path by questions" });
    const question = (name) => asked.getByRole("heading", { name }).waitFor({ timeout: LIMIT_MS });
    await question("What do you do today?");
    assert.ok(await page.locator(".role").first().isVisible(), "all roles are below");
    await asked.getByRole("link", { name: "Skip" }).click();
    await question("What would you like to do?");
    await assertAccessible(page, "second question");
    await asked.getByRole("link", { name: "Work with data" }).click();
    await question("How much time do you have?");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "How much time do you have?");
    await page.goBack();
    await question("What would you like to do?");
    await page.goForward();
    await question("How much time do you have?");
    await asked.getByRole("link", { name: "Skip" }).click();
    await question("How much money for exam fees?");
    await page.reload();
    await question("How much money for exam fees?");
    await asked.getByRole("link", { name: "Skip" }).click();
    await asked.locator(".first-path").nth(2).waitFor({ timeout: LIMIT_MS });
    assert.equal(await asked.locator(".first-path").count(), 3);
    await assertAccessible(page, "three paths");
    assert.ok(await page.locator(".role").first().isVisible(), "all roles are below");
    await asked.getByRole("link", { name: "Start again" }).click();
    await question("What do you do today?");
  });

  await check("every field leads to three paths, and so does no preference", async () => {
    const response = await fetch(at("/graphql"), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ roles(first: 100) { nodes { group } } }" }),
    });
    const groups = new Set((await response.json()).data.roles.nodes.map((role) => role.group));
    for (const field of ["", ...groups]) {
      await page.goto(at(`/?ask=5&field=${encodeURIComponent(field)}`));
      await page.locator(".first-path").first().waitFor({ timeout: LIMIT_MS });
      assert.equal(await page.locator(".first-path").count(), 3, field);
    }
    await page.goto(at("/?ask=5&field=AI&maxFees=1"));
    await page.locator(".first-path").first().getByText("Over your limits").waitFor({ timeout: LIMIT_MS });
  });

  await check("no foreign request, console message, policy violation or error", () => {
    assert.deepEqual(visitor.faults, []);
  });
  await visitor.close();

  for (const [language, words] of Object.entries({
    de: { search: "Suchen", question: "Was möchtest du machen?", field: "Mit Daten arbeiten", mine: "Was ich habe und plane" },
    es: { search: "Buscar", question: "¿Qué te gustaría hacer?", field: "Trabajar con datos", mine: "Lo que tengo y planeo" },
  })) {
    await check(`search, questions and my exams are in the chosen language: ${language}`, async () => {
      const reader = await openGuardedPage(browser, baseUrl, { viewport: { width: 360, height: 780 } });
      await reader.page.context().addCookies([{ name: "language", value: language, url: baseUrl }]);
      const overflow = () => reader.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await reader.page.goto(at("/?ask=2"));
      await reader.page.getByRole("heading", { name: words.question }).waitFor({ timeout: LIMIT_MS });
      await reader.page.getByRole("link", { name: words.field }).waitFor({ timeout: LIMIT_MS });
      assert.ok((await overflow()) <= 0);
      await reader.page.getByRole("button", { name: words.search, exact: true }).click();
      await reader.page.getByRole("searchbox").fill("AI-102");
      await reader.page.locator(".found").first().waitFor({ timeout: LIMIT_MS });
      await assertAccessible(reader.page, language);
      await reader.page.goto(at("/my"));
      await reader.page.getByRole("heading", { level: 1, name: words.mine }).waitFor({ timeout: LIMIT_MS });
      assert.ok((await overflow()) <= 0);
      assert.deepEqual(reader.faults, []);
      await reader.close();
    });
  }

  await check("search and questions fit a phone and a page zoomed to 200 %", async () => {
    for (const viewport of [{ width: 360, height: 780 }, { width: 720, height: 450 }]) {
      const small = await openGuardedPage(browser, baseUrl, { viewport });
      await small.page.goto(at("/?ask=2"));
      await small.page.locator(".choices a").first().waitFor({ timeout: LIMIT_MS });
      const overflow = () => small.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok((await overflow()) <= 0);
      await small.page.getByRole("button", { name: "Search", exact: true }).click();
      await small.page.getByRole("searchbox").fill("security");
      await small.page.locator(".found").first().waitFor({ timeout: LIMIT_MS });
      assert.ok((await overflow()) <= 0);
      const box = await small.page.locator("dialog").boundingBox();
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= viewport.width && box.y + box.height <= viewport.height, JSON.stringify(box));
      await assertAccessible(small.page, "search on a phone");
      assert.deepEqual(small.faults, []);
      await small.close();
    }
  });
} finally {
  await browser.close();
}
close();
