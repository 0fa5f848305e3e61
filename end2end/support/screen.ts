import { join } from "node:path";
import type { Page } from "@playwright/test";

/** Keeps a picture of the whole page in `output/screens/`, for people to look at. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(__dirname, "../output/screens", `${name}.png`), fullPage: true });
}
