/** 記録・やること・期日: a record with all its boxes, days that are watched, and the calendar without names. */
import type { Page } from "@playwright/test";
import { acceptCase, caseNo } from "../../support/case";
import { dialog, expectTold, field, fillDate, openInbox, openPart, part, pick, press, rail } from "../../support/staff";
import { expect, keepScreen, look, test } from "../../support/test";

const NAME = "ふゆ";
const FACTS = "家賃の相談を受けた";

test("a record keeps facts, her words, the worker's view and what was done apart", async ({ enter }) => {
  const page = await enter("ichiko");
  await acceptCase(page, NAME);
  await press(page, "記録する");
  const form = dialog(page, "記録する");
  await pick(form, "方法", "電話");
  await press(form, "記録する");
  await expect(form.getByText("本文を入力してください。")).toBeVisible();
  await field(form, "相手（本人、同伴の人、機関の担当など）").fill("本人");
  await field(form, "事実").fill(FACTS);
  await field(form, "本人の言葉").fill("自分で電話できました");
  await field(form, "行った支援").fill("窓口の時間を伝えた");
  await form.getByRole("checkbox", { name: /^安全に関わる/ }).check();
  await look(page, "record-form");
  await press(form, "記録する");
  await expectTold(page, "記録しました");
  await openPart(page, "経過");
  const entry = page.getByRole("listitem").filter({ hasText: FACTS });
  await expect(entry).toContainText("安全に関わる");
  await expect(entry).toContainText("行った支援：窓口の時間を伝えた");
  await look(page, "record-timeline");
});

test("days are written once, watched on the case page and in a calendar without names", async ({ enter, setClock }) => {
  // Four weeks from here on reach the 1st of June.
  await setClock("2026-05-11T10:00:00+09:00");
  const page = await enter("ichiko");
  await acceptCase(page, "ゆき");
  const code = await caseNo(page);
  await openPart(page, "やること・期日");
  await expect(part(page, "やること")).toContainText("まだありません");

  await press(page, "保護命令を記録する");
  const order = dialog(page, "保護命令を記録する");
  await press(order, "記録する");
  await expect(order.getByRole("alert")).toContainText("種類を選んでください。");
  await pick(order, "種類", "被害者への接近禁止");
  await fillDate(order, "始まりの日", "R8.5.1");
  // A year is offered; the paper of the court counts.
  await fillDate(order, "終わりの日", "R8.5.20");
  await look(page, "dates-order-form");
  await press(order, "記録する");
  await expectTold(page, "保護命令を記録しました");
  await expect(part(page, "保護命令")).toContainText("被害者への接近禁止");

  await press(page, "支援措置の控えを書く");
  const paper = dialog(page, "支援措置の控え");
  await press(paper, "保存する");
  await expect(paper.getByRole("alert").first()).toBeVisible();
  await pick(paper, "被害の区分", "A　配偶者からの暴力");
  await press(paper, "保存する");
  await expectTold(page, "支援措置の控えを保存しました");
  await press(page, "申し出た");
  const step = dialog(page, "支援措置の段階を記録する");
  await fillDate(step, "その日（始まったときは、始まりの日）", "R8.5.1");
  await press(step, "記録する");
  await expectTold(page, "支援措置の段階を記録しました");
  await press(page, "始まった・延長された");
  await fillDate(step, "その日（始まったときは、始まりの日）", "R7.6.1");
  await fillDate(step, "終わりの日", "R8.6.1");
  await press(step, "記録する");
  const measures = part(page, "支援措置（住民票などの閲覧制限）");
  await expect(measures).toContainText("延長できる期間");
  await expect(part(page, "期日")).toContainText("終わりの1か月前から、延長を申し出られます");
  await look(page, "case-dates");

  await openInbox(page);
  await expect(page.getByRole("main")).toContainText("支援措置の終わり");

  await rail(page, "期日");
  await expect(page.getByRole("heading", { level: 1, name: "期日の見守り" })).toBeVisible();
  await page.getByRole("button", { name: "4週" }).click();
  const main = page.getByRole("main");
  await expect(main).toContainText(code);
  await expect(main).toContainText("保護命令の終わり");
  await expect(main).toContainText("支援措置の終わり");
  await expect(main).not.toContainText("ゆきさん");
  await look(page, "dates");
  await page.emulateMedia({ media: "print" });
  await keepScreen(page, "dates-print");
  await page.emulateMedia({ media: "screen" });

  // Nobody else finds the case by its days.
  const other = await enter("kei");
  await rail(other, "期日");
  await expect(other.getByRole("main")).not.toContainText(code);

  // Seen, it is told no more.
  await main.getByRole("link", { name: code }).first().click();
  const dates = part(page, "期日");
  await dates.getByRole("button", { name: /^見ました.*支援措置の終わり/ }).click();
  await expectTold(page, "「見ました」を記録しました");
  await expect(dates.getByRole("button", { name: /支援措置の終わり/ })).toHaveCount(0);
});
