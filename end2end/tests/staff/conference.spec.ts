/** 会議体の会議: a 実務者会議 from its day to its shared record, its ledger round, and what the 代表者 see. */
import type { Locator, Page } from "@playwright/test";
import { acceptCase } from "../../support/case";
import { allCame, endAndShare } from "../../support/conference";
import { sendOffline } from "../../support/offline";
import {
  choose,
  chooseIn,
  dialog,
  expectTold,
  field,
  fillDate,
  fillSignIn,
  PASSWORD,
  part,
  pick,
  press,
  rail,
  signIn,
  unfold,
} from "../../support/staff";
import { expect, keepScreen, look, test } from "../../support/test";

test.describe.configure({ mode: "serial" });

const ROUND = /^実務者会議（年4回・定例） 第1回$/;
const GAP = "夜間のショートステイ";

/** Opens the 実務者会議 of the demo from the list. */
async function openRound(page: Page): Promise<void> {
  await rail(page, "会議");
  await page.getByRole("link", { name: ROUND }).click();
  await expect(page.getByRole("heading", { level: 1, name: ROUND })).toBeVisible();
}

async function face(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "会議の画面" }).getByRole("link", { name }).click();
}

/** Numbers of the first three lines; the server passes some over. */
async function firstThree(page: Page): Promise<[string, string, string]> {
  const lines = page.getByRole("row").filter({ hasText: /K-R\d+-\d{4}/ });
  const numbers = (await lines.allInnerTexts()).map((text) => /K-R\d+-\d{4}/.exec(text)?.[0] ?? "");
  const [first = "", second = "", third = ""] = numbers;
  return [first, second, third];
}

const row = (page: Page, no: string): Locator => page.getByRole("row").filter({ hasText: no });
const state = (page: Page, no: string): Locator => page.getByRole("textbox", { name: `${no} 状況等` });
const agency = (page: Page, no: string): Locator => page.getByRole("combobox", { name: `${no} 主担当機関` });

test("the list names series and warnings; a form keeps what was typed after a refusal", async ({ enter }) => {
  const ichiko = await enter("ichiko");
  for (const name of ["あや", "いく", "うた"]) {
    await acceptCase(ichiko, name);
    await rail(ichiko, "ボード");
  }
  const shirabe = await enter("shirabe");
  await rail(shirabe, "会議");
  await expect(part(shirabe, "これからの会議").getByRole("link", { name: ROUND })).toBeVisible();
  await expect(part(shirabe, "会議の系列")).toContainText("定期");
  await look(shirabe, "conferences");

  await press(shirabe, "会議を予定する");
  const form = part(shirabe, "会議を予定する");
  await choose(form, "会議の系列", "代表者会議");
  await expect(form).toContainText("試験 代表");
  await fillDate(form, "開催日", "R8.9.1");
  await field(form, "始まり").fill("1000");
  await field(form, "終わり").fill("11:30");
  await press(form, "この内容で予定する");
  await expect(form.getByText("会場を入れてください。")).toBeVisible();
  await expect(field(form, "始まり")).toHaveValue("1000");
  await field(form, "会場").fill("第2会議室");
  await choose(form, "司会", "見本道立女性相談支援センター（試験 所長）");
  await choose(form, "記録", "見本道立女性相談支援センター（試験 所長）");
  await press(form, "この内容で予定する");
  await expect(form.getByRole("status")).toContainText("まだできていません");
  await look(shirabe, "conference-plan");
  await choose(form, "記録", "見本道立女性相談支援センター（試験 調）");
  await press(form, "この内容で予定する");
  await expect(shirabe.getByRole("heading", { level: 1, name: /^代表者会議/ })).toBeVisible();
  await press(shirabe, "招集する");
  await expectTold(shirabe, "招集しました");
  await look(shirabe, "conference-before");
});

test("a series with the four groups of the 重層 pair", async ({ enter }) => {
  const shirabe = await enter("shirabe");
  await rail(shirabe, "会議");
  await press(shirabe, "系列を作る");
  const form = part(shirabe, "会議の系列を作る");
  await form.getByRole("radio", { name: /^支援会議/ }).check();
  await expect(field(form, "会議の名前")).toHaveValue("支援会議");
  await pick(form, "開き方", "随時");
  await choose(form, "地域の段階", "振興局");
  await choose(form, "人を加える", "試験 市");
  await chooseIn(form.getByLabel(/みほん市民課（試験 市）/), "第4群");
  await choose(form, "人を加える", "試験 一子");
  await press(form, "記録する");
  await expect(form.getByRole("status")).toContainText("地域は、段階と名前の両方を入れてください。");
  await field(form, "地域の名前").fill("東部振興局地域");
  await look(shirabe, "conference-series");
  await press(form, "記録する");
  await expectTold(shirabe, "会議の系列を記録しました");
  const made = part(shirabe, "会議の系列").getByRole("article").filter({ hasText: "構成員 2人" });
  await expect(made).toContainText("地域：東部振興局地域（振興局）");
  await expect(made.getByRole("heading", { name: "支援会議（東部振興局地域）" })).toBeVisible();
  await made.getByText("構成員 2人").click();
  await expect(made).toContainText("全体の会議で加わる人みほん市民課（試験 市）");
  await made.getByRole("button", { name: /^直す/ }).click();
  const again = part(shirabe, "会議の系列を直す");
  await expect(again.getByLabel(/みほん市民課（試験 市）/)).toHaveValue("3");
  await expect(field(again, "地域の名前")).toHaveValue("東部振興局地域");
});

test("chair and recorder at work in two windows", async ({ enter, later, setClock }) => {
  await setClock("2026-05-09T09:50:00+09:00");
  const shirabe = await enter("shirabe");
  const kokoro = await enter("kokoro");
  await openRound(shirabe);
  await openRound(kokoro);
  await expect(kokoro.getByText("困難女性支援法15条（構成員の守秘義務）")).toBeVisible();
  await press(shirabe, "会議を始める");
  await expectTold(shirabe, "会議を始めました");
  await expect(part(kokoro, "きょうの次第")).toBeVisible();
  await look(shirabe, "conference-opened");

  await allCame(shirabe);
  await press(shirabe, "はじめの項目へ");
  await expect(shirabe.getByRole("button", { name: "5分のばす" })).toBeVisible();
  await later("2026-05-09T10:55:00+09:00", [shirabe, "shirabe"], [kokoro, "kokoro"]);
  await expect(part(shirabe, "きょうの次第")).toContainText(/目安を[4-6]分すぎています。続けてもかまいません/);
  await look(shirabe, "conference-over");
  await press(shirabe, "5分のばす");
  await expect(part(kokoro, "きょうの次第")).toContainText("目安65分");
  await press(shirabe, "休憩");
  await expect(part(shirabe, "きょうの次第")).toContainText("休憩中");
  await press(shirabe, "再開");

  await face(kokoro, "記録");
  const minutes = part(kokoro, "記録");
  await press(minutes, "意見");
  await choose(minutes, "だれの発言", "みほん市民課");
  await field(minutes, "ことば").fill("窓口で待つ時間が長い。");
  await press(minutes, "記録に加える");
  await expect(minutes.getByRole("listitem")).toContainText("窓口で待つ時間が長い。");
  await expect(part(shirabe, "まだ発言のない機関")).not.toContainText("みほん市民課");
  await unfold(kokoro, "決まったことを加える");
  await field(kokoro, "何を").fill("窓口の順番を見直す");
  await choose(kokoro, "どの機関が", "みほん市民課");
  await fillDate(kokoro, "いつまでに", "R8.6.30");
  await press(kokoro, "決まったことに加える");
  await expect(part(shirabe, "決まったこと")).toContainText("窓口の順番を見直す");

  await unfold(kokoro, "課題を出す");
  await field(kokoro, "課題").fill("夜に預けられる場所がない。");
  await field(kokoro, "不足する社会資源").fill(GAP);
  await press(kokoro, "課題に加える");
  const issue = part(shirabe, "課題と不足する社会資源").getByRole("article");
  await expect(issue).toContainText(GAP);
  await press(issue, "だれのことか分からないと確かめた");
  await choose(issue, "上げる先", "代表者会議");
  await press(issue, "上げる");
  await expect(issue).toContainText("上の会議に上げました");
  await look(kokoro, "conference-record");
  await face(shirabe, "投影");
  await expect(shirabe.getByText("みほん市民課：窓口の順番を見直す")).toBeVisible();
  expect(await shirabe.locator(".projector").innerHTML()).not.toContain("試験");
  await look(shirabe, "conference-project");
});

test("the ledger round: lines in place, undo, bulk, filter and print", async ({ enter, setClock }) => {
  await setClock("2026-05-09T11:00:00+09:00");
  const shirabe = await enter("shirabe");
  // The officer at another desk writes too; the recorder reads along.
  const other = await enter("shirabe");
  const kokoro = await enter("kokoro");
  for (const page of [shirabe, other, kokoro]) {
    await openRound(page);
    await page.getByRole("link", { name: "この回の台帳を開く" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "進行管理台帳" })).toBeVisible();
    await expect(row(page, "K-R8-0001")).toBeVisible();
  }
  await expect(kokoro.getByText("行は調整担当者が書き、ここにすぐ出ます。")).toBeVisible();
  await expect(kokoro.getByRole("combobox")).toHaveCount(0);
  await look(shirabe, "ledger-round");
  const [first, second, third] = await firstThree(shirabe);
  for (const page of [other, kokoro]) {
    for (const no of [first, second, third]) {
      await expect(row(page, no)).toBeVisible();
    }
  }

  // What is being typed here stays while another line comes in.
  await state(other, second).fill("書きかけ");
  await agency(shirabe, first).selectOption({ label: "みほん市福祉課" });
  await expect(row(shirabe, first)).toContainText("状況等を書くと保存されます");
  await state(shirabe, first).fill("来週、同行訪問");
  await state(shirabe, first).press("Enter");
  await expect(row(shirabe, first)).toContainText("保存済み");
  await expect(state(shirabe, second)).toBeFocused();
  await expect(state(other, first)).toHaveValue("来週、同行訪問");
  await expect(state(other, second)).toHaveValue("書きかけ");
  await state(other, third).focus();
  await expect(row(other, second)).toContainText("保存済み");
  await expect(state(shirabe, second)).toHaveValue("書きかけ");
  await expect(row(kokoro, first)).toContainText("来週、同行訪問");
  await look(shirabe, "ledger-written");
  await look(kokoro, "ledger-read");

  await row(shirabe, first).getByRole("button", { name: /^元に戻す/ }).click();
  await expect(state(shirabe, first)).toHaveValue("");
  await expect(row(shirabe, first)).not.toContainText("保存済み");
  await row(shirabe, third).getByRole("button", { name: /^変わりなし/ }).click();
  await expect(row(shirabe, third)).toContainText("保存済み");

  await shirabe.getByRole("checkbox", { name: `${first}を選ぶ` }).check();
  await shirabe.getByRole("checkbox", { name: `${third}を選ぶ` }).check();
  await press(shirabe, "まとめて変える");
  const bulk = dialog(shirabe, "まとめて変える");
  await expect(bulk).toContainText(`${first}、${third}`);
  await choose(bulk, "主担当機関", "みほん市民課");
  await keepScreen(shirabe, "ledger-bulk");
  await press(bulk, "2件を変える");
  await expectTold(shirabe, "2件を変えました");
  for (const no of [first, third]) {
    await expect(state(shirabe, no)).toHaveValue("変わりなし");
    await expect(agency(shirabe, no).locator("option:checked")).toHaveText("みほん市民課");
    await expect(state(other, no)).toHaveValue("変わりなし");
  }

  // Without a network the line stays as typed and goes out when it is sent again.
  await state(shirabe, second).fill("面接の日を決める");
  await sendOffline(shirabe, () => state(shirabe, second).press("Enter"), row(shirabe, second), async () => {
    await expect(state(shirabe, second)).toHaveValue("面接の日を決める");
    await look(shirabe, "ledger-offline");
  });
  await expect(row(shirabe, second)).toContainText("保存済み");
  await expect(state(other, second)).toHaveValue("面接の日を決める");

  const none = shirabe.getByRole("group", { name: "しぼりこみ" }).getByRole("button", { name: /^主担当機関なし/ });
  await none.click();
  await expect(row(shirabe, first)).toHaveCount(0);
  await expect(row(shirabe, second)).toHaveCount(1);
  await press(shirabe, "印刷・書き出し");
  const print = dialog(shirabe, "印刷・書き出し");
  await press(print, "PDFを作る");
  await expect(print.getByText("配布先を書いてください。配布番号とともに残ります。")).toBeVisible();
  await field(print, "配布先").fill("みほん市福祉課");
  await print.getByRole("checkbox", { name: "氏名を出す" }).check();
  await keepScreen(shirabe, "ledger-print");
  await press(print, "PDFを作る");
  await expect(print.getByText("氏名を出す理由を書いてください。", { exact: false })).toBeVisible();
  await print.getByRole("checkbox", { name: "氏名を出す" }).uncheck();
  const [copy] = await Promise.all([shirabe.waitForEvent("download"), press(print, "Excelを作る")]);
  expect(copy.suggestedFilename()).toBe("進行管理台帳.xlsx");
});

test("the record is confirmed and shared; then the round takes no line", async ({ enter, setClock }) => {
  await setClock("2026-05-09T12:00:00+09:00");
  const shirabe = await enter("shirabe");
  await openRound(shirabe);
  await endAndShare(shirabe);
  await look(shirabe, "conference-after");
  await rail(shirabe, "進行管理台帳");
  await expect(shirabe.getByRole("row").filter({ hasText: "面接の日を決める" })).toHaveCount(1);
  await look(shirabe, "ledger");
});

test("a representative has the conferences and the year, and nothing about anyone", async ({ page, staffUrl }) => {
  await page.goto(staffUrl);
  await fillSignIn(page, "daihyo", PASSWORD);
  await expect(page.getByRole("heading", { level: 1, name: "会議" })).toBeVisible();
  const places = page.getByRole("navigation", { name: "おもな画面" }).getByRole("link");
  await expect(places).toHaveText(["会議", "年間のまとめ"]);
  await expect(page.getByRole("searchbox")).toHaveCount(0);
  await expect(page.getByRole("link", { name: ROUND })).toHaveCount(0);
  await look(page, "representative-conferences");
  await rail(page, "年間のまとめ");
  await expect(part(page, "上げられた課題")).toContainText("夜に預けられる場所がない。");
  await expect(part(page, "不足する社会資源")).toContainText(GAP);
  await look(page, "representative-year");
  await page.goto(`${staffUrl}/ledger`);
  await expect(page.getByRole("main")).not.toContainText(/K-R8-\d/);
  await look(page, "representative-no-ledger");
});

test("one that is not held says why", async ({ page, staffUrl }) => {
  await signIn(page, staffUrl, "shirabe");
  await rail(page, "会議");
  await page.getByRole("link", { name: /^代表者会議（年1回） 第2回$/ }).click();
  await unfold(page, "開催しない");
  await pick(page, "開催しない理由", "案件なし");
  await press(page, "開催しないことを記録する");
  await expect(page.getByText("案件なしのため開催せず")).toBeVisible();
  await look(page, "conference-not-held");
});
