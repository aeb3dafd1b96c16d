// What the reader holds and plans: stored on the device, used by all pages, in a file, from badges; an address
// has precedence and never changes it.
// Usage: node my.mjs BASE_URL
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";

const [baseUrl] = process.argv.slice(2);
if (process.argv.length !== 3 || !URL.canParse(baseUrl)) {
  console.error("usage: node my.mjs BASE_URL");
  process.exit(2);
}

const LIMIT_MS = 10_000;
const at = (address) => new URL(address, baseUrl).href;
const PLANS = { format: "certgraph-plans", version: 1, held: [{ exam: "microsoft/AI-102", earnedOn: "2026-01-15" }], planned: ["microsoft/AZ-104"] };

/** A file for an input. */
const json = (value, name = "file.json") => ({ name, mimeType: "application/json", buffer: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)) });

/** A badge of Open Badges 2.0, as issuers export it. */
const assertion = (name, issuedOn = "2026-02-03T00:00:00+00:00") => ({
  "@context": "https://w3id.org/openbadges/v2",
  type: "Assertion",
  id: "https://badges.example/assertions/1",
  recipient: { type: "email", hashed: false, identity: "someone@example.com" },
  badge: { type: "BadgeClass", id: "https://badges.example/classes/1", name, issuer: { type: "Issuer", name: "Microsoft" } },
  issuedOn,
  verification: { type: "HostedBadge" },
});

/** The same as a credential of Open Badges 3.0. */
const credential = (name) => ({
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  issuer: { type: ["Profile"], name: "Microsoft" },
  validFrom: "2026-08-09T00:00:00Z",
  credentialSubject: { type: ["AchievementSubject"], achievement: { type: ["Achievement"], name } },
});

/** A PNG with text in an uncompressed iTXt chunk, as badges are baked; its checksums are not read. */
function bakedPng(keyword, text) {
  const chunk = (type, data) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const data = Buffer.concat([Buffer.from(keyword), Buffer.from([0, 0, 0, 0, 0]), Buffer.from(text)]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", Buffer.alloc(13)), chunk("iTXt", data), chunk("IEND", Buffer.alloc(0))]);
}

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  const visitor = await openGuardedPage(browser, baseUrl);
  const { page } = visitor;
  const stored = () => page.evaluate(() => JSON.parse(localStorage.getItem("plans")));
  const held = page.getByRole("region", { name: "What I hold" });
  const planned = page.getByRole("region", { name: "What I plan" });
  const file = page.locator('input[type="file"]');
  const openMine = async () => {
    await page.goto(at("/my"));
    await page.getByRole("heading", { level: 1, name: "What I hold and plan" }).waitFor({ timeout: LIMIT_MS });
  };
  const clear = async () => {
    await openMine();
    await page.evaluate(() => localStorage.removeItem("plans"));
    await openMine();
  };

  await check("the page of an exam stores that it is held or planned, and other pages mark it", async () => {
    await page.goto(at("/exams/microsoft/AI-901?asOf=2026-11-27"));
    await page.getByRole("button", { name: "I hold this" }).click();
    await page.goto(at("/exams/microsoft/AI-103?asOf=2026-11-27"));
    await page.getByRole("button", { name: "I plan this" }).click();
    assert.equal(await page.getByRole("button", { name: "I plan this" }).getAttribute("aria-pressed"), "true");
    assert.deepEqual(await stored(), { format: "certgraph-plans", version: 1, held: [{ exam: "microsoft/AI-901", earnedOn: null }], planned: ["microsoft/AI-103"] });
    await page.goto(at("/exams?vendors=microsoft&text=AI-90&asOf=2026-11-27"));
    await page.locator(".browsed tr", { hasText: "AI-901" }).locator(".mine", { hasText: "held" }).waitFor({ timeout: LIMIT_MS });
    await page.goto(at("/compare?exams=microsoft/AI-901,microsoft/AI-103&asOf=2026-11-27"));
    await page.locator(".dimensions thead .held").waitFor({ timeout: LIMIT_MS });
    await page.locator(".dimensions thead .planned").waitFor({ timeout: LIMIT_MS });
    await page.goto(at("/?role=azure-ai-engineer&experience=NEW_TO_CLOUD&asOf=2026-11-27"));
    await page.locator(".timeline .mine", { hasText: "planned" }).waitFor({ timeout: LIMIT_MS });
    assert.equal(await page.locator(".timeline").getByRole("button", { name: /AI-901/ }).count(), 0, "what is held is no step");
    assert.ok(!page.url().includes("held"), "the address does not name it");
    await page.locator(".question").getByRole("link", { name: "stored on this device" }).click();
    await held.getByRole("link", { name: "AI-901" }).waitFor({ timeout: LIMIT_MS });
    await planned.getByRole("link", { name: "AI-103" }).waitFor({ timeout: LIMIT_MS });
    await assertAccessible(page, "my exams");
  });

  await check("an address has precedence, and never changes what is stored", async () => {
    const before = await stored();
    await page.goto(at("/?role=azure-ai-engineer&experience=NEW_TO_CLOUD&held=microsoft/AI-900&asOf=2026-11-27"));
    await page.locator(".timeline").getByRole("button", { name: /AI-103/ }).waitFor({ timeout: LIMIT_MS });
    await page.getByRole("button", { name: "Remove microsoft/AI-900" }).waitFor({ timeout: LIMIT_MS });
    assert.equal(await page.getByRole("button", { name: "Remove microsoft/AI-901" }).count(), 0);
    await page.getByRole("radio", { name: "Done it at work" }).check();
    await page.waitForFunction(() => new URLSearchParams(location.search).get("experience") === "PRACTITIONER");
    assert.equal(new URL(page.url()).searchParams.get("held"), "microsoft/AI-900");
    await page.getByRole("button", { name: "Remove microsoft/AI-900" }).click();
    await page.waitForFunction(() => new URLSearchParams(location.search).get("held") === "");
    assert.deepEqual(await stored(), before);
    await page.goto(at("/?role=azure-ai-engineer&held=microsoft/AI-900&asOf=2026-11-27"));
    await page.getByRole("button", { name: "Store on this device" }).click();
    assert.deepEqual((await stored()).held.map(({ exam }) => exam), ["microsoft/AI-901", "microsoft/AI-900"]);
  });

  await check("a shared link names what is held on this device", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(at("/?role=azure-ai-engineer&asOf=2026-11-27"));
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor({ timeout: LIMIT_MS });
    const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(copied.searchParams.get("held"), "microsoft/AI-901,microsoft/AI-900");
    assert.match(await page.getByRole("link", { name: "Picture" }).getAttribute("href"), /held=microsoft\/AI-901,microsoft\/AI-900/);
  });

  await check("the day of passing gives the renewal, retired exams name what follows", async () => {
    await clear();
    await page.getByRole("button", { name: "Add a passed exam" }).click();
    await page.getByRole("searchbox").fill("AI-102");
    await page.getByRole("dialog").getByRole("button", { name: /^AI-102/ }).click();
    await page.getByRole("button", { name: "Done" }).click();
    await held.getByText(/Retired on 30 Jun 2026; what follows: AI-103\./).waitFor({ timeout: LIMIT_MS });
    await held.getByText("Add the day on which you passed it to see when to renew.").waitFor({ timeout: LIMIT_MS });
    await held.getByLabel("AI-102: passed on").fill("2026-01-15");
    await held.locator(".sourced").first().waitFor({ timeout: LIMIT_MS });
    assert.equal((await stored()).held[0].earnedOn, "2026-01-15");
    await held.getByRole("link", { name: "Open this query in GraphiQL" }).waitFor({ timeout: LIMIT_MS });
    await assertAccessible(page, "renewals");
    await held.getByRole("button", { name: "Remove AI-102 from what I hold" }).click();
    await held.getByText(/^Nothing yet/).waitFor({ timeout: LIMIT_MS });
  });

  await check("the lists are saved as a file and added from one", async () => {
    await clear();
    await file.setInputFiles(json(PLANS));
    await page.getByRole("status").getByText("Added from file.json: 1 held, 1 planned.").waitFor({ timeout: LIMIT_MS });
    assert.deepEqual(await stored(), PLANS);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as a file" }).click()]);
    assert.equal(download.suggestedFilename(), "certgraph-plans.json");
    assert.deepEqual(JSON.parse(await readFile(await download.path(), "utf8")), PLANS);
    await planned.getByRole("button", { name: "I passed AZ-104" }).click();
    assert.deepEqual((await stored()).planned, []);
    assert.match((await stored()).held[1].earnedOn, /^\d{4}-\d{2}-\d{2}$/);
  });

  await check("exams of a file that the catalogue does not have are named and not counted", async () => {
    await clear();
    await file.setInputFiles(json({ ...PLANS, held: [...PLANS.held, { exam: "microsoft/AI-999", earnedOn: null }], planned: ["nobody/X-1", ...PLANS.planned] }));
    const status = page.getByRole("status");
    await status.getByText("Added from file.json: 1 held, 1 planned.").waitFor({ timeout: LIMIT_MS });
    await status.getByText("The catalogue does not have microsoft/AI-999 and nobody/X-1, so this was not added.").waitFor({ timeout: LIMIT_MS });
    assert.deepEqual(await stored(), PLANS);
    await assertAccessible(page, "exams that were not found");
  });

  await check("what cannot be renewed says so, without a cost, and offers the upgrade", async () => {
    await clear();
    await file.setInputFiles(json({ ...PLANS, planned: [] }));
    await held.getByText("Cannot be renewed.").waitFor({ timeout: LIMIT_MS });
    assert.doesNotMatch(await held.innerText(), /Cost|\$/);
    await held.getByRole("link", { name: "Upgrade to AI-103" }).waitFor({ timeout: LIMIT_MS });
    await page.goto(at("/exams/microsoft/AI-103?asOf=2026-11-27"));
    await page.locator(".held-note", { hasText: "You hold AI-102; AI-103 follows it." }).waitFor({ timeout: LIMIT_MS });
    await page.goto(at("/exams/microsoft/AI-102?asOf=2026-11-27"));
    await page.locator(".held-note").getByRole("link", { name: "Upgrade to AI-103" }).waitFor({ timeout: LIMIT_MS });
    await assertAccessible(page, "an exam that is held and followed");
    await page.goto(at("/exams/microsoft/AI-102?held=microsoft/AI-102,microsoft/AI-103&asOf=2026-11-27"));
    await page.locator(".verdict").waitFor({ timeout: LIMIT_MS });
    assert.equal(await page.locator(".held-note").count(), 0, "both are held");
    const [verdict, head] = await Promise.all([page.locator(".verdict").boundingBox(), page.locator("header.top").boundingBox()]);
    assert.ok(verdict.y >= head.y + head.height, "the verdict to skip an exam is in the page, not over its head");
  });

  await check("a badge offers what can be booked first, marks what is retired, and counts its day", async () => {
    const name = "Microsoft Certified: Azure Administrator Associate";
    await clear();
    const undated = assertion(name);
    delete undated.issuedOn;
    await file.setInputFiles(json(undated));
    const choices = page.getByRole("group", { name }).locator(".choice");
    await choices.first().waitFor({ timeout: LIMIT_MS });
    const offered = await choices.allInnerTexts();
    assert.match(offered[0], /^AZ-104/);
    assert.doesNotMatch(offered[0], /Retired/);
    assert.match(offered.find((text) => text.startsWith("AZ-103")) ?? "", /Retired$/);
    await file.setInputFiles(json(assertion(name)));
    await page.getByRole("group", { name: new RegExp(`^${name}.*2026`) }).waitFor({ timeout: LIMIT_MS });
    assert.equal(await choices.count(), 1, "AZ-103 ended in 2020");
    assert.ok(await choices.getByRole("checkbox", { name: /^AZ-104/ }).isChecked());
  });

  await check("a bad file is refused with a sentence and changes nothing", async () => {
    await clear();
    for (const [content, said] of [
      ["{", "The file is neither JSON nor a PNG badge."],
      ["[]", "The file has no list of this page and no badge of Open Badges 2.0 or 3.0."],
      [{ ...PLANS, version: 2 }, "The file has another version than 1"],
      [{ ...PLANS, held: [{ exam: "AI-102" }] }, 'The file has an entry that cannot be read: {"exam":"AI-102"}'],
      [{ ...PLANS, held: [{ exam: "microsoft/AI-102", earnedOn: "2026-02-30" }] }, "The file has an entry that cannot be read"],
      [{ ...PLANS, planned: ['"><script>'] }, "The file has an entry that cannot be read"],
      [{ ...PLANS, planned: Array.from({ length: 101 }, (_, index) => `microsoft/X-${index}`) }, "The file lists more than 100 exams"],
      [{ ...assertion("x"), badge: "https://badges.example/classes/1" }, "The badge in the file is only a link."],
      ["x".repeat(5_000_001), "The file is larger than 5 MB."],
    ]) {
      await file.setInputFiles(json(content));
      await page.getByRole("alert").getByText(said).waitFor({ timeout: LIMIT_MS });
      assert.equal(await stored(), null);
    }
    await file.setInputFiles({ name: "badge.png", mimeType: "image/png", buffer: bakedPng("comment", "nothing") });
    await page.getByRole("alert").getByText("The image contains no badge.").waitFor({ timeout: LIMIT_MS });
    await assertAccessible(page, "refused file");
  });

  const exact = "Microsoft Certified: Azure Fundamentals";
  for (const [name, content] of [
    ["Open Badges 2.0", json(assertion(exact))],
    ["a list of badges", json([assertion(exact)])],
    ["Open Badges 3.0", json(credential(exact))],
    ["a signed credential", json(`e30.${Buffer.from(JSON.stringify(credential(exact))).toString("base64url")}.c2ln`)],
    ["a baked PNG", { name: "badge.png", mimeType: "image/png", buffer: bakedPng("openbadges", JSON.stringify(assertion(exact))) }],
    ["a baked PNG of 3.0", { name: "badge.png", mimeType: "image/png", buffer: bakedPng("openbadgecredential", JSON.stringify(credential(exact))) }],
  ]) {
    await check(`a badge with the name of one certification is chosen: ${name}`, async () => {
      await clear();
      await file.setInputFiles(content);
      const choice = page.getByRole("group", { name: exact });
      await choice.waitFor({ timeout: LIMIT_MS });
      assert.ok(await choice.getByRole("checkbox", { name: /AZ-900/ }).isChecked());
      assert.equal(await stored(), null, "nothing is stored before the reader says so");
      await assertAccessible(page, "badge");
      await page.getByRole("button", { name: "Add to what I hold" }).click();
      const day = name.includes("3.0") || name.includes("signed") ? "2026-08-09" : "2026-02-03";
      assert.deepEqual((await stored()).held, [{ exam: "microsoft/AZ-900", earnedOn: day }]);
    });
  }

  await check("an ambiguous badge shows candidates and chooses none", async () => {
    await clear();
    await file.setInputFiles(json([assertion("Azure AI"), assertion("Certificate of Attendance at a Picnic")]));
    const choice = page.getByRole("group", { name: /^Azure AI/ });
    await choice.waitFor({ timeout: LIMIT_MS });
    assert.ok((await choice.getByRole("checkbox").count()) > 1);
    assert.equal(await choice.locator("input:checked").count(), 0);
    await page.getByText("No exam or certification of this name is known.").waitFor({ timeout: LIMIT_MS });
    assert.ok(await page.getByRole("button", { name: "Add to what I hold" }).isDisabled());
    await choice.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Add to what I hold" }).click();
    assert.equal((await stored()).held.length, 1);
  });

  await check("damaged storage is ignored", async () => {
    for (const text of ["{", "[]", '{"format":"certgraph-plans","version":1,"held":[{"exam":"<b>"}],"planned":[]}']) {
      await page.evaluate((damaged) => localStorage.setItem("plans", damaged), text);
      await openMine();
      await held.getByText(/^Nothing yet/).waitFor({ timeout: LIMIT_MS });
    }
  });

  await check("no foreign request, console message, policy violation or error", () => {
    assert.deepEqual(visitor.faults, []);
  });
  await visitor.close();

  await check("my exams fit a phone", async () => {
    const phone = await openGuardedPage(browser, baseUrl, { viewport: { width: 360, height: 780 } });
    await phone.page.addInitScript((plans) => localStorage.setItem("plans", JSON.stringify(plans)), PLANS);
    await phone.page.goto(at("/my"));
    await phone.page.locator(".my-exam .sourced").first().waitFor({ timeout: LIMIT_MS });
    assert.ok((await phone.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0);
    await assertAccessible(phone.page, "my exams on a phone");
    assert.deepEqual(phone.faults, []);
    await phone.close();
  });
} finally {
  await browser.close();
}
close();
