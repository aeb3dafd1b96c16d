// Compares the figures of 50 pages with the API's responses for the same day, with and without
// JavaScript. The figures are formatted here again, so that a wrong format is found too.
// Usage: node figures.mjs BASE_URL
import assert from "node:assert/strict";

import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";
import { query } from "./support/graphql.mjs";

const [baseUrl] = process.argv.slice(2);
if (!URL.canParse(baseUrl)) {
  console.error("usage: node figures.mjs BASE_URL");
  process.exit(2);
}

const DAY = "2026-11-27";
const LIMIT_MS = 10_000;
const UNKNOWN = "not known";

/** Pages of each kind; together 50. */
const EXAMS = 20;
const ROLES = 12;
const COMPARISONS = 8;
const CERTIFICATIONS = 10;

const grouped = (value) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
const range = ({ min, max }) => (Number(min) === Number(max) ? grouped(min) : `${grouped(min)}–${grouped(max)}`);
const counted = (span, unit, atLeast = false) => {
  if (span === null) {
    return UNKNOWN;
  }
  const shown = atLeast ? { min: span.min, max: span.min } : span;
  return `${atLeast ? "at least " : ""}${range(shown)} ${unit}${Number(shown.max) === 1 ? "" : "s"}`;
};
const amount = (value) => grouped(Number(value)).replace(/\.(\d)$/, ".$10");
const dollars = (fee, atLeast = false) => (fee === null ? UNKNOWN : `${atLeast ? "at least " : ""}$${amount(fee.amount)}`);
/** An amount as pages without JavaScript have it. */
const plainDollars = (fee, atLeast = false) => (fee === null ? UNKNOWN : `${atLeast ? "at least " : ""}${Number(fee.amount)} USD`);
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const date = (day) => `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
const words = (constant) => constant.charAt(0) + constant.slice(1).toLowerCase().replaceAll("_", " ");

/** Items at equal distances, so that all vendors and groups are among them. */
function spread(list, count) {
  assert.ok(list.length >= count, `${list.length} of ${count}`);
  return Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)]);
}

/** The text of a page without JavaScript. */
async function plainText(address) {
  const response = await fetch(new URL(address, baseUrl));
  assert.equal(response.status, 200, address);
  const html = await response.text();
  const plain = html.slice(html.indexOf('<article class="noscript">'));
  return plain.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

function includes(text, figure, address) {
  assert.ok(text.includes(figure), `${address} has no "${figure}" without JavaScript: ${text}`);
}

const { check, close } = createChecks();
const browser = await launchBrowser();
const { page, faults } = await openGuardedPage(browser, baseUrl);

async function open(address, mark) {
  await page.goto(new URL(address, baseUrl).href, { timeout: LIMIT_MS });
  await page.locator(mark).first().waitFor({ timeout: LIMIT_MS });
}

const exams = async () => {
  const all = [];
  for (let after = null; ; ) {
    const { exams: found } = await query(
      baseUrl,
      "query ($after: String, $day: Date) { exams(first: 100, after: $after, asOf: $day, filter: { states: [ANNOUNCED, BETA, LIVE, RETIRING, RETIRED] }) { pageInfo { hasNextPage endCursor } nodes { code vendor { slug } } } }",
      { after, day: DAY },
    );
    all.push(...found.nodes);
    if (!found.pageInfo.hasNextPage) {
      return all;
    }
    after = found.pageInfo.endCursor;
  }
};

try {
  const all = await exams();
  let seen = 0;

  for (const { code, vendor } of spread(all, EXAMS)) {
    const address = `/exams/${vendor.slug}/${code}?asOf=${DAY}`;
    await check(`exam ${vendor.slug}/${code}`, async () => {
      const { exam } = await query(
        baseUrl,
        "query ($code: String!, $vendor: String, $day: Date) { exam(code: $code, vendor: $vendor, asOf: $day) { fee { amount } studyHours { min max } lifecycle { state } certifications { slug } blueprint { domains { title weight { min max } } } studyPlan { totalHours weeklyHours finishesOn } verdict { decision } } }",
        { code, vendor: vendor.slug, day: DAY },
      );
      await open(address, ".verdict");
      const figure = async (label) => (await page.locator(".key-figures .figures > div", { has: page.locator("dt", { hasText: label }) }).locator("dd").innerText()).split("\n")[0];
      if (exam.fee !== null) {
        assert.equal(await figure("Fee"), dollars(exam.fee));
      }
      if (exam.studyHours !== null) {
        assert.equal(await figure("Study"), counted(exam.studyHours, "hour"));
      }
      assert.ok((await page.locator(".state").innerText()).startsWith(words(exam.lifecycle.state)));
      assert.ok((await page.locator(".verdict").getAttribute("class")).includes(exam.verdict.decision.toLowerCase()));
      assert.equal(await page.locator(".earns a").count(), exam.certifications.length);
      const shares = exam.blueprint === null ? [] : exam.blueprint.domains.map(({ weight }) => (weight === null ? UNKNOWN : `${range(weight)} %`));
      if (exam.blueprint !== null) {
        assert.deepEqual(await page.locator(".exam-main > .panel").first().locator(".weights .share").allInnerTexts(), shares);
      }
      if (exam.studyPlan !== null && exam.lifecycle.state !== "RETIRED") {
        const { totalHours, weeklyHours, finishesOn } = exam.studyPlan;
        const plan = await page.locator('[aria-label="Study plan"]').innerText();
        assert.ok(plan.includes(`${grouped(totalHours)} hours, ${weeklyHours} a week: ready on ${date(finishesOn)}.`), plan);
      }
      const plain = await plainText(address);
      includes(plain, `: ${words(exam.lifecycle.state)}.`, address);
      for (const [index, { title }] of (exam.blueprint?.domains ?? []).entries()) {
        if (shares[index] !== UNKNOWN) {
          includes(plain, `${title.replaceAll("&", "&amp;")}: ${shares[index]}`, address);
        }
      }
      seen += 1;
    });
  }

  const { roles } = await query(baseUrl, "{ roles(first: 100) { nodes { slug } } }");
  for (const { slug } of spread(roles.nodes, ROLES)) {
    const address = `/?role=${slug}&experience=NEW_TO_CLOUD&weeklyHours=7&asOf=${DAY}`;
    await check(`paths to ${slug}`, async () => {
      const { recommendedPaths } = await query(
        baseUrl,
        "query ($role: String!, $day: Date) { recommendedPaths(role: $role, first: 4, asOf: $day, profile: { experience: NEW_TO_CLOUD }, constraints: { weeklyHours: 7 }) { ... on RecommendedPaths { paths { label steps { finishesOn exam { code } } totals { fees { amount } feesAtLeast studyHours { min max } studyHoursAtLeast weeks { min max } } } } } }",
        { role: slug, day: DAY },
      );
      await open(address, ".timeline");
      const cards = await page.locator(".cards .card").allInnerTexts();
      assert.equal(cards.length, recommendedPaths.paths.length);
      const plain = await plainText(address);
      for (const { label, steps, totals } of recommendedPaths.paths) {
        const card = cards.find((text) => text.startsWith(`${label}\n`));
        const { fees, feesAtLeast, studyHours, studyHoursAtLeast, weeks } = totals;
        const finish = steps.at(-1).finishesOn;
        for (const figure of [
          steps.map(({ exam }) => exam.code).join(" → "),
          fees === null ? "fees not known" : `${dollars(fees, feesAtLeast)} fees`,
          counted(studyHours, "hour", studyHoursAtLeast),
          ...(weeks === null ? [] : [counted(weeks, "week", studyHoursAtLeast)]),
          finish === null ? `Finish date ${UNKNOWN}` : `Finish by ${date(finish)}`,
        ]) {
          assert.ok(card?.includes(figure), `"${figure}" is missing in ${card}`);
        }
        includes(plain, `Fees: ${fees === null ? UNKNOWN : plainDollars(fees, feesAtLeast)}`, address);
        includes(plain, `Study: ${studyHours === null ? UNKNOWN : counted(studyHours, "hours", studyHoursAtLeast).replace("hourss", "hours")}`, address);
      }
      seen += 1;
    });
  }

  for (const pair of spread(all, COMPARISONS * 2).reduce((pairs, exam, index, list) => (index % 2 === 0 ? [...pairs, [exam, list[index + 1]]] : pairs), [])) {
    const names = pair.map(({ code, vendor }) => `${vendor.slug}/${code}`);
    const address = `/compare?exams=${names.join(",")}&asOf=${DAY}`;
    await check(`comparison of ${names.join(" and ")}`, async () => {
      const { compareExams } = await query(
        baseUrl,
        "query ($exams: [ExamRef!]!, $day: Date) { compareExams(exams: $exams, asOf: $day) { exams { code fee { amount } studyHours { min max } } overlap { weighted } } }",
        { exams: pair.map(({ code, vendor }) => ({ code, vendor: vendor.slug })), day: DAY },
      );
      await open(address, ".dimensions");
      const row = (name) => page.locator(".dimensions tbody").first().locator("tr", { has: page.getByRole("rowheader", { name, exact: true }) }).getByRole("cell").allInnerTexts();
      const plain = await plainText(address);
      for (const [name, figures] of [
        ["Fee", compareExams.exams.map(({ fee }) => dollars(fee))],
        ["Study hours", compareExams.exams.map(({ studyHours }) => counted(studyHours, "hour"))],
      ]) {
        const shown = await row(name);
        assert.deepEqual(shown, figures.every((figure) => figure === UNKNOWN) ? [] : figures, name);
      }
      const { weighted } = compareExams.overlap;
      const share = weighted === null ? UNKNOWN : `${Math.round(weighted * 100)} %`;
      assert.equal(await page.locator(".compare .lead b").innerText(), share);
      includes(plain, compareExams.exams.every(({ fee }) => fee === null) ? "" : `Fee ${compareExams.exams.map(({ fee }) => plainDollars(fee)).join(" ")}`, address);
      includes(plain, `${compareExams.exams.map(({ code }) => code).join(" and ")}: ${share}`, address);
      seen += 1;
    });
  }

  const { certifications } = await query(baseUrl, "{ certifications(first: 100) { nodes { slug } } }");
  for (const { slug } of spread(certifications.nodes, CERTIFICATIONS)) {
    const address = `/certifications/${slug}?asOf=${DAY}`;
    await check(`certification ${slug}`, async () => {
      const { certification } = await query(
        baseUrl,
        "query ($slug: String!, $day: Date) { certification(slug: $slug, asOf: $day) { title earnable earnedBy { allOf { code title fee { amount } studyHours { min max } lifecycle { state } } } evidence { sources { title } } } }",
        { slug, day: DAY },
      );
      await open(address, ".exam-head");
      assert.equal(await page.locator("h1").innerText(), certification.title);
      assert.equal(await page.locator(".state").innerText(), certification.earnable ? "Open" : "Closed");
      const wanted = certification.earnedBy.flatMap(({ allOf }) => allOf.map(({ code, fee, studyHours }) => [code, dollars(fee), counted(studyHours, "hour")]));
      const rows = await page.locator(".browsed tbody tr").evaluateAll((list) => list.map((row) => [row.querySelector("th a").textContent, ...[...row.querySelectorAll("td")].slice(-2).map((cell) => cell.textContent)]));
      assert.deepEqual(rows, wanted);
      const sources = await page.locator('[aria-label="Sources"]').innerText();
      const plain = await plainText(address);
      includes(plain, certification.earnable ? "it is open" : "it is closed", address);
      for (const { title } of certification.evidence.sources) {
        assert.ok(sources.includes(title), title);
        includes(plain, title.replaceAll("&", "&amp;"), address);
      }
      for (const { code, title, lifecycle } of certification.earnedBy.flatMap(({ allOf }) => allOf)) {
        includes(plain, `${code} ${title.replaceAll("&", "&amp;")} (${lifecycle.state.toLowerCase()})`, address);
      }
      seen += 1;
    });
  }

  await check("50 pages were compared, without console messages or policy violations", () => {
    assert.equal(seen, EXAMS + ROLES + COMPARISONS + CERTIFICATIONS);
    assert.deepEqual(faults, []);
  });
} finally {
  await browser.close();
}
close();
