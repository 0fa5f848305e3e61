/** 照会・協力依頼 (F-17): the asked agency answers in its inbox and opens no case; the answer waits closed for who asked. */
import type { Page } from "@playwright/test";
import { acceptCase, CENTER, POLICE, recordConsent, SCHOOL, telling } from "../../support/case";
import { readPaper } from "../../support/paper";
import { sendOffline } from "../../support/offline";
import {
  choose,
  dialog,
  enterOn,
  expectNotThere,
  expectTold,
  field,
  fillDate,
  group,
  openCase,
  openInbox,
  openPart,
  part,
  pick,
  press,
  rail,
} from "../../support/staff";
import { expect, look, test } from "../../support/test";

test.describe.configure({ mode: "serial", timeout: 240_000 });

const NAME = "あき";
const ASKED = "相談の記録があれば、日付を教えてください";
const ANSWER = "4月に一度、相談がありました";
const TO_SCHOOL = "下の子の欠席が続いていないか教えてください";
const GROUND = "児童の安全の確認に必要なため";
const NOT_TOLD = "連絡がつかない";
const NO = "個人情報のため、保護者に聞いてください";
const BY_PHONE = "電話で、来週に書面で答えると言われた";

const panelOf = (page: Page) => part(page, "照会・協力依頼");
const oneTo = (page: Page, agency: string) => panelOf(page).getByRole("listitem").filter({ hasText: agency });
const toAnswer = (page: Page) => part(page, "照会・協力依頼に答える");
const news = (page: Page) => part(page, "照会・協力依頼に返事が来た");
const paperOf = (page: Page, agency: string) => oneTo(page, agency).getByRole("button", { name: "書面（PDF）" });

test("an agency is asked, answers in its inbox and opens no case", async ({ enter, setClock }) => {
  await setClock("2026-05-12T13:00:00+09:00");
  const page = await enter("ichiko");
  await acceptCase(page, NAME);
  await openPart(page, "同意と共有");
  await recordConsent(page, "会議へ情報を伝えること", {
    channel: "口頭",
    more: telling([CENTER, POLICE], ["被害"], "会議"),
  });
  await press(page, "照会・依頼を送る");
  const form = dialog(page, "照会・協力依頼を送る");
  await choose(form, "照会先", POLICE);
  await field(form, "たずねること・頼むこと").fill(ASKED);
  await press(form, "送る");
  const wrong = form.getByRole("alert");
  await expect(wrong).toContainText("目的を書いてください。");
  await expect(field(form, "たずねること・頼むこと")).toHaveValue(ASKED);
  await test.step("the summary leads to each field", async () => {
    await wrong.getByRole("link", { name: "根拠を選んでください。" }).click();
    await expect(group(form, "根拠").getByRole("radio").first()).toBeFocused();
    await wrong.getByRole("link", { name: "本人に知らせたかどうかを選んでください。" }).click();
    await expect(group(form, "照会することを、本人に").getByRole("radio").first()).toBeFocused();
  });
  await look(page, "inquiry-lacks");
  await field(form, "目的").fill("支援措置の申出の準備");
  await fillDate(form, "回答の期限", "R8.5.1");
  await form.getByRole("radio", { name: /本人の同意：/ }).check();
  await pick(form, "照会することを、本人に", "知らせた");
  await press(form, "送る");
  await expect(form).toContainText("期限は、きょうより後か、きょうの日にしてください。");
  await expect(field(form, "目的")).toHaveValue("支援措置の申出の準備");
  await fillDate(form, "回答の期限", "R8.5.20");
  await look(page, "inquiry-form");
  await press(form, "送る");
  await expectTold(page, "照会を送りました");
  await expect(oneTo(page, POLICE)).toContainText("回答待ち");
  await look(page, "inquiry-waiting");

  const asked = await enter("kei");
  await expect(asked.getByRole("main")).not.toContainText(`${NAME}さん`);
  await openInbox(asked);
  const inbox = toAnswer(asked);
  await expect(inbox).toContainText(ASKED);
  await press(inbox, "回答する");
  await expect(inbox.getByRole("alert")).toContainText("回答を書いてください。");
  await field(inbox, "回答、または断る理由").fill(ANSWER);
  await look(asked, "inquiry-inbox");
  await press(inbox, "回答する");
  await expectTold(asked, "回答を送りました");
  await expect(inbox).toBeHidden();

  await expect(oneTo(page, POLICE)).toContainText("回答あり");
  await expect(oneTo(page, POLICE)).toContainText(ANSWER);
  await look(page, "inquiry-answered");
  const paper = await readPaper(page, paperOf(page, POLICE), "照会・協力依頼書");
  for (const words of [ASKED, ANSWER, "令和8年5月20日", "みほん市福祉課", "知っています"]) {
    expect(paper).toContain(words);
  }
});

test("a school declines by keyboard alone; what it wrote is not lost without a network", async ({
  enter,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-05-12T14:00:00+09:00");
  const page = await enter("ichiko");
  await openCase(page, `${NAME}さん`);
  const address = new URL(page.url()).pathname;
  await openPart(page, "同意と共有");
  await press(page, "照会・依頼を送る");
  const form = dialog(page, "照会・協力依頼を送る");
  await choose(form, "照会先", SCHOOL);
  await field(form, "たずねること・頼むこと").fill(TO_SCHOOL);
  await field(form, "目的").fill("けがの手当てと通学の相談");
  await fillDate(form, "回答の期限", "R8.5.15");
  await test.step("her consent does not reach the school; another ground wants its reason", async () => {
    await form.getByRole("radio", { name: /本人の同意：/ }).check();
    await pick(form, "照会することを、本人に", "知らせていない");
    await field(form, "知らせない理由").fill(NOT_TOLD);
    await press(form, "送る");
    await expect(form).toContainText("この機関へたずねる根拠がありません。");
    await expect(field(form, "たずねること・頼むこと")).toHaveValue(TO_SCHOOL);
    await look(page, "inquiry-no-basis");
    await form.getByRole("radio", { name: /^個人情報保護法69条2項3号/ }).check();
    await press(form, "送る");
    await expect(form.getByRole("alert")).toContainText("根拠の法律か、理由を書いてください。");
    await expect(field(form, "知らせない理由")).toHaveValue(NOT_TOLD);
    await field(form, "根拠の法律、または理由").fill(GROUND);
  });
  await test.step("without a network all of it waits here", async () => {
    await sendOffline(page, () => press(form, "送る"), form, async () => {
      await expect(field(form, "根拠の法律、または理由")).toHaveValue(GROUND);
    });
    await expectTold(page, "照会を送りました");
  });

  const ko = await enter("ko");
  await test.step("the school reads the words and the basis, not the desk's reasons and not her name", async () => {
    await openInbox(ko);
    await expect(toAnswer(ko)).toContainText(TO_SCHOOL);
    await expect(toAnswer(ko)).toContainText("個人情報保護法");
    await expect(toAnswer(ko)).toContainText("この照会のことを知りません。本人や家族に連絡しないでください");
    await expect(ko.locator("body")).not.toContainText(NAME);
    await expect(ko.locator("body")).not.toContainText(GROUND);
    await expect(ko.locator("body")).not.toContainText(NOT_TOLD);
  });
  const inbox = toAnswer(ko);
  const answer = field(inbox, "回答、または断る理由");
  const decline = () => enterOn(ko, inbox.getByRole("button", { name: "断る" }));
  await decline();
  await expect(inbox.getByRole("alert")).toContainText("断るときは、理由を書いてください。");
  await enterOn(ko, inbox.getByRole("link", { name: "断るときは、理由を書いてください。" }));
  await expect(answer).toBeFocused();
  await ko.keyboard.type(NO);
  await sendOffline(ko, decline, inbox, async () => {
    await expect(answer).toHaveValue(NO);
    await look(ko, "inquiry-inbox-offline");
  });
  await expectTold(ko, "断ることを伝えました");
  await expect(inbox).toBeHidden();
  await expectNotThere(ko, `${staffUrl}${address}`);

  await test.step("neither another agency nor a representative was told of it", async () => {
    for (const login of ["ji", "daihyo"] as const) {
      const other = await enter(login);
      if (login === "ji") {
        await openInbox(other);
        await expect(toAnswer(other)).toHaveCount(0);
      }
      await expectNotThere(other, `${staffUrl}${address}`);
    }
  });
});

test("the answers wait closed for who asked, and are gone once they were read", async ({ enter, setClock }) => {
  await setClock("2026-05-12T15:00:00+09:00");
  const page = await enter("ichiko");
  await openInbox(page);
  const came = news(page).getByRole("article");
  await expect(came).toHaveCount(2);
  const said = came.filter({ hasText: POLICE });
  const declined = came.filter({ hasText: SCHOOL });
  await expect(said).toContainText("から回答");
  await expect(declined).toContainText("からお断りの返事");
  await expect(page.getByRole("main")).not.toContainText(new RegExp(`${ANSWER}|${NO}`));
  await look(page, "inquiry-news");

  await test.step("without a network it stays closed", async () => {
    await sendOffline(page, () => press(said, "返事を開く"), said, async () => {
      await expect(said).not.toContainText(ANSWER);
    });
    await expect(said).toContainText(ANSWER);
  });
  await test.step("the other one by keyboard alone", async () => {
    await enterOn(page, declined.getByRole("button", { name: "返事を開く" }));
    await expect(declined).toContainText(NO);
  });
  await look(page, "inquiry-news-open");
  await test.step("a colleague who did not ask has no news of it", async () => {
    const kokoro = await enter("kokoro");
    await openInbox(kokoro);
    await expect(news(kokoro)).toHaveCount(0);
  });
  await rail(page, "ボード");
  await openInbox(page);
  await expect(news(page)).toHaveCount(0);

  await openCase(page, `${NAME}さん`);
  await openPart(page, "同意と共有");
  await expect(oneTo(page, SCHOOL)).toContainText("お断り");
  await expect(oneTo(page, SCHOOL)).toContainText(NO);
  await expect(oneTo(page, SCHOOL)).toContainText(GROUND);
  await expect(panelOf(page).getByRole("button", { name: "返事を読んだ" })).toHaveCount(0);
  const paper = await readPaper(page, paperOf(page, SCHOOL), "照会・協力依頼書");
  for (const words of [TO_SCHOOL, `回答できません。理由:${NO}`, "本人や家族に連絡しないでください"]) {
    expect(paper).toContain(words);
  }
  expect(paper, "the desk's own reasons are not on it").not.toContain(GROUND);
  expect(paper).not.toContain(NOT_TOLD);
  expect(paper).not.toContain(NAME);
});

test("what came by telephone is written down for the agency; what is not needed is taken back", async ({
  enter,
  setClock,
}) => {
  await setClock("2026-05-12T15:30:00+09:00");
  const page = await enter("ichiko");
  await openCase(page, `${NAME}さん`);
  await openPart(page, "同意と共有");
  for (const what of ["身元の確認を頼みます", "同行を頼みます"]) {
    await press(page, "照会・依頼を送る");
    const form = dialog(page, "照会・協力依頼を送る");
    await choose(form, "照会先", POLICE);
    await field(form, "たずねること・頼むこと").fill(what);
    await field(form, "目的").fill("支援措置の申出の準備");
    await fillDate(form, "回答の期限", "R8.5.18");
    await form.getByRole("radio", { name: /本人の同意：/ }).check();
    await pick(form, "照会することを、本人に", "知らせた");
    await press(form, "送る");
    await expectTold(page, "照会を送りました");
    await expect(form).toBeHidden();
  }
  const phoned = panelOf(page).getByRole("listitem").filter({ hasText: "身元の確認" });
  await press(phoned, "電話や書面で来た返事を書く");
  const form = dialog(page, "電話や書面で来た返事を書く");
  await field(form, "回答、または断る理由").fill(BY_PHONE);
  await press(form, "記録する");
  await form.getByRole("alert").getByRole("link", { name: "回答か、お断りかを選んでください。" }).click();
  await expect(group(form, "返事").getByRole("radio").first()).toBeFocused();
  await expect(field(form, "回答、または断る理由")).toHaveValue(BY_PHONE);
  await look(page, "inquiry-by-phone");
  await pick(form, "返事", "回答");
  await press(form, "記録する");
  await expectTold(page, "返事を記録しました");
  await expect(phoned).toContainText(BY_PHONE);
  await expect(phoned).toContainText("回答あり");
  await expect(phoned.getByRole("button", { name: "返事を読んだ" })).toHaveCount(0);

  const kei = await enter("kei");
  await openInbox(kei);
  await expect(toAnswer(kei)).toContainText("同行を頼みます");
  await expect(toAnswer(kei)).not.toContainText("身元の確認");
  await press(panelOf(page).getByRole("listitem").filter({ hasText: "同行を頼みます" }), "取り下げる");
  await expectTold(page, "照会を取り下げました");
  await rail(kei, "ボード");
  await openInbox(kei);
  await expect(toAnswer(kei)).toHaveCount(0);
  await look(page, "inquiry-withdrawn");
});
