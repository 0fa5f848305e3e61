/** ケースボード: a card and what is asked for by its menu. She is named as the board names her, with さん. */
import type { Locator, Page } from "@playwright/test";
import { dialog, rail } from "./staff";

/** Opens the menu of her card. */
export async function openMenu(page: Page, name: string): Promise<Locator> {
  await page.getByRole("button", { name: `${name}の操作` }).click();
  return dialog(page, "ケースの操作");
}

/** Asks there for a move to that stage; a move that means something is asked about next. */
export async function askMove(page: Page, name: string, stage: string): Promise<void> {
  const menu = await openMenu(page, name);
  await menu.getByRole("button", { name: new RegExp(`「${stage}」へ動かす`) }).click();
}

/** Goes to the board and asks for the move there. */
export async function boardMove(page: Page, name: string, stage: string): Promise<void> {
  await rail(page, "ボード");
  await askMove(page, name, stage);
}
