// The pages in German and Spanish: chosen by the browser, by the address and by hand.
// Usage: node languages.mjs BASE_URL
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

import { assertAccessible } from "./support/accessibility.mjs";
import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";

const [baseUrl] = process.argv.slice(2);
if (!URL.canParse(baseUrl)) {
  console.error("usage: node languages.mjs BASE_URL");
  process.exit(2);
}
const at = (address) => new URL(address, baseUrl).href;
const LIMIT_MS = 10_000;

/** The messages of a language by id, without those that choose between forms. */
function messages(language) {
  const folder = new URL(`../../web/messages/${language}/`, import.meta.url);
  const lines = readdirSync(folder).flatMap((file) => readFileSync(new URL(file, folder), "utf8").split("\n"));
  return new Map(lines.flatMap((line) => [/^([\w-]+) = (.+)$/.exec(line)?.slice(1)].filter((pair) => pair !== undefined)));
}

const LANGUAGES = { en: messages("en"), de: messages("de"), es: messages("es") };

/** English messages of three words or more that differ in a language; parts with variables are left out. */
function englishTexts(language) {
  return [...LANGUAGES.en].flatMap(([id, text]) => {
    const fixed = text.replaceAll(/<\/?\w+>/g, "").split(/\{[^}]*\}/).map((part) => part.trim()).filter((part) => part.split(" ").length >= 3);
    return LANGUAGES[language].get(id) === text ? [] : fixed;
  });
}

/** Each page with a mark of its full content. */
const PAGES = [
  ["/", ".gallery"],
  ["/?role=azure-ai-engineer&asOf=2026-11-27", ".timeline"],
  ["/?role=azure-ai-engineer&asOf=2026-11-27&maxFees=50", ".conflict"],
  ["/exams/microsoft/AI-103?asOf=2026-11-27", ".weeks"],
  ["/exams/microsoft/AI-102?asOf=2026-11-27", ".verdict"],
  ["/compare?exams=microsoft/AI-102,microsoft/AZ-204&asOf=2026-11-27", ".dimensions"],
  ["/exams?vendors=microsoft&asOf=2026-11-27", ".browsed"],
  ["/certifications", ".browsed"],
  ["/certifications/azure-ai-engineer-associate?asOf=2026-06-12", ".exam-set"],
  ["/roles", "h1"],
  ["/map?asOf=2026-11-27", "h1"],
  ["/my", "h1"],
  ["/job-advert", "h1"],
  ["/check?exam=AI-102&fact=FEE&value=165+USD&asOf=2026-11-27", ".claim-result"],
  ["/whats-new", ".change-set"],
];

/** Dates, money and plural forms as each language writes them. */
const FORMS = {
  en: [/\$165/, /60–100 hours/, /checked \d{1,2} [A-Z][a-z]{2} 2026/, /30 Jun 2026/],
  de: [/165\s\$/, /60–100 Stunden/, /geprüft am \d{1,2}\. [A-ZÄ][a-zä]+\.? 2026/, /30\. Juni 2026/],
  es: [/165\s(?:US)?\$|165\sUS\$/, /60–100 horas/, /comprobado el \d{1,2} [a-z]+ 2026/, /30 jun 2026/],
};

/** Words for which another one is used, and the polite form of address. */
const AVOIDED = {
  de: /\b(?:amtlich|angesehen|verfügbar|Rollen?|Prüfungspl[aä]ne?|Verlängerung|verlängert|erreichbar|Themengebiete|am wenigsten|(?:Sie|Ihre) (?:haben|einen|den)|W[äa]hlen Sie|Entfernen Sie)\b/i,
  es: /(?:reemplaz|caminos?\b|vigentes?\b|materias?\b|elija|\bquite\b|indique|indíquelo|inténtelo|\bprecios? (?:de|para)\b)/i,
};

/** Numbers of a text in their order; months and separators differ by language. */
const numbers = (text) => text.replaceAll(/(\d)[.,  ](?=\d{3}\b)/g, "$1").match(/\d+(?:[.,]\d+)?/g)?.map((number) => number.replace(",", ".")) ?? [];

async function show(page, address, mark) {
  await page.goto(at(address), { timeout: LIMIT_MS });
  await page.locator(mark).first().waitFor({ timeout: LIMIT_MS });
  await page.locator('[aria-busy="true"]').waitFor({ state: "detached", timeout: LIMIT_MS });
}

/** The visible text, without what the page marks as English, such as sentences of sources. */
const visibleText = (page) =>
  page.locator("body").evaluate((body) => {
    const hidden = [...body.querySelectorAll('[lang="en"]')].filter((element) => element.tagName !== "OPTION");
    hidden.forEach((element) => element.setAttribute("hidden", ""));
    const text = body.innerText;
    hidden.forEach((element) => element.removeAttribute("hidden"));
    return text;
  });

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  for (const [language, locale] of [["de", "de-AT"], ["es", "es-MX"]]) {
    const { page, faults, close: end } = await openGuardedPage(browser, baseUrl, { locale });
    const english = englishTexts(language);
    assert.ok(english.length > 150, `${english.length} texts`);
    for (const [address, mark] of PAGES) {
      await check(`${language}: ${address} has no English text and axe finds nothing`, async () => {
        await show(page, address, mark);
        assert.equal(await page.locator("html").getAttribute("lang"), language);
        const text = await visibleText(page);
        assert.deepEqual(english.filter((part) => text.includes(part)), []);
        await assertAccessible(page, address);
      });
    }
    for (const width of [390, 320]) {
      await check(`${language}: no page scrolls sideways on a phone of ${width} px`, async () => {
        await page.setViewportSize({ width, height: 700 });
        for (const [address, mark] of PAGES) {
          await show(page, address, mark);
          const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(beyond <= 0, `${address}: ${beyond} px`);
        }
      });
    }
    await check(`${language}: no console message, policy violation or error`, () => assert.deepEqual(faults, []));
    await end();
  }

  for (const [language, words] of Object.entries(AVOIDED)) {
    await check(`${language}: each term has one word, and readers are addressed alike`, () => {
      const found = [...LANGUAGES[language]].filter(([, text]) => words.test(text));
      assert.deepEqual(found, []);
    });
  }

  await check("figures, dates and money have the form of each language, and the same values", async () => {
    const figures = {};
    for (const language of Object.keys(LANGUAGES)) {
      const { page, close: end } = await openGuardedPage(browser, baseUrl);
      await show(page, `/compare?exams=microsoft/AI-102,microsoft/AZ-204&asOf=2026-11-27&lang=${language}`, ".dimensions");
      const compared = await page.locator("main").innerText();
      figures[language] = [numbers(await page.locator(".dimensions tbody").first().innerText())];
      await show(page, `/exams/microsoft/AI-103?asOf=2026-11-27&lang=${language}`, ".weeks");
      figures[language].push(numbers(await page.locator(".weights").first().innerText()), numbers(await page.locator(".weeks .week-hours").allInnerTexts().then((texts) => texts.join(" "))));
      const text = `${compared}\n${await page.locator("main").innerText()}`;
      for (const form of FORMS[language]) {
        assert.match(text, form, language);
      }
      await end();
    }
    assert.ok(figures.en.every((list) => list.length > 4), JSON.stringify(figures.en));
    assert.deepEqual(figures.de, figures.en);
    assert.deepEqual(figures.es, figures.en);
  });

  await check("a comparison names what it compares in each language", async () => {
    const { page, faults, close: end } = await openGuardedPage(browser, baseUrl);
    for (const [language, names] of [
      ["de", ["Stufe", "Gebühr", "Status", "Vorgeschriebene Voraussetzungen", "Erneuerung", "keine bekannt", "CKA"]],
      ["es", ["Nivel", "Tasa", "Estado", "Requisitos obligatorios", "Renovación", "ninguno conocido", "CKA"]],
    ]) {
      await show(page, `/compare?exams=cncf/CKS,microsoft/AZ-104&asOf=2026-11-27&lang=${language}`, ".dimensions");
      const facts = page.locator(".dimensions tbody").first();
      assert.equal(await facts.locator('th [lang="en"]:not(.proof *)').count(), 0, "every name has a translation");
      const text = await facts.innerText();
      assert.deepEqual(names.filter((name) => !text.includes(name)), [], text);
    }
    assert.deepEqual(faults, []);
    await end();
  });

  await check("the navigation fits on a phone in each language", async () => {
    for (const language of Object.keys(LANGUAGES)) {
      const { page, close: end } = await openGuardedPage(browser, baseUrl, { viewport: { width: 390, height: 780 } });
      await show(page, `/roles?lang=${language}`, "h1");
      const ends = await page.locator(".top nav a").evaluateAll((links) => links.map((link) => link.getBoundingClientRect().right));
      assert.ok(ends.length > 4 && ends.every((right) => right <= 390), JSON.stringify(ends));
      await end();
    }
  });

  await check("the switch selects a language on this device, and an address has precedence", async () => {
    const { page, faults, close: end } = await openGuardedPage(browser, baseUrl, { locale: "en-US" });
    await show(page, "/exams?vendors=aws", ".browsed");
    await page.getByLabel("Language").selectOption("es");
    await page.locator('html[lang="es"] .browsed').waitFor({ timeout: LIMIT_MS });
    assert.equal(new URL(page.url()).searchParams.get("vendors"), "aws");
    await show(page, "/compare", "h1");
    assert.match(await page.locator("h1").innerText(), /¿Cuál de estos exámenes\?/);
    await show(page, "/compare?lang=de", "h1");
    assert.match(await page.locator("h1").innerText(), /Welche dieser Prüfungen\?/);
    await show(page, "/compare", "h1");
    assert.match(await page.locator("h1").innerText(), /¿Cuál de estos exámenes\?/, "a shared link does not change the choice");
    assert.deepEqual(faults, []);
    await end();
  });

  await check("without JavaScript the document is in the language", async () => {
    const response = await fetch(at("/exams/microsoft/AI-103?asOf=2026-11-27"), { headers: { "Accept-Language": "fr, de;q=0.8" } });
    assert.equal(response.headers.get("content-language"), "de");
    assert.match(response.headers.get("vary"), /Accept-Language, Cookie/);
    const html = await response.text();
    assert.match(html, /<html lang="de">/);
    assert.match(html, /Was die Prüfung umfasst/);
    const unknown = await fetch(at("/roles?lang=xx"));
    assert.equal(unknown.headers.get("content-language"), "en");
  });
} finally {
  await browser.close();
}
close();
