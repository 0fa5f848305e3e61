/** Pictures of a screen at three widths, and axe over it by day and by night. */
import { expect, type Page, test } from "@playwright/test";
import { COLOURS, expectNoSeriousAxe } from "./axe";
import { keepScreen } from "./screen";

/** Phone, tablet, desk. */
const WIDTHS = [
  { width: 375, height: 667 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
];

/** Keeps the screen as it stands at all widths, and fails where it scrolls sideways or axe finds something, by day or by night. */
export async function look(page: Page, name: string): Promise<void> {
  // The story without scripts at her door differs from the other one at her door only.
  if (test.info().project.name === "story-nojs" && !name.startsWith("her-")) {
    return;
  }
  const before = page.viewportSize();
  for (const size of WIDTHS) {
    await page.setViewportSize(size);
    // A picture of the whole page shows what sticks to the window where the window is.
    await page.evaluate(() => window.scrollTo(0, 0));
    await keepScreen(page, `${name}-${size.width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, `${name} scrolls sideways at ${size.width}`).toBeLessThanOrEqual(size.width);
  }
  if (before !== null) {
    await backTo(page, before);
  }
  // What fades from day to night is measured once it is there.
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await expectNoSeriousAxe(page);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await expectNoSeriousAxe(page, COLOURS);
  await keepScreen(page, `${name}-night`);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" });
  if (before !== null) {
    await backTo(page, before);
  }
}

/** A phone that was made wide may stay zoomed out for a while, and a tap would miss what it meant. */
async function backTo(page: Page, size: { width: number; height: number }): Promise<void> {
  await expect
    .poll(async () => {
      await page.setViewportSize(size);
      return page.evaluate(() => [window.innerWidth, Math.round((window.visualViewport?.scale ?? 1) * 100)]);
    })
    .toEqual([size.width, 100]);
}
