/** 同じ人の記録: two tablets wrote the same person down (scenarios 2.2 and 2.5). */
import type { Page } from "@playwright/test";
import { acceptCase, caseNo, recordConsent } from "../../support/case";
import { caseMenu, dialog, expectTold, field, openPart, press, rail } from "../../support/staff";
import { connect, cutOff, KEPT } from "../../support/tablet";
import { expect, look, test } from "../../support/test";

const NAME = "仮名 しぶき";
const YES = "呼び名の記録を、名前やほかの記録とつなぐこと";
const ALIKE = "同じ人かもしれない記録があります";
const HERS = "きのうから何も食べてない";

const cards = (page: Page) => page.getByRole("main").getByRole("link", { name: "しぶきさん" });

async function meet(page: Page, words: string): Promise<void> {
  await acceptCase(page, "しぶき", async () => {
    await field(page, "合図の言葉").fill("れもん");
    await field(page, "本人の言葉").fill(words);
  });
}

test("two tablets wrote the same person down: joined by a worker, read as one, parted again", async ({ enter, staffUrl }) => {
  const first = await enter("ichiko");
  const second = await enter("ichiko");
  await second.goto(`${staffUrl}/outreach`);
  await field(second, "呼ばれたい名前").waitFor();
  await cutOff(second);
  await meet(first, "家は無理");
  await expect(first.getByText(ALIKE)).toHaveCount(0);
  const no = await caseNo(first);

  await field(second, "呼ばれたい名前").fill("シブキ");
  await field(second, "合図の言葉").fill("れもん");
  await second.getByRole("group", { name: "ご相談の内容" }).getByRole("checkbox", { name: "住まい" }).check();
  await field(second, "本人の言葉").fill(HERS);
  await press(second, "受け付ける");
  await expectTold(second, KEPT);
  await connect(second);
  await expect(second.getByText("送っていないものはありません")).toBeVisible({ timeout: 70_000 });

  await test.step("the worker is asked, and decides", async () => {
    await rail(second, "ボード");
    await second.getByRole("main").getByRole("link", { name: "シブキさん" }).click();
    await expect(second.getByText(ALIKE)).toBeVisible();
    await look(second, "joined-alike");
    await press(second, "同じ人の記録として合わせる");
    const form = dialog(second, "同じ人の記録として合わせる");
    await expect(form).toContainText("家は無理");
    await look(second, "joined-dialog");
    await press(form, "合わせる");
    await expectTold(second, "記録を合わせました");
    await expect(second.getByText("ほかの記録に合わせてあります")).toBeVisible();
    await expect(second.getByText(ALIKE)).toHaveCount(0);
    await look(second, "joined-to");
  });

  await test.step("one card; both papers as they were; one timeline", async () => {
    await rail(second, "ボード");
    await expect(cards(second)).toHaveCount(1);
    await expect(second.getByRole("main").getByRole("link", { name: "シブキさん" })).toHaveCount(0);
    await cards(second).click();
    const joined = second.getByRole("region", { name: "合わせた記録" });
    await expect(joined).toContainText(HERS);
    await look(second, "joined-panel");
    await openPart(second, "経過");
    const came = second.getByRole("main").locator("ol.timeline > li").filter({ hasText: /K-R8-\d{4}の記録/ });
    await expect(came.filter({ hasText: "相談を受理" })).toHaveCount(1);
    await expect(came.filter({ hasText: `${no}の記録` })).toHaveCount(0);
    await look(second, "joined-timeline");
  });

  await test.step("they were two after all: the other tablet hears of it", async () => {
    await openPart(second, "いま");
    await press(second, "分ける");
    const form = dialog(second, "合わせた記録を分ける");
    await press(form, "分ける");
    await expectTold(second, "記録を分けました");
    await expect(first.getByText(ALIKE)).toBeVisible();
    await rail(second, "ボード");
    await expect(second.getByRole("main").getByRole("link", { name: "シブキさん" })).toHaveCount(1);
  });
});

test("her name is written into it only after her yes", async ({ enter }) => {
  const ichiko = await enter("ichiko");
  await acceptCase(ichiko, "みぎわ", async () => field(ichiko, "合図の言葉").fill("すだち"));
  await caseMenu(ichiko, "相談受付票を訂正");
  await field(ichiko, "氏名").fill(NAME);
  await press(ichiko, "保存する");
  await expect(ichiko.getByText("名前を書くには、本人の同意がいります")).toBeVisible();
  await expect(field(ichiko, "氏名")).toHaveValue(NAME);
  await look(ichiko, "joined-name");
  await ichiko.getByRole("link", { name: "やめる" }).click();
  await openPart(ichiko, "同意と共有");
  await recordConsent(ichiko, YES, { channel: "口頭" });
  await caseMenu(ichiko, "相談受付票を訂正");
  await field(ichiko, "氏名").fill(NAME);
  await press(ichiko, "保存する");
  await expectTold(ichiko, "訂正しました");
  await caseMenu(ichiko, "相談受付票を訂正");
  await expect(field(ichiko, "氏名")).toHaveValue(NAME);
});
