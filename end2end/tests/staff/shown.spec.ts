/** 見せるモード without a network: her page on a tablet that the worker hands to her, and nothing else (ux.md 24). */
import type { Locator, Page } from "@playwright/test";
import { acceptCase, recordWish } from "../../support/case";
import { item } from "../../support/her";
import { PLAN } from "../../support/household";
import { openPlan, writeAndShow } from "../../support/plan";
import { caseMenu, dialog, expectTold, field, openCase, openPart, part, press, rail } from "../../support/staff";
import { connect, cutOff, delivery, keptRows, newWindow, PASSPHRASE, prepare } from "../../support/tablet";
import { expect, expectNoSeriousAxe, look, test } from "../../support/test";
import { convert } from "../../support/touch";

test.describe.configure({ timeout: 240_000 });

const OTHER = "ことり";
const WISH = "しずかな 部屋で ねむりたい";
const RATHER = "川の近くは いやだ";

const hers = (page: Page): Locator => page.getByRole("dialog", { name: "本人の画面" });
const locked = (page: Page): Locator => page.getByRole("dialog", { name: "鍵のかかった画面" });
const handOver = "鍵をかけて、この端末の計画だけを渡す";

async function unlock(page: Page, words = PASSPHRASE): Promise<void> {
  await field(page, "合言葉").fill(words);
  await press(page, "開く");
}

/** A case with a plan that she has been shown, on a tablet without a network; the dialog to hand it over is open. */
async function underTheGround(page: Page, name: string): Promise<Locator> {
  await rail(page, "ボード");
  await acceptCase(page, name);
  await recordWish(page, WISH);
  await writeAndShow(page, PLAN);
  await prepare(page);
  await openCase(page, `${name}さん`);
  await caseMenu(page, "この端末に持って出る");
  await expectTold(page, "この端末に入れました。");
  await cutOff(page);
  await caseMenu(page, "本人に画面を渡す");
  const form = dialog(page, "本人に画面を渡す");
  await press(form, "サインインを終えて、渡す");
  await expect(form.getByRole("button", { name: handOver })).toBeVisible();
  return form;
}

test("she reads and answers her plan on a tablet without a network; nothing else is on it, and it arrives as hers", async ({
  enter,
}) => {
  const NAME = "みお";
  const page = await enter("ichiko");
  await acceptCase(page, OTHER);
  const form = await underTheGround(page, NAME);
  await look(page, "shown-hand-over");
  await press(form, handOver);

  await test.step("her page alone, in her words first", async () => {
    await expect(hers(page).getByRole("heading", { level: 1 })).toContainText(`${NAME}さん`);
    await expect(hers(page).getByText(WISH).first()).toBeVisible();
    await expect(page.getByRole("navigation", { name: "おもな画面" })).toHaveCount(0);
    const all = await page.content();
    for (const hidden of [OTHER, PLAN.items[0].issue, "K-R8-", "アセスメント"]) {
      expect(all, hidden).not.toContain(hidden);
    }
    // Nothing is chosen before she does.
    expect(await hers(page).getByRole("radio", { checked: true }).count()).toBe(0);
    await look(page, "shown-plan");
    await expectNoSeriousAxe(page);
  });

  await test.step("an answer without a choice is asked for, and her words stay", async () => {
    const card = item(page, /さがします/);
    await convert(page, card.getByRole("textbox").first(), ["かわの"], RATHER);
    await card.getByRole("button", { name: "おくる" }).click();
    await expect(hers(page).getByRole("alert")).toBeFocused();
    await expect(card.getByRole("textbox").first()).toHaveValue(RATHER);
    await card.getByRole("radio", { name: /^少/ }).check();
    await card.getByRole("button", { name: "おくる" }).click();
    await expect(hers(page).getByRole("status")).toContainText("この タブレットに しまいました。");
    // Nobody has received it yet, and nothing says so.
    await expect(card.getByText("この タブレットに あります。")).toBeVisible();
    await expect(card.getByText(/うけとりました/)).toHaveCount(0);
    expect(await keptRows(page, "said")).toBe(1);
    await look(page, "shown-answered");
  });

  await test.step("her agreement; what she typed elsewhere is there when she comes back", async () => {
    const second = item(page, /さがします/);
    await second.getByText(/^きいて/).click();
    await second.getByRole("textbox", { name: /かならず/ }).fill("<いつ> & どこ");
    await hers(page).locator('a[href="/d"]').click();
    await expect(hers(page).getByRole("group").first()).toBeVisible();
    await look(page, "shown-agree");
    await hers(page).locator('a[href="/a"]').click();
    await expect(second.getByRole("textbox", { name: /かならず/ })).toHaveValue("<いつ> & どこ");
    await second.getByRole("textbox", { name: /かならず/ }).fill("");
    await hers(page).locator('a[href="/d"]').click();
    await hers(page).getByRole("radio", { name: /^全部/ }).check();
    for (const statement of [/この.*読/, /あとで かえる/]) {
      await hers(page).getByRole("checkbox", { name: statement }).check();
    }
    await hers(page).getByRole("button", { name: "おくる" }).click();
    await expect(hers(page).getByRole("status")).toContainText("しまいました");
    expect(await keptRows(page, "said")).toBe(2);
  });

  await test.step("neither Back nor a window loaded anew leads to anything", async () => {
    await page.goBack();
    await expect(page.getByText(`${OTHER}さん`)).toHaveCount(0);
    await expect(page.getByRole("navigation", { name: "おもな画面" })).toHaveCount(0);
    await connect(page);
    await page.reload();
    await expect(locked(page)).toBeVisible();
    await unlock(page, "ちがう ことばです");
    await expect(page.getByText(/合言葉が違います。あと9回/)).toBeVisible({ timeout: 30_000 });
    expect(await page.content()).not.toContain(WISH);
    await cutOff(page);
  });

  await test.step("the worker finds it in the box, and it goes by itself", async () => {
    await unlock(page);
    const waits = part(page, "送信待ち");
    await expect(waits).toContainText("本人が答えた（計画の項目）：少しちがう", { timeout: 30_000 });
    await expect(waits).toContainText(RATHER);
    await expect(waits).toContainText("本人が答えた（計画）：全部に同意");
    expect(await keptRows(page, "said")).toBe(0);
    await look(page, "shown-box");
    await connect(page);
    await expect(delivery(page)).toContainText("送信済み", { timeout: 90_000 });
    await openPlan(page, `${NAME}さん`);
    await expect(page.getByRole("main")).toContainText(RATHER);
    await openCase(page, `${NAME}さん`);
    await openPart(page, "経過");
    for (const title of ["計画に本人の返事", "計画 第1版：本人「全部に同意」"]) {
      const said = page.getByRole("listitem").filter({ hasText: title });
      await expect(said).toHaveCount(1);
      await expect(said).toContainText("本人（試験 一子の端末で。暗証番号なし）");
    }
  });
});

test("a network that comes back while she reads signs nobody in, and no other window stays open", async ({
  enter,
  staffUrl,
}) => {
  const NAME = "なの";
  const page = await enter("ichiko");
  const form = await underTheGround(page, NAME);
  // Another window of the same tablet holds the same.
  const other = await newWindow(page.context(), staffUrl);
  await expect(other.getByRole("link", { name: `${NAME}さん` })).toBeVisible();
  await press(form, handOver);
  await expect(locked(other)).toBeVisible();
  expect(await other.content()).not.toContain(`${NAME}さん`);
  await other.reload();
  await expect(locked(other)).toBeVisible();
  await other.close();
  const card = item(page, /さがします/);
  await card.getByRole("radio", { name: /^今/ }).check();
  await card.getByRole("button", { name: "おくる" }).click();
  await expect(hers(page).getByRole("status")).toContainText("しまいました");
  const left = page.waitForResponse("**/api/session/leave");
  await connect(page);
  // What she said leaves for the server, sealed, without anybody signed in.
  expect((await left).status()).toBe(200);
  await expect(hers(page).getByRole("heading", { level: 1 })).toContainText(`${NAME}さん`);

  await test.step("what she has not sent is asked about once", async () => {
    await card.getByRole("textbox").first().fill("まだ おくらない");
    await hers(page).getByRole("button", { name: "おわる" }).first().click();
    await expect(hers(page).getByRole("status")).toContainText("おくっていない ことば");
    await expect(card.getByRole("textbox").first()).toHaveValue("まだ おくらない");
    await card.getByRole("textbox").first().fill("");
  });
  await hers(page).getByRole("button", { name: "おわる" }).first().click();
  await expect(locked(page)).toBeVisible();
  expect(await page.content()).not.toContain(WISH);
  await unlock(page);
  await expect(delivery(page)).toContainText("送信済み", { timeout: 90_000 });
  await openPlan(page, `${NAME}さん`);
  await expect(page.getByRole("main")).toContainText("今は決めない");
  await expect.poll(() => keptRows(page, "outbox")).toBe(0);
});

test("a case that was not taken along, or whose plan she has not been shown, is not handed over", async ({ enter }) => {
  const page = await enter("ichiko");
  await acceptCase(page, "ふみ");
  await prepare(page);
  await openCase(page, "ふみさん");
  await cutOff(page);
  await caseMenu(page, "本人に画面を渡す");
  const form = dialog(page, "本人に画面を渡す");
  await press(form, "サインインを終えて、渡す");
  await expect(form.getByText(/このケースは入っていないか、見せられません/)).toBeVisible();
  await expect(form.getByRole("button", { name: handOver })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await connect(page);
  await caseMenu(page, "この端末に持って出る");
  await expectTold(page, "この端末に入れました。");
  await cutOff(page);
  await caseMenu(page, "本人に画面を渡す");
  await press(form, "サインインを終えて、渡す");
  await expect(form.getByText(/このケースは入っていないか、見せられません/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "ふみさん" })).toBeVisible();
});
