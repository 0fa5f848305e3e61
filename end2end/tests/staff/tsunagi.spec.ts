/** つなぎ: where she came from, to which desk she goes and what it said; never without her knowledge. */
import type { Page } from "@playwright/test";
import { boardMove } from "../../support/board";
import { CHILDREN } from "../../support/case";
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
  openPart,
  part,
  pick,
  press,
  tabTo,
  tickAll,
  typeInto,
  unfold,
} from "../../support/staff";
import { expect, look, test } from "../../support/test";

test.describe.configure({ mode: "serial", timeout: 240_000 });

const NAME = "つむぎ";
const FROM = "架空県ためし市　女性相談室";
const DESK = "民間の相談室";
const TOWN = "架空県となり市";
const WHY = "本人が、実家の近くで相談したいと話した";

const panelOf = (page: Page) => part(page, "つなぎ");

test("where she came from is written at the intake and stands on the paper", async ({ enter, setClock }) => {
  await setClock("2026-11-13T10:00:00+09:00");
  const page = await enter("ichiko");
  await page.getByRole("link", { name: "相談を受け付ける" }).click();
  await choose(page, "相談経路", "福祉事務所");
  await field(page, "どこから（つないだ窓口と市町村）").fill(FROM);
  await field(page, "呼ばれたい名前").fill(NAME);
  await press(page, "受け付ける");
  await expect(page.getByRole("alert").first()).toContainText("エラー");
  await expect(field(page, "どこから（つないだ窓口と市町村）")).toHaveValue(FROM);
  await expect(field(page, "呼ばれたい名前")).toHaveValue(NAME);
  await look(page, "tsunagi-intake");
  await tickAll(page, "ご相談の内容", ["住まい"]);
  await press(page, "受け付ける");
  await expect(page.getByRole("heading", { level: 1, name: `${NAME}さん` })).toBeVisible();
  await openPart(page, "書類");
  await expect(part(page, "相談受付票")).toContainText(FROM);
});

test("a desk outside the council, by keyboard alone; nothing typed is lost", async ({ enter, setClock }) => {
  await setClock("2026-11-13T10:20:00+09:00");
  const page = await enter("ichiko");
  await openCase(page, `${NAME}さん`);
  await openPart(page, "同意と共有");
  await expect(panelOf(page)).toContainText("記録は、ひとりでに渡りません。");
  await enterOn(page, page.getByRole("button", { name: "つなぎを記録する" }));
  const form = dialog(page, "つなぎを記録する");
  await expect(form).toBeVisible();
  const send = form.getByRole("button", { name: "記録する", exact: true });
  await enterOn(page, send);
  const wrong = form.getByRole("alert");
  for (const words of [
    "つないだのか、つながったのかを選んでください。",
    "窓口の種類を書いてください。",
    "市町村や都道府県を書いてください。",
    "本人に知らせたかどうかを選んでください。",
  ]) {
    await expect(wrong).toContainText(words);
  }
  await look(page, "tsunagi-lacks");
  await enterOn(page, wrong.getByRole("link", { name: "つないだのか、つながったのかを選んでください。" }));
  await expect(group(form, "どちらですか").getByRole("radio").first()).toBeFocused();

  const type = (label: string, words: string) => typeInto(page, field(form, label), words);
  await tabTo(page, group(form, "どちらですか").getByRole("radio").first());
  await page.keyboard.press("Space");
  await type("窓口の種類", DESK);
  await type("市町村・都道府県", TOWN);
  await typeInto(page, group(form, "日付").getByRole("textbox", { name: "年", exact: true }), "R8.13.45");
  await tabTo(page, group(form, "つなぐことを、本人に").getByRole("radio").first());
  await page.keyboard.press("Space");
  await type("つなぐ理由", WHY);
  await enterOn(page, send);
  await expect(wrong).toBeVisible();
  await expect(field(form, "窓口の種類")).toHaveValue(DESK);
  await expect(field(form, "つなぐ理由")).toHaveValue(WHY);
  await look(page, "tsunagi-no-such-day");

  await test.step("a day to come is refused by the server, in words", async () => {
    await fillDate(form, "日付", "R8.11.30");
    await press(form, "記録する");
    await expect(form).toContainText("日時が未来になっています。");
    await expect(field(form, "市町村・都道府県")).toHaveValue(TOWN);
  });
  await test.step("without a network all of it waits here", async () => {
    await fillDate(form, "日付", "R8.11.12");
    await sendOffline(page, () => press(form, "記録する"), form, async () => {
      await expect(field(form, "窓口の種類")).toHaveValue(DESK);
      await expect(field(form, "つなぐ理由")).toHaveValue(WHY);
      await look(page, "tsunagi-offline");
    });
    await expectTold(page, "つなぎを記録しました");
    await expect(form).toBeHidden();
  });
  const entry = panelOf(page).getByRole("listitem");
  await expect(entry).toHaveCount(1);
  await expect(entry).toContainText(DESK);
  await expect(entry).toContainText(TOWN);
  await expect(entry).toContainText("返事待ち");
  await expect(entry).toContainText("知らせた");
  await look(page, "tsunagi-waiting");
});

test("the other desk's no wants its reason and stands beside it", async ({ enter, setClock }) => {
  await setClock("2026-11-16T10:00:00+09:00");
  const page = await enter("ichiko");
  await openCase(page, `${NAME}さん`);
  await openPart(page, "同意と共有");
  const entry = panelOf(page).getByRole("listitem");
  await unfold(entry, "つなぎ先の返事を書く");
  await press(entry, "引き受けられなかった");
  await expect(panelOf(page)).toContainText("理由を書いてください。");
  await field(entry, "返事").fill("いまは空きがなく、1か月待ちになる");
  await press(entry, "引き受けられなかった");
  await expectTold(page, "つなぎ先の返事を書きました");
  await expect(entry).toContainText("引き受けられなかった");
  await expect(entry).toContainText("いまは空きがなく、1か月待ちになる");
  await expect(entry.getByRole("button")).toHaveCount(0);
  await look(page, "tsunagi-answered");

  await test.step("where she does not know yet, the reason is asked", async () => {
    await press(page, "つなぎを記録する");
    const form = dialog(page, "つなぎを記録する");
    await pick(form, "どちらですか", "ほかの窓口へつなぐ");
    await choose(form, "窓口（構成機関）", CHILDREN);
    await expect(field(form, "窓口の種類")).toHaveCount(0);
    await fillDate(form, "日付", "R8.11.16");
    await pick(form, "つなぐことを、本人に", "知らせていない");
    await field(form, "つなぐ理由").fill("子どもの面接を頼む");
    await press(form, "記録する");
    await expect(form.getByRole("alert")).toContainText("本人に知らせない理由を書いてください。");
    await look(page, "tsunagi-not-told");
    await field(form, "知らせない理由").fill("連絡がつかない");
    await press(form, "記録する");
    await expectTold(page, "つなぎを記録しました");
    await expect(panelOf(page)).toContainText("知らせていない：連絡がつかない");
  });
});

test("her card leaves the board only with her knowledge, and nobody else learns of it", async ({
  enter,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-11-16T11:00:00+09:00");
  const page = await enter("ichiko");
  await openCase(page, `${NAME}さん`);
  const address = new URL(page.url()).pathname;
  await boardMove(page, `${NAME}さん`, "他機関へつなぎ");
  const form = dialog(page, "ケースを動かす");
  const move = form.getByRole("button", { name: "「他機関へつなぎ」へ動かす" });
  await choose(form, "つなぎ先の機関", CHILDREN);
  await field(form, "理由").fill(WHY);
  await move.click();
  await expect(form).toContainText("つなぐことを本人に知らせた記録が、まだありません。");
  await expect(field(form, "理由")).toHaveValue(WHY);
  await look(page, "tsunagi-move-refused");
  await expect(page.getByRole("link", { name: new RegExp(`${NAME}さん`) }).first()).toBeAttached();

  await test.step("without a network the move waits, and is written down once", async () => {
    await form.getByLabel("つなぐことを本人に知らせた").check();
    // The record arrives; what follows it does not.
    let sent = 0;
    await page.route("**/api/push", (route) => {
      sent += 1;
      return sent === 1 ? route.continue() : route.abort();
    });
    await move.click();
    await expect(form).toContainText("送れていません。");
    await expect(field(form, "理由")).toHaveValue(WHY);
    await page.unroute("**/api/push");
    await move.click();
    await expectTold(page, `${NAME}さんを「受理」から「他機関へつなぎ」へ動かしました`);
    await page.goto(`${staffUrl}${address}`);
    await openPart(page, "同意と共有");
    await expect(panelOf(page).getByRole("listitem").filter({ hasText: CHILDREN })).toHaveCount(2);
    await look(page, "tsunagi-left");
  });
  await test.step("neither the desk it went to nor anybody else can open it", async () => {
    for (const login of ["ji", "shi", "kei"] as const) {
      const other = await enter(login);
      await expect(other.getByRole("main")).not.toContainText(NAME);
      await expectNotThere(other, `${staffUrl}${address}`);
    }
  });
});
