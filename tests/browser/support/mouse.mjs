// A person who has only a mouse: wheels a thing into view, points at its middle and clicks.
import assert from "node:assert/strict";

const LIMIT_MS = 10_000;

/** Clicks what a locator finds, and fails when something else lies above it. */
export async function click(page, locator) {
  // Nobody points at what is about to change.
  await page.locator('[aria-busy="true"]').waitFor({ state: "detached", timeout: LIMIT_MS });
  await locator.waitFor({ state: "visible", timeout: LIMIT_MS });
  const listed = await locator.evaluate((element) => element.closest(".picker-list") !== null);
  const { width, height } = page.viewportSize();
  for (let turns = 0; turns < 40; turns += 1) {
    // The pointer has to be over what is to be scrolled.
    const view = listed ? await page.locator(".picker-list").boundingBox() : { x: 0, y: 0, width, height };
    const box = await locator.boundingBox();
    const away = box.y + box.height / 2 - (view.y + view.height / 2);
    if (Math.abs(away) < view.height / 2 - 24) {
      break;
    }
    await page.mouse.move(view.x + view.width / 2, view.y + view.height / 2);
    await page.mouse.wheel(0, Math.sign(away) * Math.min(Math.abs(away), 400));
    await page.waitForTimeout(80);
  }
  const box = await locator.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const hit = await locator.evaluate((element, [left, top]) => {
    const found = document.elementFromPoint(left, top);
    return found !== null && (element.contains(found) || found.contains(element) || found.closest("label")?.contains(element) === true);
  }, [x, y]);
  assert.ok(hit, `something lies above ${locator}`);
  await page.mouse.click(x, y);
}

/** Moves the thumb of a slider to a share of its length. */
export async function drag(page, slider, share) {
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  const y = box.y + box.height / 2;
  const from = await slider.evaluate((input) => (input.value - input.min) / (input.max - input.min));
  const at = (part) => box.x + 8 + part * (box.width - 16);
  await page.mouse.move(at(from), y);
  await page.mouse.down();
  await page.mouse.move(at(share), y, { steps: 6 });
  await page.mouse.up();
}
