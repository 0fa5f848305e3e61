/** How somebody gets an account and comes in for the first time. */
import { expect, type Page } from "@playwright/test";
import { received } from "./quiet";
import { choose, dialog, expectTold, field, fillSignIn, PASSWORD, press, rail, tickAll } from "./staff";

/** Somebody who is to have an account. */
export interface Newcomer {
  name: string;
  /** The name to sign in with. */
  login: string;
  agency: string;
  role: string;
}

/** Gives somebody an account on the page of the council, and returns the code on paper. */
export async function addStaff(page: Page, who: Newcomer, filled?: () => Promise<void>): Promise<string> {
  await rail(page, "会議体");
  const parts = page.getByRole("navigation", { name: "会議体の中身" });
  await parts.getByRole("link", { name: "職員", exact: true }).click();
  await press(page, "職員を加える");
  const form = dialog(page, "職員を加える");
  await field(form, "名前").fill(who.name);
  await field(form, "利用者名（サインインに使う名前）").fill(who.login);
  await choose(form, "機関", who.agency);
  await tickAll(form, "役割", [who.role]);
  await filled?.();
  await press(form, "加える");
  await expectTold(page, "職員を加えました");
  const paper = dialog(page, "紙のコード");
  await press(paper, "コードを作る");
  const shown = paper.getByText(/^[0-9A-Z]{3,}(-[0-9A-Z]{3,})+$/);
  const code = ((await shown.textContent()) ?? "").trim();
  await press(paper, "渡しました");
  await expect(page.getByText(code)).toHaveCount(0);
  return code;
}

/** Fills in and sends the form for the code on paper; where it leads is for the caller to see. */
export async function claimAccount(
  page: Page,
  claim: { login: string; code: string; password: string; again?: string },
): Promise<void> {
  await field(page, "利用者名").fill(claim.login);
  await field(page, "紙のコード").fill(claim.code);
  await field(page, "新しいパスワード").fill(claim.password);
  await field(page, "新しいパスワード（もう一度）").fill(claim.again ?? claim.password);
  await press(page, "パスワードを決めて始める");
}

/** Signs in; returns all that the server answers to this window from its first page on. */
export async function enterHeard(page: Page, staffUrl: string, login: string): Promise<() => Promise<string>> {
  const heard = received(page);
  await page.goto(staffUrl);
  await fillSignIn(page, login, PASSWORD);
  await expect(page.getByRole("navigation", { name: "おもな画面" })).toBeVisible();
  return heard;
}
