/** A tablet that is taken out of the office, and what lies on it. */
import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { look } from "./look";
import { field, part, press } from "./staff";

export const PASSPHRASE = "かわのむこうの はな";

/** What is said when something lies on the tablet. */
export const KEPT = "端末に保存しました。";

/** The server cannot be reached from this window; other tablets do not notice. */
export async function cutOff(page: Page): Promise<void> {
  await page.route("**/api/**", (route) => route.abort());
}

export async function connect(page: Page): Promise<void> {
  await page.unroute("**/api/**");
}

/** What the top bar says became of what was sent. */
export const delivery = (page: Page): Locator => page.getByRole("banner").getByRole("status");

/** Opens 送信箱 from the top bar. */
export async function openBox(page: Page): Promise<void> {
  await delivery(page).getByRole("link", { name: "送信箱" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "送信箱" })).toBeVisible();
}

/** Another window of the same tablet. */
export async function newWindow(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** How many rows of a kind lie on this device. */
export function keptRows(page: Page, kind: "outbox" | "draft" | "along" | "said"): Promise<number> {
  return page.evaluate(
    (kind) =>
      new Promise<number>((done) => {
        const open = indexedDB.open("tomoni");
        open.onerror = () => done(-1);
        open.onsuccess = () => {
          const keys = open.result.transaction("kept").objectStore("kept").getAllKeys();
          keys.onsuccess = () => {
            open.result.close();
            done(keys.result.filter((key) => String(key).includes(`/${kind}/`)).length);
          };
        };
      }),
    kind,
  );
}

/** Chooses the passphrase of this tablet; one that is too short first. */
export async function prepare(page: Page): Promise<void> {
  await press(page, "設定とサインアウト");
  await page.getByText("送信箱", { exact: true }).click();
  const form = part(page, "外に出る準備");
  await field(form, "合言葉").fill("みじかい");
  await press(form, "この端末を準備する");
  await expect(form).toContainText("合言葉を10文字以上にしてください。");
  await field(form, "合言葉").fill(PASSPHRASE);
  await field(form, "合言葉（もう一度）").fill(PASSPHRASE);
  await look(page, "offline-prepare");
  await press(form, "この端末を準備する");
  await expect(form).toContainText("準備できています。", { timeout: 30_000 });
}
