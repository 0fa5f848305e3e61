/** Writing slowly, on a small phone; this file runs once with scripts and once without. */
import { comeIn, leave, PIN, toTalk, tryLine, wishBox } from "../../support/her";
import { expect, look, test } from "../../support/test";

test("what she sends after her time she finds again when she has come in", async ({
  page,
  herUrl,
  card,
  setClock,
}, info) => {
  const words = `ひとつずつ かく。\nいそがない（${info.project.name}）`;
  const [first = "", second = "", third = ""] = card;
  await setClock("2026-05-10T10:00:00+09:00");
  await comeIn(page, herUrl, first);
  await toTalk(page);
  await wishBox(page).fill(words);
  await setClock("2026-05-10T10:50:00+09:00");
  await page.getByRole("button", { name: "おくる" }).click();
  await expect(page.getByRole("alert")).toContainText(/時間/);
  await expect(page.getByRole("textbox", { name: /^カードの/ })).toBeVisible();
  await expect(page.getByText(/ひとつずつ|計画/)).toHaveCount(0);
  await look(page, `her-closed-${info.project.name}`);

  await tryLine(page, second, PIN);
  await expect(page.getByRole("status").filter({ hasText: /あなたが 書/ })).toBeVisible();
  await expect(wishBox(page)).toHaveValue(words);
  await look(page, `her-kept-${info.project.name}`);
  await page.getByRole("button", { name: "おくる" }).click();
  await expect(page.getByRole("blockquote").first()).toContainText("ひとつずつ かく。");
  await leave(page);
  await comeIn(page, herUrl, third);
  await expect(page.getByRole("status").filter({ hasText: /あなたが 書/ })).toHaveCount(0);
});
