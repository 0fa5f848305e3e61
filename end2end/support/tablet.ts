/** A tablet that is taken out of the office, and what lies on it. */
import { expect, type Page } from "@playwright/test";
import { look } from "./look";
import { field, part, press } from "./staff";

export const PASSPHRASE = "かわのむこうの はな";

/** How many rows of a kind lie on this device. */
export function keptRows(page: Page, kind: "outbox" | "draft" | "along"): Promise<number> {
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
