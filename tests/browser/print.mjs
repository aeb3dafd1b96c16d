// Pages on paper: A4 in black and white, with all content and sources, without navigation and controls.
// Usage: node print.mjs BASE_URL [--save DIR]
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";
import { pagesOf } from "./support/pdf.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { save: { type: "string" }, screenshots: { type: "string" } },
});
if (positionals.length !== 1 || !URL.canParse(positionals[0])) {
  console.error("usage: node print.mjs BASE_URL [--save DIR]");
  process.exit(2);
}
const baseUrl = positionals[0];
const at = (address) => new URL(address, baseUrl).href;
const LIMIT_MS = 10_000;

/** Navigation and controls, which paper has no use for. */
const ON_SCREEN_ONLY = ["Skip to content", "For developers", "Open this query in GraphiQL", "Copy link", "Search", "defaults to today"];

/** The pages: a mark of the full content, texts that are on paper, and the most sheets. */
const PAGES = [
  {
    name: "a path",
    address: "/?role=azure-ai-engineer&experience=NEW_TO_CLOUD&asOf=2026-11-22&path=1",
    mark: ".timeline",
    texts: ["Azure AI engineer", "1. AI-901", "(https://", "Finish by"],
    most: 4,
  },
  {
    name: "an exam with its study plan",
    address: "/exams/microsoft/AI-103?asOf=2026-11-22",
    mark: ".weeks",
    texts: ["AI-103", "$165", "25–30 %", "Study plan", "Week 10", "10 h: Implement information extraction solutions", "(https://learn.microsoft.com/"],
    most: 8,
  },
  {
    name: "a comparison",
    address: "/compare?exams=microsoft/AI-103,microsoft/AI-901,aws/AIF-C01&asOf=2026-11-22",
    mark: ".shared",
    texts: ["AI-103 or AI-901 or AIF-C01?", "Passing score", "700 of 1,000", "Shared content", "(https://"],
    most: 6,
  },
];

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  for (const { name, address, mark, texts, most } of PAGES) {
    for (const colorScheme of ["light", "dark"]) {
      await check(`${name} prints on A4 in black and white (${colorScheme})`, async () => {
        const { page, faults, close: end } = await openGuardedPage(browser, baseUrl, { colorScheme });
        await page.goto(at(address), { timeout: LIMIT_MS });
        await page.locator(mark).first().waitFor({ timeout: LIMIT_MS });
        const devtools = await page.context().newCDPSession(page);
        const { data } = await devtools.send("Page.printToPDF", { preferCSSPageSize: true });
        const file = Buffer.from(data, "base64");
        if (options.save !== undefined) {
          mkdirSync(options.save, { recursive: true });
          writeFileSync(path.join(options.save, `${name.replaceAll(" ", "-")}-${colorScheme}.pdf`), file);
        }
        const sheets = pagesOf(file);
        const content = sheets.join("");
        for (const text of texts) {
          assert.ok(content.includes(text.replaceAll(" ", "")), `"${text}" is not on paper: ${content}`);
        }
        for (const text of ON_SCREEN_ONLY) {
          assert.ok(!content.includes(text.replaceAll(" ", "")), `"${text}" is on paper`);
        }
        assert.ok(sheets.length <= most, `${sheets.length} sheets`);
        sheets.forEach((sheet, index) => {
          assert.ok(sheet.includes(`${index + 1}/${sheets.length}`), `sheet ${index + 1} has no number`);
          assert.ok(sheet.length > 60, `sheet ${index + 1} is nearly empty: ${sheet}`);
        });
        // A4 in points.
        assert.match(file.toString("latin1"), /\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
        await page.emulateMedia({ media: "print" });
        const { colours, wide } = await page.evaluate(() => ({
          colours: [...document.querySelectorAll("main *")]
            .filter((element) => element.getClientRects().length > 0)
            .flatMap((element) => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor])
            .filter((colour) => {
              const [red, green, blue, opacity = "1"] = colour.match(/[\d.]+/g) ?? [];
              return opacity !== "0" && !(red === green && green === blue);
            }),
          wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
        }));
        assert.deepEqual([...new Set(colours)], [], "colours");
        assert.equal(wide, false, "content is wider than the sheet");
        assert.deepEqual(faults, []);
        await end();
        return `${sheets.length} sheets`;
      });
    }
  }
} finally {
  await browser.close();
}
close();
