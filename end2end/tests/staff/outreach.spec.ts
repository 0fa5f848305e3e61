/** 外で会った人 and 見回り: at night, without a network, without a name (scenario 2.1). */
import type { Page } from "@playwright/test";
import { acceptCase } from "../../support/case";
import {
  choose,
  dialog,
  expectTold,
  field,
  fillDate,
  fillSignIn,
  openPart,
  PASSWORD,
  part,
  pick,
  press,
  rail,
  signOut,
  tickAll,
} from "../../support/staff";
import { connect, cutOff, delivery, KEPT, keptRows, newWindow, openBox } from "../../support/tablet";
import { expect, look, test } from "../../support/test";

const HERS = "家は無理、知らない人の部屋に泊まってる";

/** The short paper, from the long one. */
async function openShort(page: Page): Promise<void> {
  await page.getByRole("link", { name: "相談を受け付ける" }).click();
  await page.getByRole("link", { name: "短い用紙" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "外で会った人" })).toBeVisible();
}

test("somebody without a name is written down without a network, and stands on the board once", async ({ enter }) => {
  const ichiko = await enter("ichiko");
  await openShort(ichiko);
  await cutOff(ichiko);
  await field(ichiko, "呼ばれたい名前").fill("しずく");
  await field(ichiko, "合図の言葉").fill("みかん");
  await tickAll(ichiko, "ご相談の内容", ["住まい"]);
  await pick(ichiko, "危険度", "高い");
  await press(ichiko, "受け付ける");
  await expect(ichiko.getByText("両方を選ぶか、両方とも選ばないでください")).toBeVisible();
  await pick(ichiko, "緊急度", "数日のうち");
  await press(ichiko, "受け付ける");
  await expect(ichiko.getByText("根拠を「記録」に書いてください")).toBeVisible();
  await field(ichiko, "本人の言葉").fill(HERS);
  await look(ichiko, "outreach");
  await press(ichiko, "受け付ける");
  await expectTold(ichiko, KEPT);
  await expect(ichiko.getByRole("heading", { level: 1, name: "送信箱" })).toBeVisible();
  const waiting = part(ichiko, "送信待ち");
  await expect(waiting).toContainText("相談の受理");
  await expect(waiting).toContainText("危険度・緊急度");
  await expect(waiting).toContainText("みかん");
  await look(ichiko, "outreach-waiting");

  await connect(ichiko);
  await expect(ichiko.getByText("送っていないものはありません")).toBeVisible({ timeout: 70_000 });
  await rail(ichiko, "ボード");
  await expect(ichiko.getByRole("main").getByRole("link", { name: "しずくさん" })).toHaveCount(1);
  await rail(ichiko, "さがす");
  await field(ichiko, "名前・フリガナ・番号").fill("みかん");
  await ichiko.getByRole("main").getByRole("link", { name: "しずくさん" }).click();
  await openPart(ichiko, "経過");
  await expect(ichiko.getByRole("main").locator("ol.timeline > li").filter({ hasText: "数日のうち" })).toHaveCount(1);

  // Nobody said that anybody else may know of her.
  const kei = await enter("kei");
  await expect(kei.getByRole("main").getByRole("link", { name: "しずくさん" })).toHaveCount(0);
});

test("what was seen is written down in the street with one hand: six touches from the board, without a network", async ({
  enter,
}) => {
  const ichiko = await enter("ichiko");
  await acceptCase(ichiko, "ほたる");
  await rail(ichiko, "ボード");
  await ichiko.setViewportSize({ width: 375, height: 812 });
  await ichiko.evaluate(() => {
    const counted = window as unknown as { touches: number };
    counted.touches = 0;
    addEventListener("pointerdown", () => counted.touches++, { capture: true });
  });
  const touches = () => ichiko.evaluate(() => (window as unknown as { touches: number }).touches);
  await ichiko.getByRole("main").getByRole("link", { name: "ほたるさん" }).tap();
  await expect(ichiko.getByRole("heading", { level: 1, name: "ほたるさん" })).toBeVisible();
  await cutOff(ichiko);
  await ichiko.getByRole("button", { name: "記録する", exact: true }).tap();
  const form = dialog(ichiko, "記録する");
  const sends = form.getByRole("button", { name: "記録する" });
  await form.getByText("巡回", { exact: true }).tap();
  await expect(sends, "under the thumb from the beginning").toBeInViewport({ ratio: 1 });
  await field(form, "事実").tap();
  await ichiko.keyboard.insertText("駅の東側で会った。");
  await field(form, "本人の言葉").tap();
  await ichiko.keyboard.insertText(HERS);
  await expect(field(form, "本人の言葉")).toBeInViewport({ ratio: 0.5 });
  await look(ichiko, "outreach-hand");
  await expect(sends).toBeInViewport({ ratio: 1 });
  const low = await sends.boundingBox();
  expect(low!.y, "in the lower third").toBeGreaterThan((812 * 2) / 3);
  await sends.tap();
  await expectTold(ichiko, KEPT);
  await expect(delivery(ichiko)).toContainText("送信待ち 1件");
  expect(await touches()).toBe(6);
});

test("who takes in nobody and goes out nowhere is told so, and gets no paper", async ({ enter, staffUrl }) => {
  const kei = await enter("kei");
  await kei.goto(`${staffUrl}/outreach`);
  await expect(kei.getByText("この操作は、あなたの役割ではできません")).toBeVisible();
  await expect(field(kei, "呼ばれたい名前")).toHaveCount(0);
  await kei.goto(`${staffUrl}/patrol`);
  await expect(kei.getByText("この画面は、あなたの役割では使いません")).toBeVisible();
  await expect(kei.getByRole("button", { name: "見回りを記録する" })).toHaveCount(0);
});

test("seventeen by her word: the worker is reminded of 通告, and decides it with a superior", async ({ enter }) => {
  const kokoro = await enter("kokoro");
  await openShort(kokoro);
  await field(kokoro, "呼ばれたい名前").fill("りつ");
  await fillDate(kokoro, "生年月日", "H21.3.31");
  await tickAll(kokoro, "ご相談の内容", ["住まい"]);
  await press(kokoro, "受け付ける");
  await expect(kokoro.getByText("18歳未満かもしれません")).toBeVisible();
  await look(kokoro, "child-notice");
  await press(kokoro, "通告について決めたことを記録");
  const form = dialog(kokoro, "児童相談所への通告の判断");
  await press(form, "記録する");
  await expect(form.getByRole("alert")).toContainText("理由を書いてください。");
  await pick(form, "どうするか", "通告する");
  await field(form, "理由").fill("本人の話から、家で暴力を受けていると思われる。");
  await expect(field(form, "相談した上司").getByRole("option", { name: "試験 心" })).toHaveCount(0);
  await choose(form, "相談した上司", "試験 所長");
  await look(kokoro, "child-notice-dialog");
  await press(form, "記録する");
  await expectTold(kokoro, "通告の判断を記録しました");
  const decided = part(kokoro, "児童相談所への通告の判断");
  await expect(decided).toContainText("相談した上司：試験 所長");
  await expect(decided.getByRole("link", { name: "照会・協力依頼" })).toBeVisible();
  await expect(kokoro.getByText("18歳未満かもしれません")).toHaveCount(0);
  await look(kokoro, "child-notice-decided");

  await test.step("nothing is said of somebody who is of age", async () => {
    await rail(kokoro, "ボード");
    await acceptCase(kokoro, "さえ", async () => fillDate(kokoro, "生年月日", "H2.7.4"));
    await expect(part(kokoro, "いま")).toBeVisible();
    await expect(kokoro.getByText("18歳未満かもしれません")).toHaveCount(0);
  });
});

test("a half-filled paper outlives its window; sent or thrown away it is gone", async ({ enter, staffUrl }) => {
  const ichiko = await enter("ichiko");
  // A cold start, and the first keys at once.
  await ichiko.goto(`${staffUrl}/outreach`);
  await field(ichiko, "呼ばれたい名前").fill("つゆ");
  await field(ichiko, "本人の言葉").fill(HERS);
  await expect.poll(() => keptRows(ichiko, "draft")).toBe(1);
  await ichiko.close();

  const next = await newWindow(ichiko.context(), `${staffUrl}/outreach`);
  await expect(next.getByText("書きかけを戻しました")).toBeVisible();
  await expect(field(next, "呼ばれたい名前")).toHaveValue("つゆ");
  await expect(field(next, "本人の言葉")).toHaveValue(HERS);

  await test.step("somebody else on the same tablet is not offered it", async () => {
    await signOut(next);
    await fillSignIn(next, "kokoro", PASSWORD);
    await openShort(next);
    await expect(field(next, "本人の言葉")).toHaveValue("");
    await expect(next.getByText("書きかけを戻しました")).toHaveCount(0);
    expect(await keptRows(next, "draft")).toBe(1);
    await signOut(next);
    await fillSignIn(next, "ichiko", PASSWORD);
    await openShort(next);
    await expect(field(next, "本人の言葉")).toHaveValue(HERS);
  });
  await press(next, "書きかけを消して、はじめから書く");
  await expect(field(next, "本人の言葉")).toHaveValue("");
  await expect.poll(() => keptRows(next, "draft")).toBe(0);

  await test.step("the long paper keeps its own", async () => {
    await rail(next, "ボード");
    await next.getByRole("link", { name: "相談を受け付ける" }).click();
    await field(next, "主訴").waitFor();
    await field(next, "今夜の危険").fill("帰る所がない");
    await expect.poll(() => keptRows(next, "draft")).toBe(1);
    await next.getByRole("link", { name: "あとで続ける" }).click();
    await acceptCase(next, "あられ");
    await expect.poll(() => keptRows(next, "draft")).toBe(0);
    await next.getByRole("navigation", { name: "ケースの中身" }).waitFor();
  });
});

test("a round is counted without a network and without a name, and a year tells its numbers", async ({ enter }) => {
  const akari = await enter("akari");
  await rail(akari, "見回り");
  await expect(akari.getByText("まだ記録されていません")).toBeVisible();
  await press(akari, "見回りを記録する");
  await press(akari, "記録する");
  await expect(akari.getByRole("alert").first()).toContainText("「区域」を入力してください。");
  await field(akari, "区域").fill("駅東側");
  await field(akari, "出た職員（人）").fill("2");
  await field(akari, "声をかけた人（人）").fill("23");
  await field(akari, "対応した人（人）").fill("5");
  await field(akari, "18歳未満（人）").fill("7");
  await press(akari, "記録する");
  await expect(akari.getByRole("alert").first()).toContainText("より多くなっています");
  await field(akari, "18歳未満（人）").fill("1");
  await field(akari, "18・19歳（人）").fill("2");
  await field(akari, "居場所").fill("3");
  await field(akari, "渡した物（個）").fill("8");
  await look(akari, "patrol-sheet");
  await cutOff(akari);
  await press(akari, "記録する");
  await expectTold(akari, KEPT);
  await expect(delivery(akari)).toContainText("送信待ち 1件");
  await openBox(akari);
  await expect(part(akari, "送信待ち")).toContainText("見回りの記録");
  await connect(akari);
  await expect(akari.getByText("送っていないものはありません")).toBeVisible({ timeout: 70_000 });
  await rail(akari, "見回り");
  const year = part(akari, "この年度の見回り");
  await expect(year).toContainText("駅東側");
  await expect(year.getByRole("row", { name: "18歳未満（人）" })).toContainText("1");
  await look(akari, "patrols");

  await test.step("it is mended in place", async () => {
    await year.getByText("記録を見る").click();
    await press(year, "直す");
    await expect(field(akari, "区域")).toHaveValue("駅東側");
    await field(akari, "声をかけた人（人）").fill("24");
    await press(akari, "記録する");
    await expect(part(akari, "この年度の見回り").getByRole("row", { name: "声をかけた人（人）" })).toContainText("24");
  });

  await test.step("mended to one number, to another and back without a network: the last one counts", async () => {
    await cutOff(akari);
    for (const [count, waits] of [["30", "1件"], ["31", "2件"], ["30", "3件"]] as const) {
      await year.getByText("記録を見る").click();
      await press(year, "直す");
      await field(akari, "声をかけた人（人）").fill(count);
      await press(akari, "記録する");
      await expect(delivery(akari)).toContainText(`送信待ち ${waits}`);
    }
    await connect(akari);
    await expect(delivery(akari)).toContainText("送信済み", { timeout: 70_000 });
    await akari.reload();
    await expect(year.getByRole("row", { name: "声をかけた人（人）" })).toContainText("30");
  });

  await test.step("two correct it at once: another box is put together, of the same one the second is told what stands", async () => {
    const colleague = await enter("akari");
    await rail(colleague, "見回り");
    const theirs = part(colleague, "この年度の見回り");
    for (const [page, list] of [
      [akari, year],
      [colleague, theirs],
    ] as const) {
      await list.getByText("記録を見る").click();
      await press(list, "直す");
      await expect(field(page, "声をかけた人（人）")).toHaveValue("30");
    }
    await field(akari, "渡した物（個）").fill("9");
    await field(akari, "声をかけた人（人）").fill("33");
    await press(akari, "記録する");
    await expect(year.getByRole("row", { name: "声をかけた人（人）" })).toContainText("33");
    await field(colleague, "居場所").fill("4");
    await field(colleague, "声をかけた人（人）").fill("32");
    await press(colleague, "記録する");
    await expect(colleague.getByRole("alert").first()).toContainText("ほかの人が「33」にしました");
    await expect(field(colleague, "声をかけた人（人）")).toHaveValue("32");
    await look(colleague, "patrol-two");
    await field(colleague, "声をかけた人（人）").fill("30");
    await press(colleague, "記録する");
    for (const [name, count] of [
      ["声をかけた人（人）", "30"],
      ["渡した物（個）", "9"],
      ["居場所", "4"],
    ] as const) {
      await expect(theirs.getByRole("row", { name: `${name} ${count}`, exact: true })).toBeVisible();
    }
  });

  await test.step("the officer reads sums, and few of them not at all", async () => {
    const shirabe = await enter("shirabe");
    await rail(shirabe, "年間のまとめ");
    const sums = part(shirabe, "見回り");
    await expect(sums.getByRole("row", { name: "声をかけた人（人）" })).toContainText("30");
    await expect(sums.getByRole("row", { name: "18歳未満（人）" })).toContainText("※");
    await expect(sums).not.toContainText("駅東側");
    await look(shirabe, "year-patrols");
  });
});
