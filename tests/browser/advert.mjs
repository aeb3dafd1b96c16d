// The page that reads a job advert: what it asks for, what is gone, what is held, the way to the rest; that the
// text is sent only by the button, in a body; keyboard, languages, a phone.
// Usage: node advert.mjs BASE_URL
import assert from "node:assert/strict";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";

const [baseUrl] = process.argv.slice(2);
if (process.argv.length !== 3 || !URL.canParse(baseUrl)) {
  console.error("usage: node advert.mjs BASE_URL");
  process.exit(2);
}

const LIMIT_MS = 10_000;
const at = (address) => new URL(address, baseUrl).href;

/** An advert with letters outside the basic plane before the names, so that places in other units would be off. */
const ADVERT = `🏙️ Data Engineer (m/w/d) für Köln 😀
- exam AI 102 or AZ-104
- an AWS Certified Solutions Architect certificate
- CompTIA A+
- daily use of GitHub Copilot`;

const NAMED = ["Data Engineer", "AI 102", "AZ-104", "AWS Certified Solutions Architect", "CompTIA A+"];

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  const visitor = await openGuardedPage(browser, baseUrl);
  const { page } = visitor;
  const sent = [];
  page.on("request", (request) => sent.push({ address: request.url(), body: request.postData() ?? "" }));
  const region = (name) => page.getByRole("region", { name, exact: true });
  const openAdvert = async () => {
    await page.goto(at("/job-advert"));
    await page.getByRole("heading", { level: 1, name: "Paste a job advert" }).waitFor({ timeout: LIMIT_MS });
  };
  const read = async (text) => {
    await page.getByLabel("Text", { exact: true }).fill(text);
    await page.getByRole("button", { name: "Find certifications" }).click();
    await page.locator('.job-advert[aria-busy="false"]').waitFor({ timeout: LIMIT_MS });
  };

  await check("the navigation leads to the page, and without a text there is nothing to send", async () => {
    await page.goto(at("/exams"));
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Job advert" }).click();
    await page.waitForURL("**/job-advert", { timeout: LIMIT_MS });
    await page.getByRole("heading", { level: 1, name: "Paste a job advert" }).waitFor({ timeout: LIMIT_MS });
    assert.ok(await page.getByRole("button", { name: "Find certifications" }).isDisabled());
    await assertAccessible(page, "empty job advert");
  });

  await check("the text is sent by the button only, in the body of a request", async () => {
    await openAdvert();
    sent.length = 0;
    await page.getByLabel("Text", { exact: true }).fill(ADVERT);
    await page.waitForTimeout(500);
    assert.ok(sent.every(({ address, body }) => !`${address}${body}`.includes("Solutions")), "sent before the button");
    await read(ADVERT);
    await region("What it asks for").waitFor({ timeout: LIMIT_MS });
    assert.ok(sent.some(({ body }) => body.includes("Solutions Architect")));
    assert.ok(sent.every(({ address }) => !decodeURIComponent(address).includes("Köln")), "the text is in an address");
    assert.ok(!page.url().includes("Solutions"));
    assert.equal(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]).includes("Solutions")), false);
  });

  await check("each mention is marked at its place, in the units of JavaScript", async () => {
    assert.deepEqual(await region("Where the text names them").locator("mark").allInnerTexts(), NAMED);
    const said = await region("Where the text names them").locator("blockquote").innerText();
    assert.equal(said.replaceAll(/\s+/g, " ").trim(), ADVERT.replaceAll(/\s+/g, " ").trim());
    const response = await fetch(at("/graphql"), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "query ($text: LongText!) { recognise(text: $text) { nodes { text utf16 { start end } } } }", variables: { text: ADVERT } }),
    });
    const { nodes } = (await response.json()).data.recognise;
    assert.deepEqual(nodes.map(({ text }) => text), NAMED);
    assert.deepEqual(nodes.map(({ utf16 }) => ADVERT.slice(utf16.start, utf16.end)), NAMED);
  });

  await check("it shows what is asked for, candidates, and what is gone with its successor", async () => {
    const asked = region("What it asks for");
    assert.match(await asked.innerText(), /AI-102.*\n?.*Cannot be booked/);
    assert.match(await asked.innerText(), /One of these:/);
    assert.equal(await asked.getByRole("link", { name: /Solutions Architect/ }).count(), 2);
    assert.match(await region("What is gone").innerText(), /AI-102: .*AI-103 takes its place.*What follows: AI-103/);
    assert.equal(await region("The way to the rest").getByRole("link", { name: "Paths to Data engineer" }).getAttribute("href"), "/?role=data-engineer");
    assert.equal(await region("The way to the rest").getByRole("link", { name: /^AI-103/ }).getAttribute("href"), "/exams/microsoft/AI-103");
    assert.equal(await region("The way to the rest").getByRole("link", { name: /^AI-102/ }).count(), 0);
    await assertAccessible(page, "job advert");
  });

  await check("what this device holds is taken off, a certification only with all of its exams", async () => {
    const hold = (...exams) =>
      page.evaluate((list) => localStorage.setItem("plans", JSON.stringify({ format: "certgraph-plans", version: 1, held: list.map((exam) => ({ exam, earnedOn: null })), planned: [] })), exams);
    await hold("microsoft/AZ-104", "comptia/220-1201");
    await openAdvert();
    await read(ADVERT);
    await region("What you hold").getByRole("link", { name: /AZ-104/ }).waitFor({ timeout: LIMIT_MS });
    assert.equal(await region("What you hold").getByRole("link", { name: /A\+/ }).count(), 0);
    assert.equal(await region("The way to the rest").getByRole("link", { name: /^AZ-104/ }).count(), 0);
    await hold("microsoft/AZ-104", "comptia/220-1201", "comptia/220-1202");
    await openAdvert();
    await read(ADVERT);
    await region("What you hold").getByRole("link", { name: /A\+/ }).waitFor({ timeout: LIMIT_MS });
    await page.evaluate(() => localStorage.removeItem("plans"));
  });

  await check("the keyboard alone fills and sends the form", async () => {
    await openAdvert();
    await page.getByLabel("Text", { exact: true }).focus();
    await page.keyboard.type("AZ-900");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await region("What it asks for").getByRole("link", { name: /^AZ-900/ }).waitFor({ timeout: LIMIT_MS });
    await page.getByRole("status").getByText("1 mention found").waitFor({ timeout: LIMIT_MS });
  });

  await check("a text without a mention says so, and one that is too long is not sent", async () => {
    await read("AI 102 students came");
    await page.getByRole("heading", { name: /names no certification/ }).waitFor({ timeout: LIMIT_MS });
    await page.getByLabel("Text", { exact: true }).fill("ü".repeat(32_769));
    await page.getByRole("alert").getByText(/65,538 bytes/).waitFor({ timeout: LIMIT_MS });
    assert.ok(await page.getByRole("button", { name: "Find certifications" }).isDisabled());
  });

  await check("no foreign request, console message, policy violation or error", () => {
    assert.deepEqual(visitor.faults, []);
  });
  await visitor.close();

  for (const [language, words] of Object.entries({
    de: { title: "Stellenanzeige einfügen", button: "Zertifizierungen finden", gone: "Was es nicht mehr gibt" },
    es: { title: "Pegar una oferta de empleo", button: "Buscar certificaciones", gone: "Qué ya no existe" },
  })) {
    await check(`the page is in the chosen language and fits a phone: ${language}`, async () => {
      const reader = await openGuardedPage(browser, baseUrl, { viewport: { width: 360, height: 780 } });
      await reader.page.context().addCookies([{ name: "language", value: language, url: baseUrl }]);
      await reader.page.goto(at("/job-advert"));
      await reader.page.getByRole("heading", { level: 1, name: words.title }).waitFor({ timeout: LIMIT_MS });
      await reader.page.locator("#advert-text").fill(ADVERT);
      await reader.page.getByRole("button", { name: words.button }).click();
      await reader.page.getByRole("region", { name: words.gone }).waitFor({ timeout: LIMIT_MS });
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
