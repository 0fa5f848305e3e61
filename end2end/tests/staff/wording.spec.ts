/** 読まれることば: labels and what reads like a place are named once beside the field; one tap goes on. */
import type { Page } from "@playwright/test";
import { acceptCase } from "../../support/case";
import { dialog, expectTold, field, fillDate, openCase, openPart, part, pick, press, tickAll } from "../../support/staff";
import { expect, look, test } from "../../support/test";

test.describe.configure({ mode: "serial", timeout: 180_000 });

const NAME = "ことは";
const LABEL = "指導に従わないので、別の窓口へ";
const RATHER = "約束どおりにできない事情があった";
const MENDED = "通える時間が合わないので、別の窓口へ";
const PLACE = "いまは架空町1-2にいる";

const panelOf = (page: Page) => part(page, "つなぎ");
const noteOf = (page: Page) => page.getByRole("status").filter({ hasText: "本人やほかの機関が読みます" });

async function toDesk(page: Page, reason: string, handed: string) {
  await openPart(page, "同意と共有");
  await press(panelOf(page), "つなぎを記録する");
  const form = dialog(page, "つなぎを記録する");
  await pick(form, "どちらですか", "ほかの窓口へつなぐ");
  await field(form, "窓口の種類").fill("民間の相談室");
  await field(form, "市町村・都道府県").fill("架空県となり市");
  await fillDate(form, "日付", "R8.11.13");
  await pick(form, "つなぐことを、本人に", "知らせた");
  await field(form, "つなぐ理由").fill(reason);
  await field(form, "渡したもの・伝えたこと").fill(handed);
  return form;
}

test("a label is named with another way to say it, and what is typed stays", async ({ enter, setClock }) => {
  await setClock("2026-11-13T10:00:00+09:00");
  const page = await enter("ichiko");
  await acceptCase(page, NAME);
  const form = await toDesk(page, LABEL, PLACE);
  await expect(noteOf(page), "nobody is interrupted while writing").toHaveCount(0);
  await press(form, "記録する");
  const [label, place] = [noteOf(page).nth(0), noteOf(page).nth(1)];
  await expect(label).toContainText("「指導に従わない」");
  await expect(label).toContainText(RATHER);
  await expect(place).toContainText("番地のように見えます");
  await expect(form, "nothing was sent").toBeVisible();
  await expect(field(form, "つなぐ理由")).toHaveValue(LABEL);
  await expect(field(form, "渡したもの・伝えたこと")).toHaveValue(PLACE);
  await expect(page.locator(":focus"), "the eye and the ear are led there").toContainText(RATHER);
  await look(page, "wording-named");

  await field(form, "つなぐ理由").fill(MENDED);
  await expect(noteOf(page), "what is mended is no longer named").toHaveCount(1);
  await noteOf(page).getByRole("button", { name: /^このまま進む/ }).click();
  await expectTold(page, "つなぎを記録しました");
  await expect(panelOf(page)).toContainText(MENDED);
  await expect(panelOf(page)).toContainText(PLACE);
});

test("pressing the same button again goes on as well, without a network too nothing is lost", async ({
  enter,
  setClock,
}) => {
  await setClock("2026-11-13T10:20:00+09:00");
  const page = await enter("ichiko");
  await openCase(page, `${NAME}さん`);
  const form = await toDesk(page, LABEL, "");
  await page.context().setOffline(true);
  await press(form, "記録する");
  await expect(noteOf(page)).toContainText(RATHER);
  await page.context().setOffline(false);
  await press(form, "記録する");
  await expectTold(page, "つなぎを記録しました");
  await expect(panelOf(page)).toContainText(LABEL);
});

test("plain words, and her own words about herself, go at once", async ({ enter, setClock }) => {
  await setClock("2026-11-13T10:40:00+09:00");
  const page = await enter("ichiko");
  await openCase(page, `${NAME}さん`);
  await test.step("a day, an amount and a number of a case are no place", async () => {
    const form = await toDesk(page, "家賃45,000円の相談（K-R8-0001、11/20まで）", "");
    await press(form, "記録する");
    await expectTold(page, "つなぎを記録しました");
    await expect(noteOf(page)).toHaveCount(0);
  });
  await test.step("how she calls herself is hers to say", async () => {
    await press(page, "記録する");
    const form = dialog(page, "記録する");
    await pick(form, "方法", "電話");
    await field(form, "事実").fill("電話で話した。");
    await field(form, "本人の言葉").fill("わたしは わがままだから");
    await field(form, "つぎにすること").fill("来週も電話する");
    await tickAll(form, "何についての記録か", ["住まい"]);
    await press(form, "記録する");
    await expectTold(page, "記録しました");
    await expect(noteOf(page)).toHaveCount(0);
  });
});
