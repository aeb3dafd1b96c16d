import { launchBrowser, openGuardedPage } from "./support/browser.mjs";
const [base, out, ...specs] = process.argv.slice(2);
const browser = await launchBrowser();
for (const spec of specs) {
  const [name, path, scheme = "light", width = "1280", full = "full", act] = spec.split("|");
  const guarded = await openGuardedPage(browser, base, { colorScheme: scheme });
  await guarded.page.setViewportSize({ width: Number(width), height: Number(width) < 600 ? 780 : 860 });
  await guarded.page.goto(base + path); await guarded.page.waitForTimeout(900);
  if (act) { await guarded.page.evaluate(act); await guarded.page.waitForTimeout(900); }
  await guarded.page.screenshot({ path: `${out}/${name}.png`, fullPage: full === "full" });
  const w = await guarded.page.evaluate(() => document.documentElement.scrollWidth);
  console.log(name, "scrollWidth", w, guarded.faults);
  await guarded.close();
}
await browser.close();
