/** 事後報告 and 照会・協力依頼 on the screens: what is typed stays, and the asked agency opens no case. */
import { acceptCase, CENTER, POLICE, recordConsent, WELFARE } from "../../support/case";
import {
  choose,
  dialog,
  expectTold,
  field,
  fillDate,
  openPart,
  part,
  pick,
  press,
  rail,
  tickAll,
} from "../../support/staff";
import { expect, expectNoSeriousAxe, keepScreen, test } from "../../support/test";

const ASKED = "相談の記録があれば、日付を教えてください";

test("support that began before a meeting is reported with its reason", async ({ enter }) => {
  const page = await enter("ichiko");
  await acceptCase(page, "なつ");
  await openPart(page, "会議");
  await press(page, "報告を書く");
  const form = dialog(page, "会議の前に始めた支援を報告する");
  await field(form, "始めた支援").fill("病院への付き添いを始めた");
  await press(form, "報告する");
  await expect(form.getByRole("alert")).toContainText("エラー：3か所");
  await expect(field(form, "始めた支援")).toHaveValue("病院への付き添いを始めた");
  await fillDate(form, "始めた日", "R8.5.8");
  await choose(form, "支援した機関", WELFARE);
  await field(form, "会議の前に始めた理由").fill("けがの手当てが急がれた");
  await expectNoSeriousAxe(page);
  await keepScreen(page, "posthoc-form");
  await press(form, "報告する");
  await expectTold(page, "事後報告を書きました");
  const panel = part(page, "会議の前に始めた支援（事後報告）");
  await expect(panel).toContainText("承認待ち");
  await expect(panel).toContainText("けがの手当てが急がれた");
  await keepScreen(page, "posthoc");
});

test("an agency is asked, answers in its inbox and opens no case", async ({ enter }) => {
  const page = await enter("ichiko");
  await acceptCase(page, "あき");
  await openPart(page, "同意と共有");
  await recordConsent(page, "会議へ情報を伝えること", {
    channel: "口頭",
    more: async (form) => {
      await tickAll(form, "伝えてよい機関", [CENTER, POLICE]);
      await tickAll(form, "伝えてよい内容", ["被害"]);
      await field(form, "何のために（目的）").fill("会議");
    },
  });
  await press(page, "照会・依頼を送る");
  const form = dialog(page, "照会・協力依頼を送る");
  await choose(form, "照会先", POLICE);
  await field(form, "たずねること・頼むこと").fill(ASKED);
  await press(form, "送る");
  await expect(form.getByRole("alert")).toContainText("目的を書いてください。");
  await expect(field(form, "たずねること・頼むこと")).toHaveValue(ASKED);
  await field(form, "目的").fill("支援措置の申出の準備");
  await fillDate(form, "回答の期限", "R8.5.20");
  await form.getByRole("radio", { name: /本人の同意：/ }).check();
  await pick(form, "照会することを、本人に", "知らせた");
  await expectNoSeriousAxe(page);
  await keepScreen(page, "inquiry-form");
  await press(form, "送る");
  await expectTold(page, "照会を送りました");
  const panel = part(page, "照会・協力依頼");
  await expect(panel).toContainText("回答待ち");

  const asked = await enter("kei");
  await expect(asked.getByRole("main")).not.toContainText("あきさん");
  await rail(asked, "受信箱");
  const inbox = part(asked, "照会・協力依頼に答える");
  await expect(inbox).toContainText(ASKED);
  await press(inbox, "回答する");
  await expect(inbox.getByRole("alert")).toContainText("回答を書いてください。");
  await field(inbox, "回答、または断る理由").fill("4月に一度、相談がありました");
  await expectNoSeriousAxe(asked);
  await keepScreen(asked, "inquiry-inbox");
  await press(inbox, "回答する");
  await expectTold(asked, "回答を送りました");
  await expect(inbox).toBeHidden();

  await expect(panel).toContainText("回答あり");
  await expect(panel).toContainText("4月に一度、相談がありました");
  await keepScreen(page, "inquiry");
});
