// How pages write figures, dates and words, how large their targets are, and what they fold.
// Usage: node formats.mjs BASE_URL
import assert from "node:assert/strict";

import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";

const baseUrl = process.argv[2];
if (!URL.canParse(baseUrl ?? "")) {
  console.error("usage: node formats.mjs BASE_URL");
  process.exit(2);
}
const at = (address) => new URL(address, baseUrl).href;
const LIMIT_MS = 10_000;
const PHONE = { width: 390, height: 844 };
/** The smallest target of WCAG 2.2 (2.5.8), in pixels. */
const SMALLEST_TARGET = 24;

/** Each page with a mark of its full content. */
const PAGES = [
  ["/", ".role"],
  ["/?role=azure-ai-engineer&experience=NEW_TO_CLOUD&asOf=2026-11-27", ".timeline"],
  ["/?role=azure-ai-engineer&maxFees=50&asOf=2026-11-27", ".conflict"],
  ["/exams?vendors=microsoft&asOf=2026-11-27", ".browsed"],
  ["/exams/microsoft/AI-102?asOf=2026-11-27", ".verdict"],
  ["/exams/comptia/SY0-701?asOf=2026-11-27", ".verdict"],
  ["/compare?exams=microsoft/AI-102,microsoft/AZ-204&asOf=2026-11-27", ".dimensions"],
  ["/certifications?vendors=aws&asOf=2026-11-27", ".browsed"],
  ["/certifications/azure-ai-engineer-associate?asOf=2026-11-27", ".certification h1"],
  ["/roles?asOf=2026-11-27", ".role"],
  ["/whats-new", ".change-set"],
];

/** Wordings that were replaced, and what only the API writes. */
const REPLACED = [
  /\d{4}-\d{2}-\d{2}/, /\d\.\.\d/, /\d (?:USD|EUR)\b/, /\b(?:RETIRED|RETIRING|LIVE|ASSOCIATE|NEW_TO_CLOUD)\b/,
  /\bways\b(?! )/, /keeps? to all of it/, /What comes nearest/, /That alone is not enough/, /would do\b/, /Allow also/, /Allow until/, /Against this one/,
  /stronger signal/, /\bdearer\b/, /As curated by/, /Done by\b/, /at the latest/, /today when empty/, /at the fewest hours/, /up to the most/,
  /Not needed if/, /Does it pay/, /Worth of an hour/, /Practice, in all/, /Nobody says/, /not taken for zero/, /what nobody knows/, /surely no loss/,
  /What it asks/, /cannot be answered/, /Nobody has judged/,
];

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  const open = async (page, [address, mark]) => {
    await page.goto(at(address), { timeout: LIMIT_MS });
    await page.locator(mark).first().waitFor({ timeout: LIMIT_MS });
    await page.locator('[aria-busy="true"]').waitFor({ state: "detached", timeout: LIMIT_MS });
  };

  const { page, faults } = await openGuardedPage(browser, baseUrl);
  for (const target of PAGES) {
    await check(`figures, dates and words are for people: ${target[0]}`, async () => {
      await open(page, target);
      const text = await page.locator("main").evaluate((main) => {
        // The texts of sources are quotations.
        main.querySelectorAll(".proof, .proofs, .all-facts, .note").forEach((quotation) => quotation.remove());
        return main.innerText;
      });
      assert.ok(text.length > 100, "the page is empty");
      for (const pattern of REPLACED) {
        assert.doesNotMatch(text, pattern);
      }
    });
  }

  await check("a check of which only the month or the year is known is named so", async () => {
    const checked = page.locator(".life .checked, .figures .checked");
    for (const [language, year, month] of [
      ["en", "checked in 2026", "checked in April 2026"],
      ["de", "geprüft 2026", "geprüft im April 2026"],
      ["es", "comprobado en 2026", "comprobado en abril de 2026"],
    ]) {
      await open(page, [`/exams/comptia/DA0-002?asOf=2026-11-27&lang=${language}`, ".verdict"]);
      assert.deepEqual(await checked.allInnerTexts(), [year, year]);
      await open(page, [`/exams/hashicorp/TERRAFORM-004?asOf=2026-11-27&lang=${language}`, ".verdict"]);
      assert.equal(await checked.last().innerText(), month);
    }
    await open(page, ["/compare?exams=comptia/DA0-002,hashicorp/TERRAFORM-004&asOf=2026-11-27&lang=en", ".dimensions"]);
    await page.getByText("dates and fee in 2026").waitFor();
    await open(page, ["/compare?exams=comptia/220-1101,comptia/DA0-002&asOf=2026-11-27&lang=en", ".dimensions"]);
    await page.getByText("Retired in September 2025").waitFor();
  });

  await check("changes are named in words, not by keys", async () => {
    await open(page, ["/whats-new", ".change-set"]);
    const entries = await page.locator(".records li").allInnerTexts();
    const raw = entries.filter((text) => /^[a-z0-9-]+\/[A-Za-z0-9-]+$/.test(text.trim()));
    assert.deepEqual(raw, []);
    assert.ok((await page.locator(".change-set").first().innerText()).length > 20);
  });

  await check("a return without known figures is folded to one line", async () => {
    await open(page, ["/exams/isc2/CISSP?asOf=2026-11-27", ".verdict"]);
    const panel = page.locator(".return-panel");
    assert.equal(await panel.getAttribute("open"), null);
    const { height } = await panel.boundingBox();
    assert.ok(height < 90, `${height} px`);
    assert.equal(await panel.locator(".payback").isVisible(), false);
  });

  await check("no foreign request, console message, policy violation or error", () => assert.deepEqual(faults, []));

  const phone = await openGuardedPage(browser, baseUrl, { viewport: PHONE });
  for (const target of PAGES) {
    await check(`targets are large enough for a thumb: ${target[0]}`, async () => {
      await open(phone.page, target);
      const small = await phone.page.evaluate((least) => {
        const isInText = (element) => {
          const { display } = getComputedStyle(element);
          return element.tagName === "A" && display === "inline" && element.closest("nav, .row-of-buttons, thead") === null;
        };
        return [...document.querySelectorAll("a, button, input, select, summary")]
          .filter((element) => element.checkVisibility() && !isInText(element) && element.closest(".skip, .sourced") === null)
          .map((element) => ({ name: (element.getAttribute("aria-label") ?? element.textContent).trim(), box: (element.closest("label") ?? element).getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.height < least || box.width < least))
          .map(({ name, box }) => `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`);
      }, SMALLEST_TARGET);
      assert.deepEqual([...new Set(small)], []);
    });
  }
  await phone.close();
} finally {
  await browser.close();
}
close();
