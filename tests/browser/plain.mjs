// Pages without JavaScript: the same content and figures, right titles and statuses.
// Usage: node plain.mjs BASE_URL
import assert from "node:assert/strict";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";

const [baseUrl] = process.argv.slice(2);
if (!URL.canParse(baseUrl)) {
  console.error("usage: node plain.mjs BASE_URL");
  process.exit(2);
}
const at = (address) => new URL(address, baseUrl).href;

/** Each page with its status, its title and some of its texts. */
const PAGES = [
  ["/?role=azure-ai-engineer&asOf=2026-11-27&maxFees=zz", 200, "Paths to Azure AI engineer", [/ignored: maxFees=zz\./, /Most recommended/, /1\. AI-103 .+165 USD, 60–100 hours/, /recommends AI-103 for the role Azure AI engineer/, /Fees: 165 USD/, /Study: at least 60 hours/, /Sources: /]],
  ["/?role=azure-ai-engineer&asOf=2026-11-27&maxFees=50", 200, "Paths to Azure AI engineer", [/no path meets all your limits/, /165 USD/, /Closest match/]],
  ["/?role=azure-ai-enginer", 404, "No such role", [/Did you mean one of these\?/, /Azure AI engineer/]],
  ["/compare?exams=microsoft/AI-102,microsoft/AZ-204&asOf=2026-11-27", 200, "AI-102 and AZ-204 compared", [/Fee\s+165 USD\s+165 USD/, /Study hours\s+60–100 hours\s+120–210 hours/, /AI-102 and AZ-204: \d+ %/, /For whom/]],
  ["/compare?exams=microsoft/AI-999,microsoft/AZ-204", 404, "Compare exams", [/ignored: exams=microsoft\/AI-999/, /AI-901/]],
  ["/certifications/azure-ai-engineer-associate?asOf=2026-06-12", 200, "Microsoft Certified: Azure AI Engineer Associate", [/it is open/, /AI-102 .+\(retiring\)/, /Validity: 12 months/, /24 September 2026/]],
  ["/certifications/nonsense", 404, "No such certification", [/See all certifications/]],
  ["/certifications?vendors=aws", 200, "Certifications", [/AWS Certified/]],
  ["/roles", 200, "Roles", [/Azure AI engineer: \d+ recommendations/]],
  ["/exams?vendors=microsoft&maxFee=100&order=FEE&asOf=2026-11-27", 200, "Exams of Microsoft", [/AI-901/, /99 USD/]],
  ["/certifications/azure-ai-engineer-associate?asOf=2026-06-12&lang=es", 200, "Microsoft Certified: Azure AI Engineer Associate", [/abierta: se puede obtener/, /12 de junio de 2026/, /Renovación/]],
  ["/", 200, "Which certification, in which order?", [/Azure AI engineer/, /Words in code, title, vendor or domains/]],
  ["/my", 200, "What I hold and plan", [/stored by your browser on this device/]],
  ["/whats-new", 200, "What’s new", [/Revision/]],
  ["/exams/microsoft/AI-103?asOf=2026-11-27", 200, "AI-103: Developing AI Apps and Agents on Azure", [/Study plan/, /Week 1/, /All objectives/]],
  ["/exams/microsoft/AI-999", 404, "No such exam", [/AI-901/]],
  ["/exams/microsoft/AI-103?asOf=nonsense", 200, "AI-103: Developing AI Apps and Agents on Azure", [/ignored: asOf=nonsense\./, /Fee: 165 USD/]],
];

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const [address, status, title, texts] of PAGES) {
    await check(`without JavaScript: ${address}`, async () => {
      const response = await page.goto(at(address));
      assert.equal(response.status(), status);
      assert.equal(await page.title(), `${title} · certgraph`);
      assert.ok((await page.locator('meta[name="description"]').getAttribute("content")).length > 10);
      const text = await page.locator("article").innerText();
      for (const wanted of texts) {
        assert.match(text, wanted);
      }
      assert.doesNotMatch(text, /Loading|\d\.\.\d|\bon \d{4}-\d{2}-\d{2}/);
    });
  }
  await check("axe finds nothing in what pages without JavaScript show", async () => {
    const reader = await browser.newPage();
    for (const [address, , title] of PAGES) {
      const html = await (await fetch(at(address))).text();
      const [, plain] = /<article class="noscript">(.+)<\/article>/s.exec(html);
      // axe needs JavaScript, with which browsers hide this content.
      await reader.setContent(`<!doctype html><html lang="en"><title>${title}</title><main>${plain}</main></html>`);
      await assertAccessible(reader, address);
    }
  });
  await check("without JavaScript links lead from a role to its exam and its certification", async () => {
    await page.goto(at("/roles"));
    await page.getByRole("link", { name: "Azure AI engineer", exact: true }).click();
    await page.getByRole("link", { name: "AI-103", exact: true }).first().click();
    await page.locator("article").getByRole("heading", { level: 1, name: /^AI-103/ }).waitFor();
    await page.goto(at("/exams/microsoft/AI-102"));
    await page.getByRole("link", { name: "Microsoft Certified: Azure AI Engineer Associate" }).click();
    await page.locator("article").getByRole("heading", { level: 1, name: "Microsoft Certified: Azure AI Engineer Associate" }).waitFor();
  });
  await context.close();
} finally {
  await browser.close();
}
close();
