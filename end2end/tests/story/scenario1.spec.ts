/** Scenario 1: one case, from the call at night to her plan, the end of the protection and the time after. */
import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { boardMove } from "../../support/board";
import {
  ADDRESS,
  assignRole,
  CENTER,
  CHILDREN,
  CITIZENS,
  COVER,
  considerProtection,
  decideAndStartProtection,
  fillAttendee,
  fillIntake,
  NAME,
  PLACE,
  POLICE,
  recordConsent,
  recordConsentToShare,
  recordWish,
  SCHOOL,
  SHELTER,
  telling,
  WELFARE,
  WISH,
} from "../../support/case";
import { comment, item, leave, lookBack, sendAgreement } from "../../support/her";
import { giveCard, takeLine } from "../../support/household";
import {
  addDecision,
  attend,
  beginWithHer,
  callAgain,
  convene,
  decideRequest,
  openMeeting,
  proposeRoles,
} from "../../support/meeting";
import { download } from "../../support/paper";
import { confirmPlan, fillPlan, type Item, openPlan, type Planned, savePlan, showPlan } from "../../support/plan";
import {
  caseMenu,
  choose,
  dialog,
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
  tickAll,
  unfold,
} from "../../support/staff";
import { connect, cutOff, KEPT, keptRows } from "../../support/tablet";
import { expect, expectNoSeriousAxe, look, test } from "../../support/test";
import { askToRest, beginEvaluation, closeCase, openTimings, watchOver } from "../../support/timing";

/** Lines of her card, each good for one visit. */
let lines: string[] = [];

const CODE = "K-R8-0001";

/** What was half written on a second tablet. */
const HALF = "本人は見学に前向きだった。";

test.describe.configure({ mode: "serial" });

test("1.1 a call at night: the intake becomes a case", async ({ enter, setClock }) => {
  await setClock("2026-05-08T21:40:00+09:00");
  const ichiko = await enter("ichiko");
  await look(ichiko, "board-empty");
  await ichiko.getByRole("link", { name: "相談を受け付ける" }).click();
  await fillIntake(ichiko);
  await expect(ichiko.getByText("年齢：35歳")).toBeVisible();
  await look(ichiko, "intake");
  await press(ichiko, "受け付ける");
  await expectTold(ichiko, "相談を受け付けました");
  await expect(ichiko.getByRole("heading", { level: 1, name: "はるさん" })).toBeVisible();
  await expect(ichiko.getByText(`${CODE} · 35歳 · 受理`)).toBeVisible();
  await openPart(ichiko, "家族・つながり");
  await expect(part(ichiko, "家族").getByText(/長女\s+見本 一花\s+9歳/)).toBeVisible();
  await expect(part(ichiko, "家族").getByText(/次女\s+見本 二葉\s+3歳/)).toBeVisible();
  await look(ichiko, "case-family");
  await openPart(ichiko, "書類");
  await expect(part(ichiko, "相談受付票")).toContainText(/相談受理年月日.*令和8年/s);
  await expect(part(ichiko, "相談受付票")).toContainText(/5月8日/);
  await look(ichiko, "case-papers");
  await rail(ichiko, "ボード");
  const accepted = ichiko.getByRole("region", { name: "受理" });
  await expect(accepted.getByRole("link", { name: /はるさん.*K-R8-0001/ })).toBeVisible();
  await look(ichiko, "board-one");
});

test("1.2 temporary protection: her yes first, and the place is for the list only", async ({ enter, setClock }) => {
  await setClock("2026-05-08T22:10:00+09:00");
  const ichiko = await enter("ichiko");
  await openCase(ichiko, "はるさん");
  await openPart(ichiko, "同意と共有");
  await recordConsent(ichiko, "一時保護", { channel: "口頭" });
  await considerProtection(ichiko);

  await setClock("2026-05-08T22:20:00+09:00");
  const shirabe = await enter("shirabe");
  await openInbox(shirabe);
  await expect(shirabe.getByRole("link", { name: /一時保護の可否を決める/ })).toBeVisible();
  await shirabe.getByRole("link", { name: /一時保護の可否を決める/ }).click();
  await setClock("2026-05-08T22:30:00+09:00");
  await decideAndStartProtection(shirabe);
  await expect(shirabe.getByText(/はるさん/).first()).toBeVisible();
  await expect(shirabe.getByText(/一時保護中/).first()).toBeVisible();
  await look(shirabe, "case-protection");

  await test.step("who is on the list opens the place, with a reason", async () => {
    await press(shirabe, "居場所を開く");
    const opening = dialog(shirabe, "居場所を開く");
    await field(opening, "開く理由").fill("夜の引きつぎ");
    await press(opening, "開く（60秒）");
    await expect(part(shirabe, "居場所・安全な連絡先")).toContainText(PLACE);
    await press(shirabe, "すぐ隠す");
    await expect(shirabe.getByText(PLACE)).toHaveCount(0);
  });

  await test.step("who is not on the list reads 非開示, and titles tell nothing", async () => {
    const dairi = await enter("dairi");
    await openCase(dairi, "はるさん");
    await openPart(dairi, "保護");
    await expect(part(dairi, "居場所・安全な連絡先")).toContainText("非開示");
    await expect(dairi.getByText(/一時保護所/)).toHaveCount(0);
    await expect(dairi).toHaveTitle("ともに");
    for (const login of ["kei", "akari", "daihyo", "kanri"] as const) {
      const other = await enter(login);
      await expect(other.getByRole("main")).not.toContainText(/はる|一時保護所|シェルター/);
      await expect(other).not.toHaveTitle(/保護|シェルター|はる/);
    }
  });
});

test("1.3 risk: facts, her words and the worker's view in three boxes", async ({ enter, setClock }) => {
  await setClock("2026-05-11T10:00:00+09:00");
  const ichiko = await enter("ichiko");
  await openCase(ichiko, "はるさん");
  await caseMenu(ichiko, "危険度・緊急度を記録");
  const form = dialog(ichiko, "危険度・緊急度を記録");
  await expect(field(form, "使った道具")).toHaveValue("専門職判断");
  await pick(form, "危険度", "高い");
  await pick(form, "緊急度", "数日のうち");
  await field(form, "事実").fill("首を絞められた。通院1回。");
  await field(form, "本人の言葉").fill("息ができなかった");
  await field(form, "所見").fill("追跡のおそれ");
  await look(ichiko, "risk-dialog");
  await press(form, "記録する");
  await expectTold(ichiko, "危険度・緊急度を記録しました");
  await openPart(ichiko, "経過");
  const entry = ichiko.getByRole("listitem").filter({ hasText: "専門職判断" });
  for (const [label, words] of [
    ["事実", "首を絞められた。通院1回。"],
    ["本人の言葉", "息ができなかった"],
    ["所見", "追跡のおそれ"],
  ] as const) {
    await expect(entry.getByRole("term").filter({ hasText: label })).toBeVisible();
    await expect(entry.getByRole("definition").filter({ hasText: words })).toBeVisible();
  }
  await look(ichiko, "case-timeline");
});

test("1.4 consent: three questions, three answers, and her wishes", async ({ enter, setClock }) => {
  await setClock("2026-05-12T14:00:00+09:00");
  const ichiko = await enter("ichiko");
  await openCase(ichiko, "はるさん");
  await recordWish(ichiko, WISH);
  await expect(ichiko.getByRole("blockquote").filter({ hasText: WISH })).toBeVisible();

  await openPart(ichiko, "同意と共有");
  await recordConsent(ichiko, "個別ケース検討会議を開くこと", { channel: "署名" });
  await recordConsentToShare(ichiko);
  await recordConsent(ichiko, "会議への参加のしかた", {
    channel: "署名",
    more: async (form) => {
      await pick(form, "参加のしかた", "別室・オンライン（一部）");
      await choose(form, "そばにいてほしい人", "試験 心");
    },
  });
  const share = part(ichiko, "会議へ情報を伝えること");
  await expect(share).toContainText("架空小学校：「欠席の連絡」だけ");
  await expect(share).toContainText("令和8年");
  await expect(share).toContainText("8月31日");
  for (const kind of ["個別ケース検討会議を開くこと", "会議へ情報を伝えること", "会議への参加のしかた"]) {
    await expect(part(ichiko, kind)).toContainText("同意あり");
  }
  await part(ichiko, "会議に来てほしい人・来てほしくない人").getByRole("button", { name: "聞いて記録する" }).click();
  const people = dialog(ichiko, "会議に来てほしい人・来てほしくない人");
  await tickAll(people, "来てほしい", [SHELTER]);
  await press(people, "記録する");
  await expectTold(ichiko, "本人の希望を記録しました");
  await expect(part(ichiko, "会議に来てほしい人・来てほしくない人")).toContainText(SHELTER);
  await look(ichiko, "case-consents");
});

test("1.5 the request, filled in from the case", async ({ enter, setClock }) => {
  await setClock("2026-05-13T09:30:00+09:00");
  const ichiko = await enter("ichiko");
  await openCase(ichiko, "はるさん");
  await ichiko.getByRole("link", { name: "会議を要請" }).click();
  await expect(ichiko.getByRole("heading", { name: "会議の開催を要請する" })).toBeVisible();

  await test.step("the tick follows the consent and is locked to it", async () => {
    const tick = ichiko.getByRole("checkbox", { name: "本人の同意" });
    await expect(tick).toBeChecked();
    await expect(tick).toBeDisabled();
  });
  await test.step("one of the two items, never both (BR-001)", async () => {
    const items = group(ichiko, "要綱第5条該当項目（いずれかにチェック）");
    const first = items.getByRole("radio", { name: /^\(1\)/ });
    await expect(first).toBeChecked();
    await items.getByRole("radio", { name: /^\(2\)/ }).check();
    await expect(first).not.toBeChecked();
    await first.check();
    await expect(items.getByRole("radio", { checked: true })).toHaveCount(1);
  });
  await expect(field(ichiko, "対象者氏名")).toHaveValue(NAME);
  await expect(ichiko.getByText("年齢：35歳")).toBeVisible();
  await expect(field(ichiko, "現在の状況")).toHaveValue(/令和8年5月8日から一時保護中。2人同伴。/);
  await field(ichiko, "現在の状況").fill("令和8年5月8日から一時保護中。子2人同伴。長女は登校していない。");
  await expect(field(ichiko, "本人の言葉")).toHaveValue(new RegExp(WISH));
  const matters = group(ichiko, "協議事項");
  for (const [at, matter] of ["退所先", "長女の就学", "支援措置と保護命令", "生活費"].entries()) {
    if (at > 0) {
      await press(matters, "行を足す");
    }
    await matters.getByRole("textbox").nth(at).fill(matter);
  }

  await test.step("an agency she left out cannot be added; the words tell the scope only", async () => {
    const list = group(ichiko, "参集範囲（※1）");
    await fillAttendee(list, 1, CENTER, "試験 調");
    await fillAttendee(list, 2, POLICE, "試験 警");
    await fillAttendee(list, 3, CHILDREN, "試験 児");
    await fillAttendee(list, 4, CITIZENS, "試験 市");
    await fillAttendee(list, 5, SHELTER, "試験 灯");
    await press(list, "機関を足す");
    await fillAttendee(list, 6, SCHOOL, "試験 校");
    const told = ichiko.getByText(/架空小学校は、本人が同意した範囲に入っていません。/).first();
    await expect(told).toBeVisible();
    await expect(told).not.toContainText(/被害|健康|住まい|場所|欠席/);
    const next = ichiko.getByRole("button", { name: "内容を確かめる" });
    await expect(next).toHaveAttribute("aria-disabled", "true");
    await expect(next).toHaveAccessibleDescription(/範囲/);
    await fillAttendee(list, 6, CENTER, "試験 心");
    await expect(told).toBeHidden();
  });
  const wished = group(ichiko, "開催希望日時（※2）");
  await fillDate(wished, "第1希望の日", "R8.5.19");
  await field(wished, "はじまり（例 13:30）").first().fill("13:00");
  await field(wished, "おわり（例 15:00）").first().fill("15:00");
  await press(wished, "希望日を足す");
  await fillDate(wished, "第2希望の日", "R8.5.20");
  await field(wished, "はじまり（例 13:30）").nth(1).fill("13:00");
  await field(wished, "おわり（例 15:00）").nth(1).fill("15:00");
  await field(ichiko, "開催希望場所（※2）").fill("センター会議室");
  await look(ichiko, "request-paper");
  await press(ichiko, "内容を確かめる");
  await expect(ichiko.getByRole("heading", { name: "要請する前に確かめる" })).toBeVisible();
  await look(ichiko, "request-check");
  await test.step("the network is gone at the last press: it waits, and goes by itself", async () => {
    await cutOff(ichiko);
    await press(ichiko, "会議の開催を要請する");
    await expectTold(ichiko, KEPT);
    await expect(part(ichiko, "送信待ち")).toContainText("会議の開催要請");
    await look(ichiko, "request-waiting");
    await connect(ichiko);
    await expect(ichiko.getByText("送っていないものはありません")).toBeVisible({ timeout: 30_000 });
    await rail(ichiko, "ボード");
    await openCase(ichiko, "はるさん");
    await openPart(ichiko, "会議");
    await expect(ichiko.getByRole("link", { name: "開催要請" })).toHaveCount(1);
    await ichiko.getByRole("link", { name: "開催要請" }).click();
  });
  await expect(ichiko.getByText("要請済み")).toBeVisible();
  await look(ichiko, "request-sent");
});

test("1.6 the Director's yes, the roles, the convocation", async ({ enter, setClock }) => {
  await setClock("2026-05-14T09:00:00+09:00");
  const shocho = await enter("shocho");
  await decideRequest(shocho);
  await expect(shocho.getByText("開催が決まりました")).toBeVisible();
  await look(shocho, "request-decided");

  const shirabe = await enter("shirabe");
  await proposeRoles(shirabe);
  const ichiko = await enter("ichiko");
  await openInbox(ichiko);
  await ichiko.getByRole("link", { name: /役割を確かめて、了解する/ }).click();
  await press(ichiko, "この役割を了解する");
  await expectTold(ichiko, "役割を了解しました");

  await convene(shirabe, { day: "R8.5.19", from: "13:30", to: "15:00" });
  await look(shirabe, "request-convened");

  await test.step("the wish stays as it was (BR-006)", async () => {
    await unfold(ichiko, "記入された内容");
    await expect(ichiko.getByText(/令和8年5月19日\(火\) 13:00〜15:00/).first()).toBeVisible();
    await expect(ichiko.getByText(/令和8年5月20日\(水\) 13:00〜15:00/).first()).toBeVisible();
    await expect(ichiko.getByText(/令和8年5月19日\(火\) 13:30〜15:00/).first()).toBeVisible();
  });
  await test.step("the notice carries number, day, room and roles, no name and no place", async () => {
    for (const login of ["kei", "ji", "shi", "akari", "kokoro"] as const) {
      const person = await enter(login);
      await openInbox(person);
      const notice = person.getByRole("article").filter({ hasText: "個別ケース検討会議のご案内" });
      await expect(notice).toContainText(`${CODE} 第1回`);
      await expect(notice).toContainText("令和8年5月19日(火) 13:30〜15:00");
      await expect(notice).toContainText("センター会議室");
      await expect(notice).toContainText("試験 調");
      await expect(notice).toContainText("試験 一子");
      await expect(notice).not.toContainText(/見本 |はる|一花|二葉|一時保護|架空町/);
      if (login === "kei") {
        await look(person, "inbox-notice");
      }
    }
    const school = await enter("ko");
    await openInbox(school);
    await expect(school.getByRole("article")).toHaveCount(0);
  });
});

test("1.7 the meeting", async ({ enter, later, setClock }) => {
  await setClock("2026-05-19T13:30:00+09:00");
  const shirabe = await enter("shirabe");
  await openMeeting(shirabe, "はるさん");
  await look(shirabe, "meeting-before");
  await press(shirabe, "会議を始める");
  await expectTold(shirabe, "会議を始めました");
  await attend(shirabe, ["試験 一子", "試験 調", "試験 警", "試験 児", "試験 市", "試験 灯", "試験 心"]);
  const statement = part(shirabe, "はじめに読む本人の言葉");
  await expect(field(statement, "本人の言葉")).toHaveValue(WISH);
  await expect(statement.getByRole("button", { name: "記録する" })).toHaveAccessibleDescription("記録ずみです。");
  await expect(shirabe.getByText("いま：ケースの概要及び協議事項の説明")).toBeVisible();
  await look(shirabe, "meeting-chair");

  await later("2026-05-19T13:45:00+09:00", [shirabe, "shirabe"]);
  await press(shirabe, "つぎへ");
  await expect(shirabe.getByText(/いま：意見交換/)).toBeVisible();
  const ichiko = await enter("ichiko");
  await test.step("the record: her question as she asked it", async () => {
    await openMeeting(ichiko, "はるさん");
    await ichiko.getByRole("link", { name: "記録", exact: true }).click();
    await press(ichiko, "本人の言葉");
    await field(ichiko, "ことば").fill("学校に場所を言わないで");
    await press(ichiko, "記録に加える");
    await expect(ichiko.getByRole("listitem").filter({ hasText: "学校に場所を言わないで" })).toBeVisible();
    await press(ichiko, "事実");
    await choose(ichiko, "だれの発言", POLICE);
    await field(ichiko, "ことば").fill("110番登録ができる。");
    await press(ichiko, "記録に加える");
    await expect(ichiko.getByRole("listitem").filter({ hasText: "110番登録ができる。" })).toBeVisible();
    await look(ichiko, "meeting-record");
    await expect(shirabe.getByText(/まだ発言のない機関/)).toBeVisible();
  });

  await later("2026-05-19T14:35:00+09:00", [shirabe, "shirabe"]);
  await press(shirabe, "つぎへ");
  await test.step("her part: from ten to two until twenty past two, from a room of her own", async () => {
    await pick(shirabe, "きょうの参加のしかた", "別室・オンライン（一部）");
    await field(shirabe, "何時から").fill("13:50");
    await field(shirabe, "何時まで").fill("14:20");
    await press(shirabe, "本人の参加を記録する");
    await expect(shirabe.getByText(/記録ずみ）：別室・オンライン（一部）\s*13:50〜14:20/)).toBeVisible();
  });
  await test.step("decisions and roles", async () => {
    const what = "母子生活支援施設を本人と見学する";
    await addDecision(shirabe, { what, agency: SHELTER, person: "試験 灯", until: "R8.5.27" });
    await expect(part(shirabe, "決まったこと").getByRole("article").filter({ hasText: what })).toBeVisible();

    await assignRole(shirabe, { role: "主担当機関", agency: CENTER, person: "試験 調" });
    await assignRole(shirabe, { role: "ケース管理・調整", agency: CENTER, person: "試験 調" });
    await assignRole(shirabe, { role: "取りまとめ", agency: WELFARE, person: "試験 一子" });
    await assignRole(shirabe, { role: "主たる直接支援", agency: WELFARE, person: "試験 一子" });
    await assignRole(shirabe, { role: "主たる直接支援", agency: SHELTER, person: "試験 灯" });
    await assignRole(shirabe, { role: "その他の分担", agency: CHILDREN, tasks: "長女・次女の面接" });
    await assignRole(shirabe, { role: "その他の分担", agency: POLICE, tasks: "110番登録・巡回" });
    await assignRole(shirabe, { role: "その他の分担", agency: CITIZENS, tasks: "支援措置" });
  });
  await test.step("no agreement on who leads: one agency that takes part is designated (BR-014)", async () => {
    const form = await unfold(shirabe, "決まらなかった");
    await press(form, "支援の方法が決まらない");
    const list = field(form, "指定する機関");
    await expect(list.getByRole("option", { name: SHELTER })).toBeAttached();
    await expect(list.getByRole("option", { name: SCHOOL })).toHaveCount(0);
    await choose(form, "指定する機関", SHELTER);
    await field(form, "理由").fill("本人がよく知っていて、見学にも同行するため");
    await field(form, "異なる意見").fill("みほん市福祉課も担えると述べた");
    await pick(form, "本人の受けとめ", "納得している");
    await press(form, "主たる支援機関に指定する");
    const row = part(shirabe, "役割分担の表").getByRole("row").filter({ hasText: "主たる支援機関" });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText(SHELTER);
    await expect(row).toContainText("指定（協議が調わないため）");
    await expect(row).toContainText("異なる意見：みほん市福祉課も担えると述べた");
    await expect(row).toContainText("納得している");
  });
  await pick(shirabe, "危険度", "高い");
  await pick(shirabe, "緊急度", "数日のうち");
  await press(shirabe, "判断を記録する");
  await expect(shirabe.getByText("危険度：高い　緊急度：数日のうち")).toBeVisible();
  await nextDate(shirabe, "R8.6.2", "13:30");
  await look(shirabe, "meeting-confirming");
  await test.step("the wall shows her words and no name of a place", async () => {
    await shirabe.getByRole("link", { name: "投影" }).click();
    await expect(shirabe.getByRole("article")).toContainText(WISH);
    await expect(shirabe.getByRole("article")).not.toContainText(/見本 |架空町|一時保護所|1990|平成2年/);
    await look(shirabe, "meeting-wall");
    await shirabe.getByRole("link", { name: "進行の画面へもどる" }).click();
  });

  await later("2026-05-19T15:00:00+09:00", [shirabe, "shirabe"], [ichiko, "ichiko"]);
  await field(ichiko, "ことば").fill("巡回は週2回とする。");
  await press(shirabe, "会議を終わる");
  await expectTold(shirabe, "会議を終わりました");
  await test.step("a line half written when it ends is written to its end", async () => {
    await expect(part(ichiko, "本人に渡す記録")).toBeVisible();
    await expect(field(ichiko, "ことば")).toHaveValue("巡回は週2回とする。");
    await press(ichiko, "記録に加える");
    await expect(part(shirabe, "記録").getByRole("listitem").filter({ hasText: "巡回は週2回とする。" })).toBeVisible();
  });
  await expect(shirabe.getByText("本人が読む言葉が、まだない決定があります")).toBeVisible();
  await field(shirabe, "決まったことを、本人が読む言葉で").fill(
    "5月《がつ》27日《にち》に、住《す》む ところを いっしょに 見《み》に行《い》きます。",
  );
  await press(shirabe, "記録を確定する");
  await expectTold(shirabe, "記録を確定しました");
  await press(shirabe, "参加した機関に共有する");
  await expectTold(shirabe, "記録を共有しました");
  await look(shirabe, "meeting-after");
  await test.step("what nobody had put into her words is put there by the worker in charge", async () => {
    await expect(field(ichiko, "ことば")).toHaveCount(0);
    const plainly = part(ichiko, "決まったことを本人が読む言葉で");
    await field(plainly, "本人が読む言葉").fill("いえを いっしょに 見《み》に いきます。");
    await press(plainly, "本人の画面に出す");
    await expectTold(ichiko, "本人の画面に出しました");
    await look(ichiko, "meeting-after-plainly");
  });
});

test("1.8 the report, written by the agency that asked, and the official paper", async ({ enter, setClock }) => {
  await setClock("2026-05-20T10:00:00+09:00");
  await test.step("nobody else writes it (BR-007)", async () => {
    const shirabe = await enter("shirabe");
    await openCase(shirabe, "はるさん");
    await openPart(shirabe, "会議");
    await shirabe.getByRole("link", { name: "開催要請" }).click();
    await shirabe.getByRole("link", { name: "報告へ" }).click();
    await expect(shirabe.getByText(/報告は、要請したみほん市福祉課が書きます。|要請した機関が行います/)).toBeVisible();
    await expect(field(shirabe, "協議結果・支援方針")).toHaveCount(0);
  });
  const ichiko = await enter("ichiko");
  await openInbox(ichiko);
  await ichiko.getByRole("link", { name: /報告を書く/ }).click();
  await expect(field(ichiko, "開催場所")).toHaveValue("センター会議室");
  const held = group(ichiko, "開催日時");
  await expect(field(held, "はじまり（例 13:30）")).toHaveValue("13:30");
  await expect(field(held, "おわり（例 15:00）")).toHaveValue("15:00");
  await expect(field(ichiko, "協議結果・支援方針")).toHaveValue(/主たる支援機関.*支援機関/s);
  await expect(field(group(ichiko, "出席者"), "機関")).toHaveCount(7);
  await look(ichiko, "report-paper");

  // The same worker had begun to write it on another tablet.
  const other = await enter("ichiko");
  await openInbox(other);
  await other.getByRole("link", { name: /報告を書く/ }).click();
  await field(other, "協議結果・支援方針").fill(HALF);
  await expect.poll(() => keptRows(other, "draft")).toBe(1);

  await press(ichiko, "内容を確かめる");
  await press(ichiko, "センター所長に報告する");
  await expectTold(ichiko, "センター所長に報告しました");
  await expect(ichiko.getByText("報告済み")).toBeVisible();
  await expect(ichiko.getByText("送られなかった書きかけがあります")).toHaveCount(0);
  await test.step("what was half written on the other tablet is not lost, and is no report", async () => {
    await expect(other.getByText("報告済み")).toBeVisible();
    await expect(other.getByText("送られなかった書きかけがあります")).toBeVisible();
    await expect(other.getByText(HALF)).toHaveCount(1);
    await look(other, "report-left-behind");
    await press(other, "書きかけを消す");
    await expect(other.getByText(HALF)).toHaveCount(0);
    await expect.poll(() => keptRows(other, "draft")).toBe(0);
  });

  const shocho = await enter("shocho");
  await openInbox(shocho);
  await shocho.getByRole("link", { name: /報告を読んで、受け取る/ }).click();
  await press(shocho, "報告を受け取る");
  await expectTold(shocho, "報告を受け取りました");
  await look(shocho, "report-filed");
  await shocho.getByRole("link", { name: "← 開催要請へ" }).click();
  await expect(shocho.getByText("受領済み")).toBeVisible();

  await shocho.getByRole("link", { name: "個別ケース検討会議資料" }).click();
  const sheet = shocho.getByRole("article");
  await expect(sheet).toContainText("【要請時記入項目】");
  await expect(sheet).toContainText("【開催後記入項目】");
  await look(shocho, "sheet");
  await shocho.emulateMedia({ media: "print" });
  await look(shocho, "sheet-print");
  await shocho.emulateMedia({ media: "screen" });
  const pdf = await download(shocho, shocho.getByRole("button", { name: "PDFを保存", exact: true }));
  expect(pdf.name).toBe("個別ケース検討会議資料.pdf");
  const xlsx = await download(shocho, shocho.getByRole("button", { name: "Excelを保存", exact: true }));
  expect(xlsx.name).toBe("個別ケース検討会議資料.xlsx");
  const text = execFileSync("pdftotext", ["-layout", pdf.path, "-"]).toString().normalize("NFKC");
  const cells = execFileSync("unzip", ["-p", xlsx.path]).toString().normalize("NFKC");
  // On the screen the boxes are drawn; what is read out are these words.
  const screen = (await sheet.innerText()).normalize("NFKC").replaceAll("チェックあり", "☑").replaceAll("チェックなし", "☐");
  for (const [kind, words] of [["PDF", text], ["XLSX", cells], ["screen", screen]] as const) {
    const flat = words.replace(/<[^>]*>/g, "").replace(/\s/g, "");
    for (const expected of [
      "個別ケース検討会議資料",
      "取扱注意",
      "要請機関名",
      WELFARE,
      "☑(1)一時保護中や女性自立施設入所中のケースの状況把握と支援方針の検討",
      "☐(2)今後一時保護や女性自立施設入所等を検討することが必要となる",
      "見本春花",
      "平成2年7月4日",
      "35歳",
      "非開示",
      "子2人同伴",
      "退所先",
      "センター会議室",
      "令和8年5月19日",
      "13時30分",
      "令和8年5月20日",
      "試験一子",
    ]) {
      expect(flat, `${expected} in the ${kind}`).toContain(expected.normalize("NFKC"));
    }
    for (const hidden of [ADDRESS, PLACE, "架空町", "一時保護所", "あかり", "試験灯"]) {
      expect(flat, `${hidden} in the ${kind}`).not.toContain(hidden.normalize("NFKC"));
    }
    expect(flat).toContain(COVER);
  }
});

test("1.9 the plan at her own door: two comments, a letter, a second version", async ({
  enter,
  herVisit,
  later,
  herJavaScript,
  setClock,
}) => {
  await setClock("2026-05-22T10:00:00+09:00");
  const ichiko = await enter("ichiko");
  await openCase(ichiko, "はるさん");
  await openPart(ichiko, "計画");
  await look(ichiko, "case-plans-empty");
  await fillPlan(ichiko, PLAN);
  await field(ichiko, "安全のための約束").fill("合い言葉を決める。荷物は玄関に置く。");
  await look(ichiko, "plan-editor");
  await savePlan(ichiko);
  await expect(ichiko.getByRole("heading", { name: "個別支援計画　第1版" })).toBeVisible();
  await showPlan(ichiko);
  await look(ichiko, "plan-shown");
  lines = await giveCard(ichiko, "はるさん");

  const her = await herVisit(takeLine(lines));
  await expect(her.getByRole("heading", { level: 1 })).toContainText("はるさん");
  await expect(her.getByText(WISH).first()).toBeVisible();
  await expect(her.getByRole("main")).not.toContainText(/追跡のおそれ/);
  await expect(her.getByRole("main").locator("ruby").first()).toBeVisible();
  await look(her, `her-plan-v1-${herJavaScript ? "script" : "noscript"}`);
  await comment(item(her, /さよならを 言/), "一花は音楽の先生が好き。さよならだけ言いたい");
  await expect(her.getByText("一花は音楽の先生が好き。さよならだけ言いたい").first()).toBeVisible();
  await comment(item(her, /安全.*約束/), "電話番号は変えたくない");
  await expect(her.getByText("電話番号は変えたくない").first()).toBeVisible();
  await test.step("her family is drawn for her as she told of it", async () => {
    await her.getByRole("link", { name: /^あなたの つながり/ }).click();
    const main = her.getByRole("main");
    await expect(main.getByRole("heading", { level: 2, name: /^家族.*絵/ })).toBeVisible();
    for (const child of ["見本 一花、長女", "見本 二葉、次女"]) {
      // The same child stands among her ties, too.
      const sign = main.getByRole("group", { name: /^家族.*絵/ }).getByRole("link", { name: child, exact: true });
      await expect(sign).toHaveAttribute("href", /^#l\d+$/);
    }
    await expect(main).not.toContainText("見本 某");
    await look(her, `her-family-${herJavaScript ? "script" : "noscript"}`);
  });
  await leave(her);

  await test.step("no confirmation while she waits for an answer (BR-055)", async () => {
    await openPlan(ichiko, "はるさん");
    await expect(ichiko.getByText("返事のないコメントが2件あります。")).toBeVisible();
    const confirm = ichiko.getByRole("button", { name: "計画を確定する" });
    await expect(confirm).toHaveAttribute("aria-disabled", "true");
    await expect(confirm).toHaveAccessibleDescription(/コメント2件に、まだ返事をしていません/);
    await look(ichiko, "plan-comments");
  });

  await later("2026-05-22T15:00:00+09:00", [ichiko, "ichiko"]);
  await openCase(ichiko, "はるさん");
  await openPart(ichiko, "同意と共有");
  await recordConsent(ichiko, "支援に必要な機関と共有すること", {
    channel: "口頭",
    more: telling([SCHOOL], ["子ども"], "さよならの手紙だけ。場所と新しい学校は書かない"),
  });
  await openPlan(ichiko, "はるさん");
  await answer(ichiko, "さよならだけ言いたい", "先生への手紙を、児童相談所がとどけます。場所は書きません。");
  await answer(ichiko, "電話番号は変えたくない", "番号はそのままで、もう一つ番号を持てます（SIMを分けます）。");
  await press(ichiko, "次の版をつくる");
  const letter = "転校《てんこう》の てつづきは 場所《ばしょ》を 出《だ》さずに します。先生《せんせい》への 手紙《てがみ》を とどけて、さよならを 言《い》います。";
  await ichiko
    .getByRole("article")
    .filter({ has: ichiko.getByRole("heading", { name: "項目 2" }) })
    .getByLabel(/^やさしいことば/)
    .fill(letter);
  await press(ichiko, "計画を保存する");
  await expect(ichiko.getByRole("heading", { name: "個別支援計画　第2版" })).toBeVisible();
  await expect(ichiko.getByRole("deletion").first()).toBeVisible();
  await showPlan(ichiko);
  await look(ichiko, "plan-v2");

  const again = await herVisit(takeLine(lines));
  await expect(again.getByText("先生への手紙を、児童相談所がとどけます。場所は書きません。")).toBeVisible();
  await expect(again.getByRole("heading", { name: /^まえに.*かわった.*ところ/ })).toBeVisible();
  const before = again.getByRole("deletion");
  const after = again.getByRole("insertion");
  await expect(before).toHaveCount(1);
  await expect(after).toContainText("とどけて");
  // The colours come with the style.
  await again.waitForLoadState();
  const colours = await Promise.all([before, after].map((one) => one.evaluate((e) => getComputedStyle(e).backgroundColor)));
  expect(colours[0]).not.toBe(colours[1]);
  await look(again, `her-plan-v2-${herJavaScript ? "script" : "noscript"}`);
  await leave(again);
});

test("1.10 she agrees in part, and the plan is confirmed", async ({ enter, herVisit, herJavaScript, setClock }) => {
  await setClock("2026-05-25T10:00:00+09:00");
  const her = await herVisit(takeLine(lines));
  await her.getByRole("link", { name: /^こたえる/ }).click();
  const extent = her.getByRole("group", { name: /この.*いいですか/ });
  await expect(extent.getByRole("radio", { checked: true })).toHaveCount(0);
  await look(her, `her-agree-${herJavaScript ? "script" : "noscript"}`);
  await extent.getByRole("radio", { name: /^一部/ }).check();
  await her.getByRole("checkbox", { name: /^6 安全/ }).check();
  await sendAgreement(her);
  await expect(her.getByRole("main")).toContainText(/一部.*いい/);
  await look(her, `her-agreed-${herJavaScript ? "script" : "noscript"}`);
  await leave(her);

  const ichiko = await enter("ichiko");
  await openPlan(ichiko, "はるさん");
  await expect(ichiko.getByText("本人が一部同意")).toBeVisible();
  await expect(ichiko.getByRole("article").filter({ hasText: "保留" })).toHaveCount(1);
  await expect(ichiko.getByRole("article").filter({ hasText: "保留" })).toContainText("安全");
  await confirmPlan(ichiko);
  await expect(ichiko.getByText("確定しました", { exact: true })).toBeVisible();
  await look(ichiko, "plan-confirmed");
});

test("1.12 meeting #2, and the protection ends", async ({ enter, later, setClock }) => {
  await setClock("2026-05-27T10:00:00+09:00");
  const ichiko = await enter("ichiko");
  const [shocho, shirabe] = [await enter("shocho"), await enter("shirabe")];
  await callAgain({ ichiko, shocho, shirabe }, {
    called: "はる",
    about: "退所先",
    also: [[5, SHELTER, "試験 灯"]],
    day: "R8.6.2",
    hours: ["13:30", "15:00"],
  });

  await later("2026-06-02T13:30:00+09:00", [shirabe, "shirabe"]);
  await beginWithHer(shirabe, "はるさん", 2, ["試験 一子", "試験 調", "試験 灯"]);
  await addDecision(shirabe, { what: "退所先は母子生活支援施設にする", agency: WELFARE });
  await assignRole(shirabe, { role: "主担当機関", agency: WELFARE, person: "試験 一子" });
  await assignRole(shirabe, { role: "主たる直接支援", agency: SHELTER, person: "試験 灯" });
  await pick(shirabe, "危険度", "中くらい");
  await pick(shirabe, "緊急度", "計画的に");
  await press(shirabe, "判断を記録する");
  await expect(shirabe.getByText("危険度：中くらい　緊急度：計画的に")).toBeVisible();
  await press(shirabe, "必要なときに");
  await expect(shirabe.getByText("必要なときに開きます。")).toBeVisible();
  await press(shirabe, "会議を終わる");
  await expectTold(shirabe, "会議を終わりました");

  await later("2026-06-05T11:00:00+09:00", [shirabe, "shirabe"]);
  await openCase(shirabe, "はるさん");
  await openPart(shirabe, "保護");
  await press(shirabe, "終わりにする");
  const ending = dialog(shirabe, "一時保護を終わりにする");
  await pick(ending, "終わりの理由・行き先", "母子生活支援施設");
  await press(ending, "終わりにする");
  await expectTold(shirabe, "一時保護を終わりにしました");
  await expect(shirabe.getByText(/支援中/).first()).toBeVisible();
  await openPart(shirabe, "会議");
  await expect(shirabe.getByText("第2回 個別ケース検討会議")).toBeVisible();
  await look(shirabe, "case-meetings");
  await rail(shirabe, "ボード");
  await expect(shirabe.getByRole("region", { name: "支援中" }).getByRole("link", { name: /K-R8-0001/ })).toBeVisible();
});

test("1.14 she looks back first; the case rests and is taken up again", async ({
  enter,
  herVisit,
  later,
  setClock,
}) => {
  await setClock("2026-08-10T10:00:00+09:00");
  const ichiko = await enter("ichiko");
  await openTimings(ichiko, "はるさん");
  await expect(ichiko.getByText("まだ評価はありません")).toBeVisible();
  await expect(ichiko.getByRole("button", { name: "終結にする" })).toHaveCount(0);
  await beginEvaluation(ichiko);
  const written = ichiko.getByRole("button", { name: "支援した側の評価を書く" });
  await expect(written).toHaveAttribute("aria-disabled", "true");
  await expect(written).toHaveAccessibleDescription(/評価は、本人が先です。/);
  await expectNoSeriousAxe(ichiko);
  await look(ichiko, "timings-asking-her");

  await test.step("at her own door, without a script", async () => {
    const her = await herVisit(takeLine(lines), { javaScript: false });
    await her.getByRole("link", { name: "ふりかえり" }).click();
    const signs = her.getByRole("group", { name: "どう なりましたか" }).first();
    await expect(signs.getByRole("radio", { checked: true })).toHaveCount(0);
    await her.getByRole("button", { name: "おくる" }).click();
    await expect(her.getByRole("alert")).toContainText(/ひとつ しるしを つけるか/);
    await lookBack(her, /^△/, "朝まで眠れる日がふえた");
    await expectNoSeriousAxe(her);
    await look(her, "her-look-back");
    await leave(her);
  });

  await expect(ichiko.getByText("朝まで眠れる日がふえた").first()).toBeVisible();
  await press(ichiko, "支援した側の評価を書く");
  const form = dialog(ichiko, "支援した側の評価を書く");
  await pick(form, "住むところを決める", "達成");
  await press(form, "評価を書く");
  await expect(form.getByRole("alert")).toContainText("見られた変化を書いてください。");
  const reached = group(form, "住むところを決める").getByRole("radio", { name: "達成", exact: true });
  await expect(reached).toBeChecked();
  await pick(form, "一花が学校に行けるようにする", "一部");
  await field(form, "見られた変化").fill("自分から電話をくれるようになった");
  await field(form, "本人に伝える変化（やさしいことば）").fill("じぶんから 電話《でんわ》を くれました。");
  await press(form, "評価を書く");
  await expectTold(ichiko, "支援した側の評価を書きました");
  await look(ichiko, "timings-written");

  const shirabe = await enter("shirabe");
  await boardMove(shirabe, "はるさん", "中断");
  await dialog(shirabe, "ケースを動かす").getByRole("link", { name: "「評価・節目」を開く" }).click();
  await press(shirabe, "中断にする");
  const rest = dialog(shirabe, "中断にする");
  await field(rest, "再開の条件").fill("退院したとき");
  await press(rest, "中断にする");
  await expect(rest.getByRole("alert")).toContainText("中断の理由を書いてください。");
  await expect(field(rest, "再開の条件")).toHaveValue("退院したとき");
  await askToRest(rest, { meeting: 1, next: "R8.8.17" });
  // The first meeting confirmed the plan: it is no meeting about resting.
  await expect(rest.getByText(/「中断」には、話し合った会議が要ります。/)).toBeVisible();
  await expect(field(rest, "中断の理由")).toHaveValue("入院した");
  await choose(rest, "話し合った会議", "第2回");
  await expectNoSeriousAxe(shirabe);
  await look(shirabe, "timings-suspend-form");
  await press(rest, "中断にする");
  await expectTold(shirabe, "中断にしました");
  await rail(shirabe, "ボード");
  await expect(shirabe.getByRole("region", { name: "中断" }).getByRole("link", { name: CODE })).toBeVisible();

  await later("2026-08-20T10:00:00+09:00", [ichiko, "ichiko"]);
  await boardMove(ichiko, "はるさん", "支援中");
  const back = dialog(ichiko, "ケースを動かす");
  await press(back, "「支援中」へ動かす");
  await expect(back.getByText("理由を書いてください。")).toBeVisible();
  await field(back, "再開する理由").fill("退院した");
  await press(back, "「支援中」へ動かす");
  await expectTold(ichiko, "「中断」から「支援中」へ動かしました");
});

test("1.15 watched over with her yes, closed at a meeting, and still in touch", async ({
  enter,
  herVisit,
  later,
  setClock,
}) => {
  await setClock("2026-08-21T10:00:00+09:00");
  const ichiko = await enter("ichiko");
  const [shocho, shirabe] = [await enter("shocho"), await enter("shirabe")];
  await callAgain({ ichiko, shocho, shirabe }, {
    called: "はる",
    about: "終結",
    situation: "子ども二人と、落ちついて暮らしている。",
    also: [[5, SHELTER, "試験 灯"]],
    day: "R8.8.27",
    hours: ["13:30", "15:00"],
  });
  await later("2026-08-27T13:30:00+09:00", [shirabe, "shirabe"], [ichiko, "ichiko"]);
  await beginWithHer(shirabe, "はるさん", 3, ["試験 一子", "試験 調", "試験 灯"]);
  await press(shirabe, "会議を終わる");
  await expectTold(shirabe, "会議を終わりました");

  await openTimings(shirabe, "はるさん");
  const closing = shirabe.getByRole("button", { name: "終結にする" });
  await expect(closing).toHaveAccessibleDescription(/評価の決定が「終結」になっていません。/);
  await press(shirabe, "会議の決定を記録する");
  const decision = dialog(shirabe, "会議の決定を記録する");
  await pick(decision, "決定", "終結");
  await choose(decision, "話し合った会議", "第3回");
  await field(decision, "理由").fill("三人の暮らしが落ちついた");
  await press(decision, "決定を記録する");
  await expect(decision.getByRole("alert")).toContainText("次の連絡をする人を選んでください。");
  await expect(field(decision, "理由")).toHaveValue("三人の暮らしが落ちついた");
  await fillDate(decision, "次の連絡の日", "R8.11.10");
  await choose(decision, "次の連絡をする人", "試験 一子");
  await press(decision, "決定を記録する");
  await expectTold(shirabe, "会議の決定を記録しました");

  await test.step("nobody watches over her without her yes", async () => {
    await openTimings(ichiko, "はるさん");
    const watching = ichiko.getByRole("button", { name: "見守りにする" });
    await expect(watching).toHaveAccessibleDescription(/本人の同意がありません/);
    await watchOver(ichiko, "R8.11.10");
  });

  await closeCase(shirabe);
  await look(shirabe, "timings-closed");

  await later("2026-11-10T10:00:00+09:00", [ichiko, "ichiko"]);
  await openCase(ichiko, "はるさん");
  await press(ichiko, "記録する");
  const record = dialog(ichiko, "記録する");
  await pick(record, "方法", "電話");
  await field(record, "事実").fill("元気にしていると話した");
  await press(record, "記録する");
  await expect(record).toBeHidden();
  const her = await herVisit(takeLine(lines), { javaScript: false });
  await her.getByRole("link", { name: "ふりかえり" }).click();
  await expect(her.getByRole("main")).toContainText(/ひとまず/);
  await expect(her.getByRole("button", { name: "おくる" })).toHaveCount(0);
  await expectNoSeriousAxe(her);
  await look(her, "her-look-back-closed");
  await leave(her);
});

async function nextDate(chair: Page, day: string, time: string): Promise<void> {
  await fillDate(chair, "次回の日", day);
  await field(part(chair, "次回"), "始まり").fill(time);
  await press(chair, "この日にする");
  await expect(chair.getByText("令和8年6月2日(火) 13:30")).toBeVisible();
}

const ITEMS: Item[] = [
  {
    domain: "住まい",
    issue: "帰る家がない",
    support: "母子生活支援施設を本人と見学する",
    easy: "5月《がつ》27日《にち》に 母子生活支援施設《ぼしせいかつしえんしせつ》を いっしょに 見《み》に 行《い》きます。",
    agency: SHELTER,
    when: "5月27日",
  },
  {
    domain: "子ども",
    issue: "長女が登校していない",
    support: "転校の手続を、場所を出さずに進める",
    easy: "転校《てんこう》の てつづきは 場所《ばしょ》を 出《だ》さずに します。さよならを 言《い》えるか 考《かんが》えます。",
    agency: CHILDREN,
    when: "6月中",
  },
  {
    domain: "お金",
    issue: "手持ちのお金が少ない",
    support: "児童手当の受給者を変更する",
    easy: "児童手当《じどうてあて》を あなたが うけとれるように します。",
    agency: WELFARE,
    when: "5月中",
  },
  {
    domain: "法律・手続き",
    issue: "夫が近づくおそれ",
    support: "保護命令の申立てを法テラスに相談する",
    easy: "保護命令《ほごめいれい》を 弁護士《べんごし》に 相談《そうだん》します。",
    agency: WELFARE,
    when: "6月中",
  },
  {
    domain: "健康",
    issue: "ねむれない",
    support: "心理面接を行う",
    easy: "こころの 面接《めんせつ》を します。",
    agency: CENTER,
    when: "週1回",
  },
  {
    domain: "安全",
    issue: "夜がこわい",
    support: "安全のための約束を一緒に考える",
    easy: "安全《あんぜん》の 約束《やくそく》を いっしょに 考《かんが》えます。",
    agency: WELFARE,
    when: "いつでも",
  },
];

const PLAN: Planned = {
  from: "R8.5.22",
  to: "R8.11.21",
  life: "三人で、安心してねむれる くらし",
  goals: "住むところを決める\n一花が学校に行けるようにする",
  review: "R8.8.21",
  items: ITEMS,
};

async function answer(page: Page, comment: string, words: string): Promise<void> {
  const card = page.getByRole("article").filter({ hasText: comment });
  await card.getByText("返事を書く").click();
  await field(card, "返事").fill(words);
  await press(card, "本人に返事をする");
  await expectTold(page, "返事をしました");
  await expect(card).toContainText(words);
}
