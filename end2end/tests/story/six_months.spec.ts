/** Half a year of one small case through all four timings, at both doors: 作成, 再プラン, 中断, 終結; what was
 * planned is done in between, written down, told to her, and the case rests, goes on, is watched over, closed and
 * opened once more. */
import type { Locator, Page } from "@playwright/test";
import { boardMove } from "../../support/board";
import { recordWish, WELFARE } from "../../support/case";
import { leave, lookBack, sendAgreement } from "../../support/her";
import { giveCard, takeLine } from "../../support/household";
import { addDecision, callAgain, callMeeting, hold } from "../../support/meeting";
import { onPaper, readPaper } from "../../support/paper";
import { confirmPlan, writeAndShow } from "../../support/plan";
import {
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
} from "../../support/staff";
import { expect, expectNoSeriousAxe, look, test } from "../../support/test";
import { askToRest, beginEvaluation, closeCase, openTimings, watchOver } from "../../support/timing";

const CALLED = "うみ";
const CASE = `${CALLED}さん`;
const WISH = "しずかな 部屋で ねむりたい";
/** 現在の状況 as the worker tells it, whatever is to be talked about. */
const SITUATION = "支援を続けている。";
/** A worker's reason, which is not for her door. */
const REASON = "担当者の都合";
/** A worker's view, which is for nobody but those in charge. */
const VIEW = "疲れているように見えた";
/** The decision, in the words that she reads. */
const FOR_HER = "へやを いっしょに 見に 行きます。";
const SMALL_CHANGE = "朝 おきられる日が ふえた";

/** Lines of her card, each good for one visit. */
let lines: string[] = [];

test.describe.configure({ mode: "serial" });

test("作成: a meeting decides, she agrees, and what was decided is being done", async ({
  enter,
  herVisit,
  later,
  setClock,
}) => {
  await setClock("2026-05-20T10:00:00+09:00");
  const { ichiko, shirabe } = await callMeeting(enter, {
    called: CALLED,
    name: "見本 海",
    day: "R8.5.26",
    hours: ["13:30", "15:00"],
  });
  await later("2026-05-26T13:30:00+09:00", [shirabe, "shirabe"], [ichiko, "ichiko"]);
  await hold(shirabe, CASE, 1, async () => {
    await addDecision(shirabe, { what: "部屋を本人と見に行く", agency: WELFARE, person: "試験 一子", until: "R8.6.9" });
    await expect(part(shirabe, "決まったこと").getByRole("article").filter({ hasText: "部屋を本人と見に行く" })).toBeVisible();
    await field(shirabe, "本人が読む言葉").fill(FOR_HER);
    await press(shirabe, "本人の画面に出す");
    await expectTold(shirabe, "本人の画面に出しました");
  });
  await openCase(ichiko, CASE);
  await recordWish(ichiko, WISH);
  await writePlan(ichiko, { to: "R8.11.25", review: "R8.8.25", goal: "部屋を決める", support: "部屋を一緒に探す" });
  lines = await giveCard(ichiko, CASE);

  const her = await herVisit(takeLine(lines));
  await expect(her.getByRole("main")).toContainText(FOR_HER);
  await expect(her.getByRole("main")).not.toContainText("部屋を本人と見に行く");
  await agree(her);
  await leave(her);
  await confirmNewest(ichiko);

  await test.step("it is the worker's own task, by code and day", async () => {
    await openInbox(ichiko);
    const own = part(ichiko, "あなたのやること");
    await expect(own.getByRole("listitem")).toHaveCount(1);
    await expect(own).toContainText(/K-R8-\d{4}/);
    await expect(own).toContainText("会議の決定");
    await expect(own).not.toContainText(/うみ|部屋/);
    await look(ichiko, "inbox-own-tasks");
    await openInbox(shirabe);
    await expect(part(shirabe, "あなたのやること")).toHaveCount(0);
  });
  await boardMove(ichiko, CASE, "アセスメント");
  await expectTold(ichiko, `${CASE}を「受理」から「アセスメント」へ動かしました`);
  await boardMove(ichiko, CASE, "支援中");
  await press(dialog(ichiko, "ケースを動かす"), "「支援中」へ動かす");
  await expectTold(ichiko, `${CASE}を「アセスメント」から「支援中」へ動かしました`);
});

test("the months between: put off, done, written down, and told to her", async ({
  enter,
  herVisit,
  later,
  setClock,
}) => {
  await setClock("2026-06-12T10:00:00+09:00");
  const ichiko = await enter("ichiko");
  await openInbox(ichiko);
  const own = part(ichiko, "あなたのやること");
  await expect(own).toContainText("3日すぎ");
  await own.getByRole("link", { name: "やることを見て、記録する" }).first().click();
  const task = part(ichiko, "やること").getByRole("listitem").filter({ hasText: "部屋を本人と見に行く" });
  await task.getByRole("button", { name: "延ばす" }).click();
  const off = dialog(ichiko, "延ばす");
  await fillDate(off, "新しい期日", "R8.6.30");
  await press(off, "この日まで延ばす");
  await expect(off.getByRole("alert")).toContainText("延ばす理由を書いてください。");
  await field(off, "延ばす理由").fill(REASON);
  await press(off, "この日まで延ばす");
  await expectTold(ichiko, "期日を延ばしました");

  const her = await herVisit(takeLine(lines));
  await expect(her.getByRole("main")).toContainText("のばしました");
  await expect(her.getByRole("main")).toContainText("いま して います。");
  await expect(her.getByRole("main")).not.toContainText(REASON);
  await expectNoSeriousAxe(her);
  await look(her, "her-put-off");
  await leave(her);

  await later("2026-06-26T16:00:00+09:00", [ichiko, "ichiko"]);
  await write(ichiko, "同行", "部屋を二つ見た", "ここなら ねむれそう");
  await openPart(ichiko, "やること・期日");
  await task.getByRole("button", { name: "済んだ" }).click();
  await press(dialog(ichiko, "済んだ"), "済んだと記録する");
  await expectTold(ichiko, "済んだことを記録しました");
  await later("2026-07-17T11:00:00+09:00", [ichiko, "ichiko"]);
  await openCase(ichiko, CASE);
  await write(ichiko, "電話", "引っこしの日を決めた", "カーテンを じぶんで えらんだ");

  const again = await herVisit(takeLine(lines));
  await expect(again.getByRole("main")).toContainText(/わりました/);
  await again.getByRole("link", { name: /^話/ }).click();
  for (const told of ["部屋を二つ見た", "引っこしの日を決めた", "カーテンを じぶんで えらんだ"]) {
    await expect(again.getByRole("main")).toContainText(told);
  }
  await expect(again.getByRole("main")).not.toContainText(VIEW);
  await leave(again);
});

test("再プラン: she looks back first, a meeting decides, and a new plan begins", async ({
  enter,
  herVisit,
  later,
  setClock,
}) => {
  await setClock("2026-08-20T10:00:00+09:00");
  const ichiko = await enter("ichiko");
  const [shocho, shirabe] = [await enter("shocho"), await enter("shirabe")];
  await evaluate(ichiko);
  const her = await herVisit(takeLine(lines));
  await her.getByRole("link", { name: "ふりかえり" }).click();
  await lookBack(her, /^○/, SMALL_CHANGE);
  await leave(her);
  await writeAfterHer(ichiko, "部屋を決める");
  await callAgain({ ichiko, shocho, shirabe }, {
    called: CALLED,
    situation: SITUATION,
    about: "再プラン",
    day: "R8.8.25",
    hours: ["13:30", "15:00"],
  });
  await later("2026-08-25T13:30:00+09:00", [shirabe, "shirabe"], [ichiko, "ichiko"]);
  await hold(shirabe, CASE, 2);
  await decide(shirabe, "再プラン", 2);

  await openTimings(ichiko, CASE);
  const paper = await readPaper(ichiko, ichiko.getByRole("button", { name: "書面（PDF）" }).first(), "評価");
  const [hers, after] = [paper.indexOf(onPaper(SMALL_CHANGE)), paper.indexOf("見られた変化")];
  expect(hers).toBeGreaterThan(0);
  expect(after).toBeGreaterThan(hers);
  expect(paper).toContain("配布番号");
  expect(paper).not.toMatch(/見本海|うみ/);

  await writePlan(ichiko, { to: "R9.2.24", review: "R8.11.24", goal: "仕事をさがす", support: "仕事の相談をする" });
  const again = await herVisit(takeLine(lines));
  await expect(again.getByRole("main")).toContainText("仕事をさがす");
  await expect(again.getByRole("main")).not.toContainText("いま して います。");
  await agree(again);
  await leave(again);
  await confirmNewest(ichiko);
  await openCase(ichiko, CASE);
  await openPart(ichiko, "計画");
  const plans = ichiko.getByRole("main").getByRole("listitem").filter({ hasText: "個別支援計画" });
  await expect(plans).toHaveCount(2);
  await expect(plans.last()).toContainText("再プランへ");
});

test("中断: the case rests with somebody in touch, and goes on where it stood", async ({
  enter,
  herVisit,
  later,
  setClock,
}) => {
  await setClock("2026-09-14T10:00:00+09:00");
  const [ichiko, shocho, shirabe] = [await enter("ichiko"), await enter("shocho"), await enter("shirabe")];
  await callAgain({ ichiko, shocho, shirabe }, {
    called: CALLED,
    situation: SITUATION,
    about: "入院のあいだの支援",
    day: "R8.9.18",
    hours: ["13:30", "15:00"],
  });
  await later("2026-09-18T13:30:00+09:00", [shirabe, "shirabe"], [ichiko, "ichiko"]);
  await hold(shirabe, CASE, 3);
  await openTimings(shirabe, CASE);
  await press(shirabe, "中断にする");
  const rest = dialog(shirabe, "中断にする");
  await field(rest, "再開の条件").fill("退院したとき");
  await askToRest(rest, { meeting: 3, next: "R8.10.5" });
  await expectTold(shirabe, "中断にしました");

  const her = await herVisit(takeLine(lines));
  // Nothing is said to be done while it rests.
  await expect(her.getByRole("main")).not.toContainText("いま して います。");
  await leave(her);

  await later("2026-10-05T10:00:00+09:00", [ichiko, "ichiko"]);
  await openCase(ichiko, CASE);
  await write(ichiko, "訪問", "病院に会いに行った", "来週 退院できる");
  await later("2026-10-13T10:00:00+09:00", [ichiko, "ichiko"]);
  await boardMove(ichiko, CASE, "支援中");
  const back = dialog(ichiko, "ケースを動かす");
  await field(back, "再開する理由").fill("退院した");
  await press(back, "「支援中」へ動かす");
  await expectTold(ichiko, "「中断」から「支援中」へ動かしました");
  const again = await herVisit(takeLine(lines));
  await expect(again.getByRole("main")).toContainText("いま して います。");
  await leave(again);
});

test("終結: watched over with her yes, closed at a meeting, still in touch, opened once more", async ({
  enter,
  herVisit,
  later,
  setClock,
}) => {
  await setClock("2026-11-12T10:00:00+09:00");
  const [ichiko, shocho, shirabe] = [await enter("ichiko"), await enter("shocho"), await enter("shirabe")];
  await evaluate(ichiko);
  await press(ichiko, "本人の評価を書きとる");
  const hers = dialog(ichiko, "本人の評価を書きとる");
  await field(hers, "本人のことば").fill("もう だいじょうぶ");
  await hers.getByRole("checkbox", { name: /読み返し/ }).check();
  await press(hers, "本人の評価を記録する");
  await expectTold(ichiko, "本人の評価を記録しました");
  await writeAfterHer(ichiko, "仕事をさがす");
  await callAgain({ ichiko, shocho, shirabe }, {
    called: CALLED,
    situation: SITUATION,
    about: "終結",
    day: "R8.11.18",
    hours: ["13:30", "15:00"],
  });
  await later("2026-11-18T13:30:00+09:00", [shirabe, "shirabe"], [ichiko, "ichiko"]);
  await hold(shirabe, CASE, 4);
  await decide(shirabe, "終結", 4);

  await later("2026-11-20T10:00:00+09:00", [shirabe, "shirabe"], [ichiko, "ichiko"]);
  await openCase(ichiko, CASE);
  await watchOver(ichiko, "R8.12.18");
  await openTimings(shirabe, CASE);
  await closeCase(shirabe, "R8.12.18");

  await openCase(ichiko, CASE);
  await write(ichiko, "電話", "元気にしていると話した", "仕事が きまった");
  const her = await herVisit(takeLine(lines));
  await expect(her.getByRole("main")).not.toContainText("いま して います。");
  await her.getByRole("link", { name: /^話/ }).click();
  for (const told of ["部屋を二つ見た", "病院に会いに行った", "仕事が きまった"]) {
    await expect(her.getByRole("main")).toContainText(told);
  }
  await expectNoSeriousAxe(her);
  await look(her, "her-half-a-year");
  await leave(her);

  await boardMove(ichiko, CASE, "アセスメント");
  const again = dialog(ichiko, "ケースを動かす");
  await again.getByRole("textbox").first().fill("本人から相談があった");
  await again.getByRole("button", { name: /^「アセスメント.*へ動かす$/ }).click();
  await expectTold(ichiko, "へ動かしました");
  await openTimings(ichiko, CASE);
  await expect(part(ichiko, "中断・終結の記録")).toContainText("もう一度始めた");
  await expect(part(ichiko, "評価")).toContainText(SMALL_CHANGE);
});

interface Planned {
  to: string;
  review: string;
  goal: string;
  support: string;
}

/** Writes a plan of one item and shows it to her. */
async function writePlan(page: Page, planned: Planned): Promise<void> {
  const item = {
    domain: "住まい",
    issue: "くらしを ととのえる",
    support: planned.support,
    easy: "いっしょに します。",
    agency: WELFARE,
    when: "週1回",
  };
  const { to, review, goal } = planned;
  await writeAndShow(page, { to, life: "安心して くらす", goals: goal, review, items: [item] });
}

/** She agrees to all of it. */
async function agree(her: Page): Promise<void> {
  await her.getByRole("link", { name: /^こたえる/ }).click();
  await her.getByRole("group", { name: /この.*いいですか/ }).getByRole("radio", { name: /^全部/ }).check();
  await sendAgreement(her);
}

/** Confirms the newest plan with the newest meeting. */
async function confirmNewest(page: Page): Promise<void> {
  await openCase(page, CASE);
  await openPart(page, "計画");
  await page.getByRole("link", { name: /^個別支援計画 第/ }).first().click();
  await confirmPlan(page);
}

/** A contact record that was said with her, with a view that is not for her. */
async function write(page: Page, means: string, facts: string, words: string): Promise<void> {
  await press(page, "記録する");
  const form = dialog(page, "記録する");
  await pick(form, "方法", means);
  await field(form, "事実").fill(facts);
  await field(form, "本人の言葉").fill(words);
  await field(form, "所見").fill(VIEW);
  await form.getByRole("checkbox", { name: /^本人と確かめた/ }).check();
  await press(form, "記録する");
  await expect(form).toBeHidden();
}

async function evaluate(page: Page): Promise<void> {
  await openTimings(page, CASE);
  await beginEvaluation(page);
}

async function writeAfterHer(page: Page, goal: string): Promise<void> {
  await press(page, "支援した側の評価を書く");
  const form = dialog(page, "支援した側の評価を書く");
  await pick(form, goal, "達成");
  await field(form, "見られた変化").fill("自分から電話をくれるようになった");
  await press(form, "評価を書く");
  await expectTold(page, "支援した側の評価を書きました");
}

/** Writes down what the meeting decided. */
async function decide(page: Page, decision: string, meeting: number): Promise<void> {
  await openTimings(page, CASE);
  await press(page, "会議の決定を記録する");
  const form: Locator = dialog(page, "会議の決定を記録する");
  await pick(form, "決定", decision);
  await choose(form, "話し合った会議", `第${meeting}回`);
  await field(form, "理由").fill("本人と話して決めた");
  if (decision === "終結") {
    // So near that it is over when the case is closed.
    await fillDate(form, "次の連絡の日", "R8.11.19");
    await choose(form, "次の連絡をする人", "試験 一子");
  }
  await press(form, "決定を記録する");
  await expectTold(page, "会議の決定を記録しました");
}
