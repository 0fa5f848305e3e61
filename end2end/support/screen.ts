import { join } from "node:path";
import type { Page } from "@playwright/test";

const PATIENCE_MS = 5_000;

/** Keeps a picture of the whole page in `output/screens/`, for people to look at. It is no check: a browser that draws none fails no test. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  const path = join(__dirname, "../output/screens", `${name}.png`);
  try {
    await page.screenshot({ path, fullPage: true, timeout: PATIENCE_MS });
  } catch (error) {
    if (page.isClosed()) {
      throw error;
    }
    console.warn(`no picture of ${name}`);
  }
}
