/** What she does at her own door. Readings stand between the letters, so names are matched by their beginnings. */
import { expect, type Locator, type Page } from "@playwright/test";

/** The number of her choice. */
export const PIN = "481927";

/** Comes in with a line of her card. */
export async function comeIn(page: Page, herUrl: string, line: string, pin = PIN): Promise<void> {
  await toFields(page, herUrl);
  await tryLine(page, line, pin);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("さん");
}

/** Opens her door, reads how to leave, and goes on to the two fields. */
export async function toFields(page: Page, herUrl: string): Promise<void> {
  await page.goto(herUrl);
  await page.getByRole("link", { name: "つぎへ" }).click();
  await expect(page.getByRole("textbox", { name: /^カードの/ })).toBeVisible();
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
  await card.getByText(/^きいて/).click();
  await card.getByRole("textbox", { name: /かならず/ }).fill(words);
  await card.getByRole("button", { name: "おくる" }).click();
}

/** Ticks that she has read it and may change it later, and sends her answer to the plan. */
export async function sendAgreement(page: Page): Promise<void> {
  for (const statement of [/この.*読/, /あとで かえる/]) {
    await page.getByRole("checkbox", { name: statement }).check();
  }
  await send(page);
}

/** ふりかえり: her sign for the first aim, and what has changed. */
export async function lookBack(page: Page, sign: RegExp, changed: string): Promise<void> {
  await page.getByRole("group", { name: "どう なりましたか" }).first().getByRole("radio", { name: sign }).check();
  await page.getByRole("textbox", { name: /^かわったこと/ }).fill(changed);
  await send(page);
}

/** Sends what she filled in, and reads that it has come. */
async function send(page: Page): Promise<void> {
  await page.getByRole("button", { name: "おくる" }).click();
  await expect(page.getByText(/うけとりました/).first()).toBeVisible();
}

/** Opens ことばを書く from her plan. */
export async function toTalk(page: Page): Promise<void> {
  await page.getByRole("link", { name: /きたす$/ }).click();
  await expect(wishBox(page)).toBeVisible();
}

/** The box for her wish. */
export function wishBox(page: Page): Locator {
  return page.getByRole("textbox", { name: /きぼう$/ });
}

/** Leaves at once, and waits for the page that tells nothing. */
export async function leave(page: Page): Promise<void> {
  await page.getByRole("button", { name: "はなれる" }).first().click();
  await page.waitForURL((url) => url.pathname === "/o");
}
