import { join } from "node:path";
import type { Page } from "@playwright/test";

/** Milliseconds after which a browser that draws nothing is asked once more. */
const SOON = 5_000;

/** Keeps a picture of the whole page in `output/screens/`, for people to look at. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  const path = join(__dirname, "../output/screens", `${name}.png`);
  try {
    await page.screenshot({ path, fullPage: true, timeout: SOON });
  } catch {
    await page.screenshot({ path, fullPage: true });
  }
}
