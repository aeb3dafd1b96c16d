// Printed pages: A4 in black and white without controls, with the text of the page and few sheets.
// Usage: node print.mjs BASE_URL
import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";

import { launchBrowser } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";

const [baseUrl] = process.argv.slice(2);
if (!URL.canParse(baseUrl)) {
  console.error("usage: node print.mjs BASE_URL");
  process.exit(2);
}

const LIMIT_MS = 10_000;
/** A4 in points. */
const A4 = [595, 842];

/** Each page with a mark of being complete, texts on paper, texts that are not, and the most sheets. */
const PAGES = [
  ["path", "/?role=azure-ai-engineer&experience=NEW_TO_CLOUD&asOf=2026-11-22", ".timeline", [/AI-901/, /AI-103/, /recommends AI-103 for the role Azure AI engineer/, /Finish by/, /https:\/\/examos\.io\/roadmaps\/azure-ai-engineer/], [/What’s new/, /Copy link/, /Choose an exam/, /Deadline/], 3],
  ["plan", "/exams/microsoft/AI-103?asOf=2026-11-27", ".weeks", [/Study plan/, /Week 1/, /\d h: Plan and manage/, /What the exam covers/, /25–30 %/, /\$165/], [/What’s new/, /Add to calendar/, /Find an exam/], 6],
  ["exam", "/exams/isc2/CISSP?asOf=2026-11-27", ".verdict", [/CISSP/, /No source judges this exam yet/], [/What’s new/, /Compare with/], 5],
  ["comparison", "/compare?exams=microsoft/AI-102,microsoft/AZ-204,microsoft/AI-103,aws/AIF-C01&asOf=2026-11-22", ".dimensions", [/AI-102/, /AIF-C01/, /60–100 hours/, /Shared content/, /Retired on 30 Jun 2026/], [/What’s new/, /Add an exam/], 4],
  ["certification", "/certifications/azure-ai-engineer-associate?asOf=2026-06-12", ".exam-set", [/Azure AI Engineer Associate/, /AI-102/, /Renewal/, /https:\/\/github\.com/], [/What’s new/], 3],
];

/** The objects of a PDF with their streams decompressed. */
function streams(pdf) {
  const text = pdf.toString("latin1");
  return [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: mark }) => {
    const begin = index + mark.length;
    const end = text.indexOf("endstream", begin);
    try {
      return [inflateSync(pdf.subarray(begin, end)).toString("latin1")];
    } catch {
      return [];
    }
  });
}

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  for (const theme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme: theme, viewport: { width: 1240, height: 900 } });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    for (const [name, address, mark, printed, missing, most] of PAGES) {
      await check(`prints: ${name}, ${theme}`, async () => {
        await page.goto(new URL(address, baseUrl).href, { timeout: LIMIT_MS });
        await page.locator(mark).first().waitFor({ timeout: LIMIT_MS });
        await page.locator('[aria-busy="true"]').waitFor({ state: "detached", timeout: LIMIT_MS });
        const { data } = await devtools.send("Page.printToPDF", { preferCSSPageSize: true });
        const pdf = Buffer.from(data, "base64");
        const all = pdf.toString("latin1") + streams(pdf).join("\n");
        const sheets = [...all.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
        const boxes = [...all.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map(([, width, height]) => [Math.round(width), Math.round(height)]);
        assert.ok(sheets >= 1 && sheets <= most, `${sheets} sheets, ${most} at most`);
        assert.ok(boxes.every((box) => Math.abs(box[0] - A4[0]) <= 1 && Math.abs(box[1] - A4[1]) <= 1), JSON.stringify(boxes));
        // A PDF has glyphs; the text of the same styles is that of the page in the medium print.
        await page.emulateMedia({ media: "print" });
        const { text, colours, overflow } = await page.evaluate(() => {
          const seen = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility());
          const addresses = seen.map((element) => getComputedStyle(element, "::after").content).filter((content) => content.includes("http"));
          const bars = seen.map((element) => getComputedStyle(element, "::after").content).filter((content) => content.includes(" h: "));
          const painted = seen.flatMap((element) => (element.closest("svg") === null && element.textContent.trim() !== "" ? [getComputedStyle(element).color] : []));
          return {
            text: [document.body.innerText, ...addresses, ...bars].join("\n"),
            colours: [...new Set(painted)],
            overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          };
        });
        await page.emulateMedia({ media: null });
        for (const wanted of printed) {
          assert.match(text, wanted);
        }
        for (const unwanted of missing) {
          assert.doesNotMatch(text, unwanted);
        }
        assert.deepEqual(colours, ["rgb(0, 0, 0)"], "text is black");
        assert.ok(overflow <= 0, `${overflow} px too wide`);
        return `${sheets} ${sheets === 1 ? "sheet" : "sheets"}`;
      });
    }
    await context.close();
  }
} finally {
  await browser.close();
}
close();
