// What new users of the pages reported, one check for each report.
// Usage: node reported.mjs BASE_URL
import assert from "node:assert/strict";

import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";
import { click } from "./support/mouse.mjs";

const [baseUrl] = process.argv.slice(2);
if (!URL.canParse(baseUrl)) {
  console.error("usage: node reported.mjs BASE_URL");
  process.exit(2);
}
const at = (address) => new URL(address, baseUrl).href;

const LIMIT_MS = 10_000;
const DAY = "2026-11-27";

const { check, close } = createChecks();
const browser = await launchBrowser();
const { page, faults } = await openGuardedPage(browser, baseUrl);

async function open(address, mark) {
  await page.goto(at(address), { timeout: LIMIT_MS });
  await page.locator(mark).first().waitFor({ timeout: LIMIT_MS });
}

try {
  for (const [typed, wanted] of [
    ["azure ai engineer", "/exams/microsoft/AI-103"],
    // The successor of SY0-701, which is retiring, since 17 November 2026.
    ["securty+", "/exams/comptia/SY0-801"],
    ["security+", "/exams/comptia/SY0-801"],
    ["AI-102", "/exams/microsoft/AI-102"],
    ["SAA-C03", "/exams/aws/SAA-C03"],
  ]) {
    await check(`the first exam for "${typed}" is ${wanted}`, async () => {
      await open(`/compare?asOf=${DAY}`, ".empty");
      await page.keyboard.press("/");
      await page.getByRole("dialog").getByRole("searchbox").fill(typed);
      const code = wanted.split("/").at(-1);
      const first = page.getByRole("dialog").locator('a.found[href^="/exams/"]').first();
      await first.getByText(code).waitFor({ timeout: LIMIT_MS });
      if (code === "SY0-801") {
        assert.match(await page.getByRole("dialog").locator('a.found[href^="/exams/"]').nth(1).innerText(), /SY0-701/);
      }
      await first.click();
      await page.waitForFunction((pathname) => location.pathname === pathname, wanted, { timeout: LIMIT_MS });
    });
  }

  await check("AI-102 is found as retired, and its page names what follows", async () => {
    await open(`/compare?asOf=${DAY}`, ".empty");
    await page.keyboard.press("/");
    await page.getByRole("dialog").getByRole("searchbox").fill("azure ai engineer");
    const retired = page.getByRole("dialog").locator('a.found[href^="/exams/microsoft/AI-102"]');
    await retired.waitFor({ timeout: LIMIT_MS });
    assert.match(await retired.innerText(), /retired/i);
    await retired.click();
    await page.locator(".life").getByRole("link", { name: /replaced by AI-103/ }).waitFor({ timeout: LIMIT_MS });
  });

  await check("the words for experience fit every field", async () => {
    await open(`/?role=project-manager&asOf=${DAY}`, ".timeline");
    const words = await page.locator(".segments").first().innerText();
    for (const wanted of ["Not said", "New to the field", "Know the basics", "Done it at work"]) {
      assert.ok(words.includes(wanted), words);
    }
    assert.doesNotMatch(words, /cloud|platform/i);
  });

  await check("a return is one line where nothing is known, and has its sources where estimates are", async () => {
    await open(`/exams/isc2/CISSP?asOf=${DAY}`, ".verdict");
    assert.equal(await page.locator(".payback").isVisible(), false, "an empty chart is not shown");
    await open(`/exams/microsoft/AI-103?asOf=${DAY}`, ".verdict");
    await click(page, page.getByRole("heading", { name: "Return on investment" }));
    await click(page, page.getByText("How this is computed"));
    const figure = page.locator(".assumptions .sourced").first();
    await figure.getByRole("button").focus();
    assert.match(await figure.getByRole("tooltip").innerText(), / · (?:official|reputable|community|estimate)/);
  });

  await check("an unknown role or exam offers the nearest, and all roles", async () => {
    const context = await browser.newContext();
    const lost = await context.newPage();
    await lost.goto(at("/?role=nope"));
    await lost.getByRole("alert").waitFor({ timeout: LIMIT_MS });
    assert.ok((await lost.locator(".role").count()) > 20);
    await lost.goto(at("/exams/microsoft/AI-1022"));
    await lost.locator(".nearest").getByRole("link", { name: "AI-102", exact: true }).waitFor({ timeout: LIMIT_MS });
    await lost.goto(at("/compare?exams=microsoft/AI-1022,microsoft/AZ-204"));
    await lost.locator(".nearest").getByRole("link", { name: "AI-102", exact: true }).waitFor({ timeout: LIMIT_MS });
    await context.close();
  });

  await check("the meaning of the strongest signal is where the word is shown", async () => {
    await open(`/?role=azure-ai-engineer&asOf=${DAY}`, ".timeline");
    const card = page.locator(".cards .card", { hasText: "Strongest signal" });
    assert.match(await card.innerText(), /Signal: the level of the last exam, then the sources that recommend it/);
  });

  await check("no two cards of a role have one name", async () => {
    for (const role of ["security-engineer", "cloud-architect-multi"]) {
      await open(`/?role=${role}&asOf=${DAY}`, ".timeline");
      const names = await page.locator(".cards .card-label").allInnerTexts();
      assert.equal(new Set(names).size, names.length, names.join(" | "));
    }
  });

  await check("what a finger has to hit is large enough", async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true });
    const phone = await context.newPage();
    for (const [address, mark] of [
      [`/compare?exams=microsoft/AI-102,microsoft/AZ-204&asOf=${DAY}`, ".dimensions"],
      [`/exams?vendors=microsoft&asOf=${DAY}`, ".browsed"],
      [`/certifications?vendors=microsoft&asOf=${DAY}`, ".browsed"],
      ["/roles", ".role"],
    ]) {
      await phone.goto(at(address));
      await phone.locator(mark).first().waitFor({ timeout: LIMIT_MS });
      // WCAG 2.2, 2.5.8: 24 pixels, except for links within sentences.
      const small = await phone.locator("button, select, input:not([type=radio]), .bottom a, .top a, thead a, tbody th a").evaluateAll((targets) =>
        targets
          .filter((target) => target.checkVisibility())
          .map((target) => ({ text: target.textContent || target.getAttribute("aria-label"), height: target.getBoundingClientRect().height, sentence: target.closest("p, .sourced") !== null }))
          .filter(({ height, sentence }) => height < 24 && !sentence),
      );
      assert.deepEqual(small, [], address);
    }
    await context.close();
  });

  await check("what the API refuses of a question is ignored, said so, and can be removed", async () => {
    const context = await browser.newContext();
    const one = await context.newPage();
    const notice = one.locator(".warned.notice");
    for (const [address, mark, ignored] of [
      [`/?role=azure-ai-engineer&held=microsoft/NOPE-1,microsoft/AI-900,zz/1&asOf=${DAY}`, ".timeline", "held=microsoft/NOPE-1, held=zz/1"],
      [`/?role=azure-ai-engineer&vendors=nope&asOf=${DAY}`, ".timeline", "vendors=nope"],
      [`/?role=azure-ai-engineer&deadline=2020-01-01&asOf=${DAY}`, ".timeline", "deadline=2020-01-01"],
      [`/exams/microsoft/AI-103?held=xx&asOf=${DAY}`, ".verdict", "held=xx"],
    ]) {
      await one.goto(at(address));
      await one.locator(mark).first().waitFor({ timeout: LIMIT_MS });
      assert.equal(await one.locator(".trouble").count(), 0, address);
      assert.ok((await notice.innerText()).includes(ignored), await notice.innerText());
    }
    await notice.getByRole("button").click();
    await notice.waitFor({ state: "detached", timeout: LIMIT_MS });
    await one.evaluate(() => localStorage.setItem("plans", JSON.stringify({ format: "certgraph-plans", version: 1, held: [{ exam: "microsoft/NOPE-1", earnedOn: null }], planned: [] })));
    for (const [address, mark] of [[`/?role=azure-ai-engineer&asOf=${DAY}`, ".timeline"], [`/exams/microsoft/AI-103?asOf=${DAY}`, ".verdict"]]) {
      await one.goto(at(address));
      await one.locator(mark).first().waitFor({ timeout: LIMIT_MS });
      assert.equal(await one.locator(".trouble").count(), 0, address);
      assert.match(await notice.innerText(), /microsoft\/NOPE-1/);
    }
    await one.goto(at(`/compare?exams=microsoft/AI-103,microsoft/AI-103,microsoft/AZ-204&asOf=${DAY}`));
    await one.locator(".dimensions").waitFor({ timeout: LIMIT_MS });
    await context.close();
  });

  await check("no page scrolls sideways on the narrowest phone", async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 700 } });
    const phone = await context.newPage();
    for (const language of ["en", "de", "es"]) {
      for (const [address, mark] of [["/", ".gallery"], [`/?role=azure-ai-engineer&asOf=${DAY}`, ".timeline"], [`/exams/microsoft/AI-103?asOf=${DAY}`, ".verdict"], ["/roles", ".role"]]) {
        await phone.goto(at(`${address}${address.includes("?") ? "&" : "?"}lang=${language}`));
        await phone.locator(mark).first().waitFor({ timeout: LIMIT_MS });
        assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${language}: ${address}`);
      }
    }
    await context.close();
  });

  await check("a request that meets a timeout of its connection is sent again", async () => {
    let answered = 0;
    await page.route(/\/graphql/, (route) => {
      answered += 1;
      return answered === 1 ? route.fulfill({ status: 408, body: "" }) : route.continue();
    });
    await open(`/exams?vendors=aws&asOf=${DAY}`, ".browsed");
    assert.equal(await page.getByRole("alert").count(), 0);
    await page.unroute(/\/graphql/);
    faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes("408")));
  });

  await check("twenty pages opened at once all show their content", async () => {
    const context = await browser.newContext();
    const statuses = [];
    context.on("response", (response) => statuses.push(response.status()));
    const addresses = Array.from({ length: 20 }, (_, index) => [`/?role=azure-ai-engineer&weeklyHours=${index + 1}&asOf=${DAY}`, ".timeline"]);
    await Promise.all(
      addresses.map(async ([address, mark]) => {
        const one = await context.newPage();
        await one.goto(at(address), { timeout: 60_000 });
        await one.locator(mark).waitFor({ timeout: 60_000 });
      }),
    );
    await context.close();
    assert.deepEqual(statuses.filter((status) => status >= 400), []);
    return `${statuses.length} responses`;
  });

  await check("no console message, policy violation or error", () => {
    assert.deepEqual(faults, []);
  });
} finally {
  await browser.close();
}
close();
