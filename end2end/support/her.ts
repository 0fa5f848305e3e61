/** What she does at her own door. Readings stand between the letters, so names are matched by their beginnings. */
import { expect, type Locator, type Page } from "@playwright/test";

/** The number of her choice. */
export const PIN = "481927";

/** Comes in with a line of her card. */
export async function comeIn(page: Page, herUrl: string, line: string, pin = PIN): Promise<void> {
  await page.goto(herUrl);
  await tryLine(page, line, pin);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("さん");
}

/** Types a line and the number and goes on, wherever that leads. */
export async function tryLine(page: Page, line: string, pin: string): Promise<void> {
  await page.getByRole("textbox", { name: /^カードの/ }).fill(line);
  await page.getByRole("textbox", { name: /^あなたが/ }).fill(pin);
  await page.getByRole("button", { name: "つぎへ" }).click();
}

/** The card of an item of the plan, by words of its text. */
export function item(page: Page, words: RegExp): Locator {
  return page.getByRole("main").locator("section", { has: page.getByRole("group") }).filter({ hasText: words });
}

/** Tells what is wrong or asks something about an item; an answer is due. */
export async function comment(card: Locator, words: string): Promise<void> {
  await card.getByText(/^まちがいを/).click();
  await card.getByRole("textbox", { name: /かならず/ }).fill(words);
  await card.getByRole("button", { name: "おくる" }).click();
}

/** Leaves at once, and waits for the page that tells nothing. */
export async function leave(page: Page): Promise<void> {
  await page.getByRole("button", { name: "はなれる" }).first().click();
  await page.waitForURL((url) => url.pathname === "/o");
}
