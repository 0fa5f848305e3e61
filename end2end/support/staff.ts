/** What members of staff do on their screens, in the words of the screens. */
import { expect, type Locator, type Page } from "@playwright/test";

/** Password of every account of the demo. */
export const PASSWORD = "mihon-aikotoba-2026";

/** The people of the demo, by the name they sign in with. */
export type Login =
  | "ichiko"
  | "shocho"
  | "shirabe"
  | "kokoro"
  | "kei"
  | "ji"
  | "shi"
  | "ko"
  | "akari"
  | "dairi"
  | "daihyo"
  | "kansa"
  | "kanri"
  | "maru"
  | "ayumi"
  | "tsutsumi"
  | "mizu";

type Scope = Page | Locator;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A label as the screens write it: some carry the word 必須 or 任意. */
export function labelled(label: string): RegExp {
  return new RegExp(`^\\s*${escaped(label)}\\s*(必須|任意)?\\s*$`);
}

/** The field with that label. */
export function field(scope: Scope, label: string): Locator {
  return scope.getByLabel(labelled(label));
}

/** The group of controls with that legend. */
export function group(scope: Scope, legend: string): Locator {
  return scope.getByRole("group", { name: labelled(legend) });
}

/** The part of a page with that heading or name. */
export function part(scope: Scope, name: string): Locator {
  return scope.getByRole("region", { name, exact: true });
}

/** Types a day such as `R8.5.8` into a date field and leaves it. */
export async function fillDate(scope: Scope, legend: string, day: string): Promise<void> {
  const box = group(scope, legend);
  const year = box.getByRole("textbox", { name: "年", exact: true });
  for (const unit of ["日", "月"]) {
    await box.getByRole("textbox", { name: unit, exact: true }).fill("");
  }
  await year.fill(day);
  await year.press("Tab");
  await expect(box).toContainText(/令和|平成|昭和/);
}

/** Ticks boxes of a group. */
export async function tickAll(scope: Scope, legend: string, labels: string[]): Promise<void> {
  for (const label of labels) {
    await group(scope, legend).getByRole("checkbox", { name: label, exact: true }).check();
  }
}

/** Chooses one of a group. */
export async function pick(scope: Scope, legend: string, label: string): Promise<void> {
  await group(scope, legend).getByRole("radio", { name: label, exact: true }).check();
}

/** Chooses one of a list, by its whole words or by their beginning. */
export async function choose(scope: Scope, label: string, words: string): Promise<void> {
  await chooseIn(field(scope, label), words);
}

/** Chooses one of this list, waiting until it is offered. */
export async function chooseIn(list: Locator, words: string): Promise<void> {
  const option = list.getByRole("option", { name: new RegExp(`^${escaped(words)}`) }).first();
  await expect(option).toBeAttached();
  const label = (await option.textContent()) ?? "";
  await list.selectOption({ label: label.trim() });
}

/** The word with which the screen tells that something was done. */
export async function expectTold(page: Page, words: string): Promise<void> {
  await expect(page.getByRole("status").getByText(words).last()).toBeVisible();
}

export async function press(scope: Scope, name: string): Promise<void> {
  await scope.getByRole("button", { name, exact: true }).click();
}

/** Opens what is folded under these words. */
export async function unfold(scope: Scope, summary: string): Promise<Locator> {
  const title = scope.locator("summary").filter({ hasText: new RegExp(`^\\s*${escaped(summary)}\\s*$`) }).last();
  const folded = title.locator("xpath=..");
  if (!(await folded.evaluate((details) => (details as HTMLDetailsElement).open))) {
    await title.click();
  }
  return folded;
}

/** Fills in the sign-in form; where it leads is for the caller to see. */
export async function fillSignIn(page: Page, login: string, password: string): Promise<void> {
  await field(page, "利用者名").fill(login);
  await field(page, "パスワード").fill(password);
  await press(page, "サインインする");
}

/** Signs in and waits for the first screen: the board, or the conferences for 代表者会議. */
export async function signIn(page: Page, staffUrl: string, login: Login): Promise<void> {
  await page.goto(staffUrl);
  await fillSignIn(page, login, PASSWORD);
  const first = login === "daihyo" ? "会議" : "ケースボード";
  await expect(page.getByRole("heading", { name: first, level: 1 })).toBeVisible();
}

/** Ends the session from the menu. */
export async function signOut(page: Page): Promise<void> {
  await press(page, "設定とサインアウト");
  await page.getByText("サインアウト", { exact: true }).click();
  await expect(page.getByRole("button", { name: "サインインする" })).toBeVisible();
}

/** Opens a case from the board. */
export async function openCase(page: Page, name: string): Promise<void> {
  await rail(page, "ボード");
  await page.getByRole("main").getByRole("link", { name }).first().click();
  await expect(page.getByRole("navigation", { name: "ケースの中身" })).toBeVisible();
}

/** Opens a part of the case page. */
export async function openPart(page: Page, name: string): Promise<void> {
  const tab = page.getByRole("navigation", { name: "ケースの中身" }).getByRole("link", {
    name: new RegExp(`^${name}\\s*\\d*$`),
  });
  await tab.click();
  await expect(tab).toHaveAttribute("aria-current", "page");
}

/** Goes to one of the main screens. */
export async function rail(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "おもな画面" }).getByRole("link", { name, exact: true }).click();
}

/** Opens the inbox and waits until it is there. */
export async function openInbox(page: Page): Promise<void> {
  await rail(page, "受信箱");
  await expect(page.getByRole("heading", { level: 1, name: "受信箱" })).toBeVisible();
}

/** Opens the "…" of the case page and chooses an act. */
export async function caseMenu(page: Page, act: string): Promise<void> {
  await page.getByRole("button", { name: "このケースの操作" }).click();
  const menu = page.getByRole("dialog", { name: "このケースの操作" });
  await menu.getByText(act, { exact: true }).click();
}

/** The open dialog of that title. */
export function dialog(page: Page, title: string): Locator {
  return page.getByRole("dialog", { name: title });
}

/** Goes there by Tab alone, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const there = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60 && !(await there()); presses += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}

/** Goes there by Tab and presses Enter. */
export async function enterOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** Goes there by Tab and types. */
export async function typeInto(page: Page, target: Locator, words: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(words);
}

/** Goes there by Tab and chooses one of this list by the arrow keys, by the beginning of its words. */
export async function arrowTo(page: Page, list: Locator, words: string): Promise<void> {
  await tabTo(page, list);
  const chosen = list.locator("option:checked");
  const there = async () => ((await chosen.textContent()) ?? "").startsWith(words);
  for (let presses = 0; presses < 40 && !(await there()); presses += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await expect(chosen).toHaveText(new RegExp(`^${escaped(words)}`));
}

/** The pages of a case that this person cannot open answer like one that is not there. */
export async function expectNotThere(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByText(/^見つかりませんでした。/)).toBeVisible();
}

/** Looks for each of the words and finds nobody. */
export async function expectNobodyFound(page: Page, words: string[]): Promise<void> {
  await rail(page, "さがす");
  for (const text of words) {
    const answer = page.waitForResponse((answer) => answer.url().endsWith("/api/ask/search"));
    await field(page, "名前・フリガナ・番号").fill(text);
    await answer;
    await expect(page.getByText("見つかりませんでした", { exact: true })).toBeVisible();
  }
}
