/** 引き継ぎ, 主任相談支援員の机 and 移管 on the screens: what is typed stays, the old worker's open page closes. */
import { acceptCase, CENTER } from "../../support/case";
import {
  caseMenu,
  choose,
  dialog,
  expectTold,
  field,
  fillDate,
  openCase,
  openInbox,
  openPart,
  part,
  pick,
  press,
  rail,
  tickAll,
  unfold,
} from "../../support/staff";
import { keptRows, prepare } from "../../support/tablet";
import { expect, look, test } from "../../support/test";

const HELPS = "朝の電話は落ち着いて話せる";

test("a case is handed over, and the old worker's page closes", async ({ enter }) => {
  const page = await enter("kokoro");
  await acceptCase(page, "ゆき");
  await prepare(page);
  await openCase(page, "ゆきさん");
  await caseMenu(page, "この端末に持って出る");
  await expectTold(page, "この端末に入れました。");
  await caseMenu(page, "担当を引き継ぐ");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("引き継ぎ");
  const form = part(page, "引き継ぎを頼む");
  await field(form, "助けになること").fill(HELPS);
  await press(form, "引き継ぎを頼む");
  await expect(form.getByRole("alert")).toContainText("エラー：3か所");
  await expect(field(form, "助けになること")).toHaveValue(HELPS);
  await choose(form, "新しく担当する人", `試験 代理（${CENTER}）`);
  await fillDate(form, "いつから", "R9.4.1");
  await field(form, "つらくなること").fill("同じことを何度も聞かれること");
  await look(page, "handover-ask");
  await press(form, "引き継ぎを頼む");
  await expectTold(page, "引き継ぎを頼みました");
  await expect(part(page, "担当の引き継ぎ")).toContainText("返事待ち");
  await expect(form.getByRole("button", { name: "引き継ぎを頼む" })).toHaveAttribute("aria-disabled", "true");

  const next = await enter("dairi");
  await openInbox(next);
  await next.getByRole("link", { name: "引き継ぎのページを読んで、答える" }).first().click();
  await expect(part(next, "助けになること・つらくなること")).toContainText(HELPS);
  await expect(part(next, "まだ終わっていない約束")).toBeVisible();
  await look(next, "handover-answer");
  await press(next, "引き受ける");
  await expectTold(next, "担当を引き継ぎました");

  // Nobody pressed anything here.
  await expect(page.getByRole("main")).toContainText("いまは見られません");
  await expect(page.getByRole("main")).not.toContainText(HELPS);
  // The tablet forgot what was taken along on it.
  await expect.poll(() => keptRows(page, "along")).toBe(0);
  await rail(page, "ボード");
  await expect(page.getByRole("main").getByRole("link", { name: "ゆき" })).toHaveCount(0);
});

test("the chief supporter's desk shows what waits and how the work is spread", async ({ enter }) => {
  const worker = await enter("kokoro");
  await acceptCase(worker, "みお");
  const page = await enter("dairi");
  await rail(page, "主任の机");
  await expect(page.getByRole("heading", { level: 1, name: "主任相談支援員の机" })).toBeVisible();
  const waiting = part(page, "主担当機関が決まっていない");
  await expect(waiting.getByRole("link").first()).toBeVisible();
  const load = part(page, "担当ごとの件数");
  await expect(load.getByRole("row").filter({ hasText: "試験 心" })).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("みお");
  await look(page, "desk");
  // Nobody else finds the way to it.
  await expect(worker.getByRole("navigation", { name: "おもな画面" })).not.toContainText("主任の机");
  await worker.goto(new URL("/desk", worker.url()).href);
  await expect(worker.getByRole("main")).toContainText("役割ではできません");
});

test("a case goes to another municipality with what she agreed to", async ({ enter }) => {
  const page = await enter("kokoro");
  await acceptCase(page, "りん");
  await openPart(page, "同意と共有");
  await press(page, "つなぎを記録する");
  const way = dialog(page, "つなぎを記録する");
  await pick(way, "どちらですか", "ほかの窓口へつなぐ");
  await field(way, "窓口の種類").fill("女性相談支援センター");
  await field(way, "市町村・都道府県").fill("となり県");
  await fillDate(way, "日付", "R8.5.8");
  await pick(way, "つなぐことを、本人に", "知らせた");
  await field(way, "つなぐ理由").fill("実家の近くで暮らす");
  await press(way, "記録する");
  await expectTold(page, "つなぎを記録しました");

  await press(page, "移管の同意を記録する");
  const form = dialog(page, "移管の同意");
  await press(form, "記録する");
  await expect(form.getByRole("alert")).toContainText("エラー：3か所");
  await choose(form, "移管する先", "となり県");
  await form.getByRole("checkbox", { name: "名前・生年月日" }).check();
  await tickAll(form, "渡してよい内容", ["住まい"]);
  await pick(form, "同意のしかた", "署名");
  await look(page, "transfer-agree");
  await press(form, "記録する");
  await expectTold(page, "移管の同意を記録しました");

  const panel = part(page, "移管");
  await press(panel, "渡す内容を見る");
  await expect(panel).toContainText("となり県　女性相談支援センターへ渡す内容");
  await expect(panel).toContainText("りん");
  await look(page, "transfer-preview");
  const download = page.waitForEvent("download");
  await press(panel, "この内容で、封をした資料を作る");
  expect((await download).suggestedFilename()).toBe("ikan-shiryo.json");
  const told = dialog(page, "合言葉");
  await expect(told).toContainText(/[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/);
  // The list behind it has changed by now; what is shown once stays until it is put away.
  await expect(panel).toContainText("資料を作った");
  await press(told, "控えました");
  await expect(told).toHaveCount(0);

  // It leaves only when the other desk has taken it, and only from a stage that has this arrow.
  const leaving = await unfold(panel, "先方が引き受けたとき");
  await field(leaving, "移管の理由").fill("となり県で暮らす");
  await press(leaving, "移管にする");
  await expect(panel.getByRole("status")).toContainText("まだできていません");
  await expect(field(leaving, "移管の理由")).toHaveValue("となり県で暮らす");
});
