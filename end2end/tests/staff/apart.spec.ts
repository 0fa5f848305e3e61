/** Her meeting and her plan without a network: the minutes, and her answers written down beside her (9.9). */
import { type Locator, type Page } from "@playwright/test";
import { acceptCase, recordWish } from "../../support/case";
import { PLAN } from "../../support/household";
import { begin, callMeeting, openMeeting } from "../../support/meeting";
import { openPlan, savePlan, showPlan, writeAndShow } from "../../support/plan";
import { caseMenu, choose, expectTold, field, openCase, part, pick, press, unfold } from "../../support/staff";
import { connect, cutOff, delivery, KEPT, keptRows, openBox, PASSPHRASE, prepare } from "../../support/tablet";
import { expect, expectNoSeriousAxe, look, test } from "../../support/test";
import { convert } from "../../support/touch";

test.describe.configure({ timeout: 240_000 });

const FACT = "今夜の場所は、まだ決まっていない。";
const HERS = "学校には言わないでほしい。";
const HALF = "つぎは";
const RATHER = "川の近くは いやだ";

async function takeAlong(page: Page, name: string): Promise<void> {
  await openCase(page, `${name}さん`);
  await caseMenu(page, "この端末に持って出る");
  await expectTold(page, "この端末に入れました。");
}

async function unlock(page: Page): Promise<void> {
  await field(page, "合言葉").fill(PASSPHRASE);
  await press(page, "開く");
}

/** The window is closed and opened anew without a network; this address is gone to once the tablet is open. */
async function killAndOpen(page: Page, address: string): Promise<void> {
  await page.goto(new URL(address).origin);
  await unlock(page);
  await expect(part(page, "外に出る準備")).toBeVisible({ timeout: 30_000 });
  await page.evaluate((path) => history.pushState(null, "", path), new URL(address).pathname);
  await page.evaluate(() => dispatchEvent(new PopStateEvent("popstate")));
}

test("the minutes are written on in a room without a network, and stand when they were said", async ({
  enter,
  setClock,
}) => {
  const NAME = "しおり";
  await setClock("2026-05-10T10:00:00+09:00");
  await callMeeting(enter, {
    called: NAME,
    name: "仮名 しおり",
    day: "R8.5.11",
    hours: ["10:00", "11:00"],
  });
  await setClock("2026-05-11T10:00:00+09:00");
  const shirabe = await enter("shirabe");
  const ichiko = await enter("ichiko");
  await begin(shirabe, `${NAME}さん`, 1, ["試験 一子", "試験 調", "試験 心"]);

  await prepare(ichiko);
  await takeAlong(ichiko, NAME);
  await openMeeting(ichiko, `${NAME}さん`);
  await ichiko.getByRole("navigation", { name: "会議の画面" }).getByRole("link", { name: "記録" }).click();
  await expect(field(ichiko, "ことば")).toBeVisible();
  const address = ichiko.url();
  const waits = part(ichiko, "まだ送っていない会議の記録");
  const words = field(ichiko, "ことば");
  await cutOff(ichiko);

  await convert(ichiko, words, ["こんや", "こんやのばしょは"], FACT);
  await press(ichiko, "記録に加える");
  await expect(waits).toContainText(FACT);
  await expect(words).toHaveValue("");
  await press(ichiko, "本人の言葉");
  await convert(ichiko, words, ["がっこうには"], HERS);
  await ichiko.keyboard.press("Control+Enter");
  await expect(waits).toContainText(HERS);
  await expect(waits.getByRole("listitem").last()).toContainText("本人の言葉");
  await expect(delivery(ichiko)).toContainText("送信待ち 2件");
  await look(ichiko, "apart-minutes");

  await test.step("the tab is killed; what lay there and the line half written are there again", async () => {
    await words.fill(HALF);
    await expect.poll(() => keptRows(ichiko, "draft")).toBe(1);
    await killAndOpen(ichiko, address);
    await expect(words).toHaveValue(HALF, { timeout: 30_000 });
    await expect(waits).toContainText(FACT);
    await expect(waits).toContainText(HERS);
  });

  await setClock("2026-05-11T10:12:00+09:00");
  await expect(ichiko.getByText("鍵をかけました")).toBeVisible({ timeout: 15_000 });
  await connect(ichiko);
  await unlock(ichiko);
  await expect(delivery(ichiko)).toContainText("送信済み", { timeout: 90_000 });
  await expect(waits).toHaveCount(0);
  const lines = part(ichiko, "記録").locator("ol.minutes > li");
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toContainText(FACT);
  await expect(lines.last()).toContainText(HERS);
  // Not the hour of its arrival.
  await expect(lines.first()).not.toContainText("10:12");
  await expect(words).toHaveValue(HALF);
  await test.step("the chair reads them too", async () => {
    await shirabe.getByRole("navigation", { name: "会議の画面" }).getByRole("link", { name: "記録" }).click();
    await expect(part(shirabe, "記録").locator("ol.minutes > li")).toHaveCount(2);
  });
});

test("her answers to the plan are written down without a network; one to a version that is old is asked for anew", async ({
  enter,
}) => {
  const NAME = "りこ";
  const tablet = await enter("ichiko");
  await acceptCase(tablet, NAME);
  await recordWish(tablet, "しずかな 部屋で ねむりたい");
  await writeAndShow(tablet, PLAN);
  await prepare(tablet);
  await takeAlong(tablet, NAME);
  await openPlan(tablet, `${NAME}さん`);
  const address = tablet.url();
  const voice = part(tablet, "本人の返事を代わりに記入");
  const waits = part(tablet, "まだ送っていない本人の返事");
  await cutOff(tablet);
  await killAndOpen(tablet, address);
  await expect(voice).toBeVisible({ timeout: 30_000 });

  await test.step("what she says about an item", async () => {
    const reply = await unfold(voice, "項目への返事");
    await field(reply, "どの項目").selectOption({ index: 1 });
    await pick(reply, "本人の返事", "少しちがう");
    await convert(tablet, field(reply, "本人のことば"), ["かわの"], RATHER);
    await expect.poll(() => keptRows(tablet, "draft")).toBe(1);
    await killAndOpen(tablet, address);
    const again = await unfold(voice, "項目への返事");
    await expect(field(again, "本人のことば")).toHaveValue(RATHER, { timeout: 30_000 });
    // What was read to her is read to her anew.
    await again.getByRole("checkbox", { name: "書いた言葉を読み返し、本人に確かめた" }).check();
    await press(again, "返事を記録する");
    await expectTold(tablet, KEPT);
    await expect(waits).toContainText("少しちがう");
    await expect(waits).toContainText(RATHER);
    await expect.poll(() => keptRows(tablet, "draft")).toBe(0);
  });
  await test.step("her answer to the whole", async () => {
    const agree = await unfold(voice, "計画への同意");
    await pick(agree, "本人の返事", "全部に同意");
    await agree.getByRole("checkbox", { name: "計画を読んだ（読んでもらった）" }).check();
    await agree.getByRole("checkbox", { name: "あとで変えられることを知っている" }).check();
    await press(agree, "本人の返事を記録する");
    await expect(waits).toContainText("全部に同意");
    await look(tablet, "apart-voice");
  });
  await connect(tablet);
  await expect(delivery(tablet)).toContainText("送信済み", { timeout: 90_000 });
  await expect(waits).toHaveCount(0);
  await expect(tablet.getByRole("main")).toContainText(RATHER);

  const desk = await enter("ichiko");
  const showNext = async (goals: string) => {
    await openPlan(desk, `${NAME}さん`);
    await press(desk, "次の版をつくる");
    await field(desk, "当面の目標").fill(goals);
    await savePlan(desk);
    await showPlan(desk);
  };
  await test.step("what was chosen under one version is chosen anew under the next; her words stay", async () => {
    await tablet.reload();
    const agree = await unfold(voice, "計画への同意");
    await pick(agree, "本人の返事", "全部に同意");
    await agree.getByRole("checkbox", { name: "計画を読んだ（読んでもらった）" }).check();
    await field(agree, "本人のことば").fill(RATHER);
    await showNext("部屋を決める\nねむれる");
    await expect(agree).toContainText("計画が新しい版になりました。");
    await expect(agree.getByRole("radio", { name: "全部に同意", exact: true })).not.toBeChecked();
    await expect(field(agree, "本人のことば")).toHaveValue(RATHER);
    await look(tablet, "apart-anew");
    await field(agree, "本人のことば").fill("");
  });

  await test.step("an answer to a version that was written anew meanwhile is not taken", async () => {
    await openPlan(tablet, `${NAME}さん`);
    await cutOff(tablet);
    const agree = await unfold(voice, "計画への同意");
    await pick(agree, "本人の返事", "あとで決める");
    await press(agree, "本人の返事を記録する");
    await expect(waits).toContainText("あとで決める");
    await showNext("部屋を決める");
    await connect(tablet);
    await expect(delivery(tablet)).toContainText("確認が必要 1件", { timeout: 90_000 });
    await openBox(tablet);
    const asks = part(tablet, "確認が必要");
    await expect(asks).toContainText("あとで決める");
    await expectNoSeriousAxe(tablet);
  });
});

test("the next version is written without a network, twice, and is put together with what the desk wrote meanwhile", async ({
  enter,
}) => {
  const NAME = "みお";
  const tablet = await enter("ichiko");
  const desk = await enter("ichiko");
  await acceptCase(tablet, NAME);
  await recordWish(tablet, "しずかな 部屋で ねむりたい");
  await writeAndShow(tablet, PLAN);
  await prepare(tablet);
  await takeAlong(tablet, NAME);
  await openPlan(tablet, `${NAME}さん`);
  const address = tablet.url();
  await openPlan(desk, `${NAME}さん`);
  await cutOff(tablet);
  await killAndOpen(tablet, address);
  const aims = (page: Page): Locator => part(page, "めざすこと");

  await test.step("it waits here and is read here; written on, it begins with what waits", async () => {
    let stands = PLAN.life;
    for (const words of ["夜に ねむれる", "三人で 朝ごはんを 食べる"]) {
      await press(tablet, "次の版をつくる");
      await expect(field(tablet, "めざす くらし")).toHaveValue(stands, { timeout: 30_000 });
      await field(tablet, "めざす くらし").fill(words);
      await press(tablet, "計画を保存する");
      await expectTold(tablet, KEPT);
      await killAndOpen(tablet, address);
      await expect(part(tablet, "まだ送っていない計画")).toContainText(words, { timeout: 30_000 });
      stands = words;
    }
    await look(tablet, "apart-plan");
  });

  await test.step("what the second goes on from is not taken back beneath it", async () => {
    await openBox(tablet);
    const waiting = part(tablet, "送信待ち").getByRole("listitem");
    await expect(waiting).toHaveCount(2);
    const first = waiting.first();
    await press(first, "取り下げる");
    await press(first, "消して取り下げる");
    await expect(first).toContainText("このあとに書いたものが、これの続きです");
    await expect(waiting).toHaveCount(2);
  });

  await test.step("the desk writes into another box, and everything is there", async () => {
    await press(desk, "次の版をつくる");
    await field(desk, "見守り体制").fill("週に一度の電話");
    await savePlan(desk);
    await connect(tablet);
    await expect(delivery(tablet)).toContainText("送信済み", { timeout: 70_000 });
    await expect(desk.getByRole("heading", { level: 1, name: "個別支援計画　第2版" })).toBeVisible();
    await expect(aims(desk)).toContainText("三人で 朝ごはんを 食べる");
    await expect(aims(desk)).toContainText("週に一度の電話");
    await expect(part(desk, "同じ欄の、二つの記入")).toHaveCount(0);
  });

  await test.step("shown to her meanwhile: it comes back, is found at its plan, and is gone on with", async () => {
    await openPlan(tablet, `${NAME}さん`);
    await press(tablet, "この版を書きかえる");
    await field(tablet, "見守り体制").fill("二人で見守る");
    await cutOff(tablet);
    await press(tablet, "計画を保存する");
    await expectTold(tablet, KEPT);
    await showPlan(desk);
    await connect(tablet);
    await expect(delivery(tablet)).toContainText("確認が必要 1件", { timeout: 70_000 });
    await openBox(tablet);
    await press(part(tablet, "確認が必要"), "直して送る");
    await expect(tablet.getByRole("main")).toContainText("書きかけの計画があります");
    await press(tablet, "続きを書く");
    await expect(field(tablet, "見守り体制")).toHaveValue("二人で見守る");
  });
});
