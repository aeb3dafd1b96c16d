// Five tasks, each done in under a minute: once with the mouse alone and once with the keyboard alone.
// Usage: node tasks.mjs BASE_URL
import assert from "node:assert/strict";

import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
import { createChecks } from "./support/checks.mjs";
import { click } from "./support/mouse.mjs";

const [baseUrl] = process.argv.slice(2);
if (process.argv.length !== 3 || !URL.canParse(baseUrl)) {
  console.error("usage: node tasks.mjs BASE_URL");
  process.exit(2);
}

const LIMIT_MS = 10_000;
const TASK_LIMIT_MS = 60_000;

/** The element that has the focus, as text. */
const focused = (page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return `${element.getAttribute("aria-label") ?? ""} ${element.textContent}`.trim();
  });

/** A person who has only a mouse. */
function mouse(page) {
  return {
    name: "mouse",
    choose: (role, name) => click(page, page.getByRole(role, { name }).first()),
    /** Opens the exam's page without typing: the list of its vendor, then its code. */
    async openExam(vendor, code, isRetired) {
      await click(page, page.getByRole("link", { name: "Exams", exact: true }));
      await click(page, page.getByRole("button", { name: vendor, exact: true }));
      if (isRetired) {
        await click(page, page.getByRole("button", { name: /^Retired/ }));
      }
      await click(page, page.getByRole("link", { name: code, exact: true }));
    },
    async pickExams(vendor, codes) {
      const dialog = page.getByRole("dialog");
      await click(page, dialog.getByRole("button", { name: vendor, exact: true }));
      for (const code of codes) {
        await click(page, dialog.getByRole("button", { name: new RegExp(`^${code}`) }));
      }
      await click(page, dialog.getByRole("button", { name: "Done" }));
    },
  };
}

/** A person who has only a keyboard. */
function keyboard(page) {
  /** Presses Tab until the focus is on something of this name. */
  const reach = async (name) => {
    const stops = await page.locator("a, button, input, select, summary, [tabindex]").count();
    const isThere = async () => (typeof name === "string" ? (await focused(page)) === name : name.test(await focused(page)));
    for (let presses = 0; presses < stops + 5; presses += 1) {
      if (await isThere()) {
        return;
      }
      await page.keyboard.press("Tab");
    }
    assert.fail(`the keyboard does not reach ${name}; it is at ${await focused(page)}`);
  };
  return {
    name: "keyboard",
    async choose(role, name) {
      await page.locator('[aria-busy="true"]').waitFor({ state: "detached", timeout: LIMIT_MS });
      await page.getByRole(role, { name }).first().waitFor({ timeout: LIMIT_MS });
      await reach(name);
      await page.keyboard.press("Enter");
    },
    async openExam(_vendor, code) {
      await page.keyboard.press("/");
      await page.getByRole("searchbox").waitFor({ timeout: LIMIT_MS });
      await page.keyboard.type(code);
      await page.keyboard.press("Enter");
    },
    async pickExams(_vendor, codes) {
      const dialog = page.getByRole("dialog");
      const field = dialog.getByRole("searchbox");
      await field.waitFor({ timeout: LIMIT_MS });
      for (const code of codes) {
        await page.keyboard.press("Control+a");
        await page.keyboard.type(code);
        await page.keyboard.press("Enter");
        await dialog.locator('[aria-pressed="true"]', { hasText: code }).first().waitFor({ timeout: LIMIT_MS });
      }
      // The first one empties the field.
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached", timeout: LIMIT_MS });
    },
  };
}

const TASKS = {
  "find a path as a newcomer": async (page, person) => {
    await person.choose("link", /^I work outside IT/);
    await person.choose("link", "Protect systems and data");
    await person.choose("link", "5 hours a week");
    await person.choose("link", "Up to $500");
    const paths = page.locator(".first-path");
    await paths.nth(2).waitFor({ timeout: LIMIT_MS });
    assert.equal(await paths.count(), 3);
    await person.choose("link", new RegExp(`^${await paths.first().locator("b").innerText()}`));
    await page.locator(".timeline li").first().waitFor({ timeout: LIMIT_MS });
    const asked = new URL(page.url()).searchParams;
    assert.deepEqual([asked.get("experience"), asked.get("weeklyHours"), asked.get("maxFees")], ["NEW_TO_CLOUD", "5", "500"]);
  },

  "read about AI-102 after an article": async (page, person) => {
    await person.openExam("Microsoft", "AI-102", true);
    await page.getByRole("heading", { level: 1, name: /^AI-102/ }).waitFor({ timeout: LIMIT_MS });
    assert.match(await page.locator(".life").innerText(), /Retired/);
    await person.choose("link", "replaced by AI-103");
    await page.getByRole("heading", { level: 1, name: /^AI-103/ }).waitFor({ timeout: LIMIT_MS });
    await page.locator(".verdict .decision").waitFor({ timeout: LIMIT_MS });
    await page.locator(".key-figures").getByText("$165").waitFor({ timeout: LIMIT_MS });
  },

  "compare two exams and share the comparison": async (page, person) => {
    await person.choose("link", "Compare");
    await person.choose("button", "Choose two to four exams");
    await person.pickExams("Microsoft", ["AI-103", "AI-901"]);
    await page.locator(".dimensions thead th").nth(1).waitFor({ timeout: LIMIT_MS });
    await person.choose("button", "Copy link");
    await page.getByRole("button", { name: "Copied" }).waitFor({ timeout: LIMIT_MS });
    const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(copied.pathname + copied.search, "/compare?exams=microsoft/AI-103,microsoft/AI-901");
  },

  "find what changes for what I hold": async (page, person) => {
    await person.choose("link", "My exams");
    await person.choose("button", "Add a passed exam");
    await person.pickExams("Microsoft", ["AI-102"]);
    const held = page.getByRole("region", { name: "What I hold" });
    await held.getByText(/Retired on 30 Jun 2026/).waitFor({ timeout: LIMIT_MS });
    await person.choose("link", "AI-103");
    await page.getByRole("heading", { level: 1, name: /^AI-103/ }).waitFor({ timeout: LIMIT_MS });
    await page.locator(".question").getByRole("button", { name: "Remove microsoft/AI-102" }).waitFor({ timeout: LIMIT_MS });
  },

  "print a plan": async (page, person) => {
    await person.openExam("Microsoft", "AI-103", false);
    await page.locator('[aria-label="Study plan"] .weeks').waitFor({ timeout: LIMIT_MS });
    await page.evaluate(() => {
      globalThis.print = () => document.body.setAttribute("data-printed", "");
    });
    await person.choose("button", "Print");
    await page.locator("body[data-printed]").waitFor({ timeout: LIMIT_MS });
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator('[aria-label="Study plan"] .weeks li').last().isVisible(), "the plan is on paper");
    assert.ok((await page.pdf()).length > 10_000);
  },
};

const { check, close } = createChecks();
const browser = await launchBrowser();
try {
  for (const [task, run] of Object.entries(TASKS)) {
    for (const person of [mouse, keyboard]) {
      await check(`${task}, with the ${person.name} alone`, async () => {
        const { page, faults, close: end } = await openGuardedPage(browser, baseUrl);
        await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
        const start = Date.now();
        await page.goto(baseUrl);
        await page.locator(".role").first().waitFor({ timeout: LIMIT_MS });
        await run(page, person(page));
        const took = Date.now() - start;
        assert.ok(took < TASK_LIMIT_MS, `${took} ms`);
        assert.deepEqual(faults, []);
        await end();
        return `${(took / 1000).toFixed(1)} s`;
      });
    }
  }
} finally {
  await browser.close();
}
close();
