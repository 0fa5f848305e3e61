/**
 * Scenario 2, step 2.7: a young woman who wants to be called みさ takes part in the whole of her meeting
 * and writes into it on her own phone. What was done to her is told to the hospital alone. The meeting
 * serves the youth programme too; by that nobody learns anything of hers, and a year counts one more.
 */
import type { Locator, Page } from "@playwright/test";
import { addStaff, claimAccount, enterHeard } from "../../support/account";
import {
  acceptCase,
  assignRole,
  caseNo,
  CENTER,
  fillAttendee,
  recordConsent,
  recordWish,
  telling,
  WELFARE,
} from "../../support/case";
import { leave } from "../../support/her";
import { giveCard, takeLine } from "../../support/household";
import { addDecision, askAndCall, beginWithHer, openMeeting } from "../../support/meeting";
import { received } from "../../support/quiet";
import {
  choose,
  dialog,
  expectNobodyFound,
  expectNotThere,
  expectTold,
  field,
  fillDate,
  fillSignIn,
  group,
  openCase,
  openInbox,
  openPart,
  PASSWORD,
  part,
  pick,
  press,
  rail,
  tickAll,
} from "../../support/staff";
import { expect, look, test } from "../../support/test";

// Up to nine windows at once.
test.describe.configure({ mode: "serial", timeout: 240_000 });

const OUTREACH = "アウトリーチ事業者（架空）";
const HOSPITAL = "架空病院";
const DOCTOR = "試験 院";
const DOCTOR_SIGNS_IN = "byoin";
const YOUTH = "若年被害女性等支援事業の連携会議";

const CALLED = "みさ";
const SAN = `${CALLED}さん`;
const NAME = "仮名 美咲";
const WISH = "家には帰らない。ひとりで ねむれる ところが ほしい";
const ILL = "食事がとれず、めまいがある。";
const SLEEPS = "知り合った人の部屋を転々としている。";
/** For the hospital alone. */
const HARM = "泊めた人から、望まないことをされた。";
const HARM_KIND = "性被害の詳細";
const SAID = "家族には 知らせないで ください";
const DECIDED = "婦人科の受診に同行する";
const EASY = "病院《びょういん》へ いっしょに 行《い》きます。";
const RECORD = "病院《びょういん》へ いっしょに 行《い》きます。家族《かぞく》には 知《し》らせません。";

/** What tells who she is to somebody who does not know her. */
const WHO = /美咲|ミサキ|仮名|平成19年|2007-01-15|H19/;
/** Everything by which a page could be about her. */
const ANY = new RegExp(`${WHO.source}|${CALLED}|ねむれる|知らせないで|婦人科|K-R8-\\d`);

/** What the story carries from step to step. */
const story = { code: "", address: "", meeting: "", held: 0, lines: [] as string[] };

test("2.7 a hospital joins the council: an agency, an account, a pledge", async ({
  enter,
  newTablet,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-11-05T09:00:00+09:00");
  const shirabe = await enter("shirabe");
  await addHospital(shirabe);
  const code = await addStaff(shirabe, {
    name: DOCTOR,
    login: DOCTOR_SIGNS_IN,
    agency: HOSPITAL,
    role: "会議の構成員",
  });

  const doctor = await (await newTablet()).newPage();
  await doctor.goto(staffUrl);
  await press(doctor, "はじめての人・紙のコードがある人");
  await claimAccount(doctor, { login: DOCTOR_SIGNS_IN, code, password: PASSWORD });
  await pick(doctor, "あなたの立場", "法人・団体の役員や職員");
  await doctor.getByRole("checkbox", { name: "読みました。約束します。" }).check();
  await press(doctor, "署名して始める");
  await expectTold(doctor, "誓約を受け取りました");
});

test("2.7 she says yes to the meeting, and to one thing for the hospital alone", async ({ enter, setClock }) => {
  await setClock("2026-11-05T10:00:00+09:00");
  const ichiko = await enter("ichiko");
  await takeIn(ichiko);
  await recordWish(ichiko, WISH);
  await assess(ichiko);

  await openPart(ichiko, "同意と共有");
  await recordConsent(ichiko, "個別ケース検討会議を開くこと", { channel: "口頭" });
  await recordConsent(ichiko, "会議へ情報を伝えること", {
    channel: "口頭",
    more: telling([CENTER, OUTREACH, HOSPITAL], ["健康", "住まい"], "会議"),
  });
  // A row of its own: one scope cannot say more to one agency than to the others.
  await recordConsent(ichiko, "支援に必要な機関と共有すること", {
    channel: "口頭",
    more: telling([HOSPITAL], [HARM_KIND], "診察のため"),
  });
  await recordConsent(ichiko, "会議への参加のしかた", {
    channel: "口頭",
    more: (form) => pick(form, "参加のしかた", "出席（全部）"),
  });
  const meeting = part(ichiko, "会議へ情報を伝えること");
  await expect(meeting).toContainText(OUTREACH);
  await expect(meeting).not.toContainText(HARM_KIND);
  const alone = part(ichiko, "支援に必要な機関と共有すること");
  await expect(alone).toContainText("口頭");
  await expect(alone).toContainText(HOSPITAL);
  await expect(alone).toContainText(HARM_KIND);
  await expect(alone).not.toContainText(OUTREACH);

  const wishes = "会議に来てほしい人・来てほしくない人";
  await press(part(ichiko, wishes), "聞いて記録する");
  const people = dialog(ichiko, wishes);
  await tickAll(people, "来てほしい", [OUTREACH]);
  await press(people, "記録する");
  await expectTold(ichiko, "本人の希望を記録しました");
  await look(ichiko, "s2-consents");
  story.lines = await giveCard(ichiko, SAN);
});

test("2.7 asked for, decided, roles agreed, called; it serves the youth programme too", async ({
  enter,
  newTablet,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-11-05T11:00:00+09:00");
  const ichiko = await enter("ichiko");
  const shocho = await enter("shocho");
  const shirabe = await enter("shirabe");
  await openCase(ichiko, SAN);
  await ichiko.getByRole("link", { name: "会議を要請" }).click();
  await field(ichiko, "現在の状況").fill("知人の部屋に泊まっている。");
  await group(ichiko, "協議事項").getByRole("textbox").first().fill("住まいと受診");
  const list = group(ichiko, "参集範囲（※1）");
  await fillAttendee(list, 1, CENTER, "試験 調");
  await fillAttendee(list, 2, OUTREACH, "試験 歩");
  await fillAttendee(list, 3, HOSPITAL, DOCTOR);
  await askAndCall(
    { ichiko, shocho, shirabe },
    { day: "R8.11.6", from: "15:00", to: "15:45", serves: [YOUTH] },
  );
  await look(shirabe, "s2-convened");
  await openMeeting(shirabe, SAN);
  await expect(shirabe.getByText(`兼ねる会議：${YOUTH}`)).toBeVisible();
  story.meeting = new URL(shirabe.url()).pathname;

  const doctor = await (await newTablet()).newPage();
  const bytes = await enterHeard(doctor, staffUrl, DOCTOR_SIGNS_IN);
  const ayumi = await enter("ayumi");
  await test.step("the notice: number, day, room and roles, no name and no place", async () => {
    for (const page of [doctor, ayumi]) {
      await openInbox(page);
      const notice = noticeOf(page);
      await expect(notice).toContainText("第1回");
      await expect(notice).toContainText("令和8年11月6日(金) 15:00〜15:45");
      await expect(notice).toContainText("センター会議室");
      await expect(notice).toContainText("試験 調");
      await expect(notice).toContainText("試験 一子");
      await expect(notice).not.toContainText(WHO);
      await expect(notice).not.toContainText(new RegExp(`${CALLED}|部屋|${YOUTH}`));
    }
    // It says from when on, and leads nowhere before.
    await expect(doctor.getByRole("link", { name: "会議の画面へ" })).toHaveCount(0);
    await look(doctor, "s2-notice");
  });
  await test.step("before its hours there is the notice and nothing else", async () => {
    await expectNotThere(doctor, `${staffUrl}${story.meeting}`);
    await expectNotThere(doctor, `${staffUrl}${story.address}`);
    const heard = await bytes();
    expect(heard).not.toMatch(WHO);
    expect(heard).not.toMatch(new RegExp(`${CALLED}|ねむれる|${HARM}`));
  });
});

test("2.7 chair, recorder, wall, members, a representative and she herself at once", async ({
  enter,
  herVisit,
  newTablet,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-11-06T14:58:00+09:00");
  const daihyo = await enter("daihyo");
  await rail(daihyo, "年間のまとめ");
  story.held = await heldSoFar(daihyo);
  await expect(held(daihyo)).not.toContainText(YOUTH);

  await setClock("2026-11-06T15:00:00+09:00");
  const shirabe = await enter("shirabe");
  await test.step("five minutes, thirty with hers among them, ten", async () => {
    await openMeeting(shirabe, SAN);
    const agenda = part(shirabe, "きょうの次第");
    await press(agenda, "5分へらす ：ケースの概要及び協議事項の説明");
    await expectTold(shirabe, "目安の時間を変えました");
    const last = agenda.getByRole("button", { name: "5分へらす ：協議結果、支援方針等の確認", exact: true });
    await last.focus();
    await shirabe.keyboard.press("Enter");
    await expect(agenda.getByRole("listitem").nth(2)).toContainText("15分");
    await expect(last).toBeFocused();
    await shirabe.keyboard.press("Enter");
    await expect(agenda.getByRole("listitem").nth(0)).toContainText(/明5分/);
    await expect(agenda.getByRole("listitem").nth(2)).toContainText("10分");
    await expect(agenda.getByRole("button", { name: /^5分へらす ：ケースの概要/ })).toHaveAccessibleDescription(
      "これより短くはできません。",
    );
    await look(shirabe, "s2-agenda");
  });
  await beginWithHer(shirabe, SAN, 1, ["試験 一子", "試験 調", "試験 心", "試験 歩", DOCTOR]);
  await expect(shirabe.getByText("いま：ケースの概要及び協議事項の説明")).toBeVisible();
  const ichiko = await enter("ichiko");
  await openMeeting(ichiko, SAN);
  await face(ichiko, "記録");
  const wall = await shirabe.context().newPage();
  const shown = received(wall);
  await wall.goto(`${staffUrl}${story.meeting}/project`);
  await expect(wall.locator(".projector")).toContainText(WISH);
  const doctor = await (await newTablet()).newPage();
  await enterHeard(doctor, staffUrl, DOCTOR_SIGNS_IN);
  const ayumi = await (await newTablet()).newPage();
  const heard = await enterHeard(ayumi, staffUrl, "ayumi");
  for (const page of [doctor, ayumi]) {
    await openInbox(page);
    await toMeeting(page);
  }
  const her = await herVisit(takeLine(story.lines), { javaScript: true });
  await her.getByRole("link", { name: /^いまの/ }).first().click();
  const main = her.getByRole("main");

  await test.step("ten minutes are hers: what she writes is in every window, as hers", async () => {
    await setClock("2026-11-06T15:05:00+09:00");
    await press(shirabe, "つぎへ");
    await expect(shirabe.getByText(/いま：意見交換/)).toBeVisible();
    await main.getByRole("textbox", { name: /いたいこと$/ }).fill(SAID);
    await main.getByRole("button", { name: "おくる" }).click();
    await expect(main.getByText(SAID).first()).toBeVisible();
    for (const page of [shirabe, doctor, ayumi]) {
      await expect(part(page, "本人から届いた言葉")).toContainText(SAID);
    }
    const line = part(ichiko, "記録").getByRole("listitem").filter({ hasText: SAID });
    await expect(line).toContainText("本人の言葉");
    await expect(line).toContainText("本人が書きました");
    await expect(wall.locator(".projector")).toContainText(SAID);
    await look(her, "s2-her-live");
    await look(doctor, "s2-hospital");
  });

  await test.step("the exchange: recorded in one window, read in the others", async () => {
    const minutes = part(ichiko, "記録");
    await press(minutes, "事実");
    await choose(minutes, "だれの発言", HOSPITAL);
    await field(minutes, "ことば").fill("来週、診察の予約が取れる。");
    await press(minutes, "記録に加える");
    await expect(minutes.getByRole("listitem").filter({ hasText: "診察の予約" })).toContainText(HOSPITAL);
    await expect(part(shirabe, "まだ発言のない機関")).not.toContainText(HOSPITAL);
    await addDecision(shirabe, { what: DECIDED, agency: OUTREACH, person: "試験 歩", until: "R8.11.13" });
    for (const page of [ichiko, wall, doctor, ayumi]) {
      await expect(page.getByText(DECIDED).first()).toBeVisible();
    }
    const plainly = part(ichiko, "決まったことを本人が読む言葉で");
    await field(plainly, "本人が読む言葉").fill(EASY);
    await press(plainly, "本人の画面に出す");
    await expectTold(ichiko, "本人の画面に出しました");
    await expect(main).toContainText(/病院.*いっしょに.*行/s);
    await look(ichiko, "s2-recorder");
    await look(shirabe, "s2-chair");
  });

  await test.step("the wall has her words, and neither her name nor her birth", async () => {
    expect(await wall.content()).not.toMatch(WHO);
    expect(await shown()).not.toMatch(WHO);
    await expect(wall.locator(".projector")).not.toContainText(/試験|19歳/);
    await look(wall, "s2-wall");
  });

  await test.step("what was done to her is for the hospital, and for no other page", async () => {
    for (const page of [doctor, ayumi, shirabe, wall, her, daihyo]) {
      expect(await page.content()).not.toContain(HARM);
    }
    const chair = await shirabe.context().newPage();
    for (const page of [doctor, ayumi, chair]) {
      await page.goto(`${staffUrl}${story.address}`);
      await openPart(page, "書類");
      await expect(assessment(page)).toContainText(ILL);
      await expect(assessment(page)).toContainText(SLEEPS);
    }
    await expect(assessment(doctor)).toContainText(HARM_KIND);
    await expect(assessment(doctor)).toContainText(HARM);
    for (const page of [ayumi, chair]) {
      await expect(assessment(page)).not.toContainText("性");
    }
    await expect(ayumi.getByText("本人の希望は、あなたが見られる範囲に入っていません。")).toBeVisible();
    await look(doctor, "s2-hospital-papers");
    await look(ayumi, "s2-outreach-papers");
    await openPart(ayumi, "経過");
    await expect(ayumi.getByRole("main").getByText("アセスメントを記入")).toBeVisible();
    await expect(ayumi.getByRole("main"), "what else she was asked").not.toContainText("同意：");
    const all = await heard();
    expect(all).toContain(ILL);
    expect(all).not.toContain(HARM);
    expect(all).not.toMatch(/性被害|性暴力|sexual/i);
  });

  await test.step("the representative, whose screen has closed meanwhile, counts one more while it goes on", async () => {
    await fillSignIn(daihyo, "daihyo", PASSWORD);
    await rail(daihyo, "会議");
    await expectOneMore(daihyo);
  });
});

test("2.7 who was not called finds neither the case nor the meeting", async ({ newTablet, setClock, staffUrl }) => {
  await setClock("2026-11-06T15:20:00+09:00");
  for (const login of ["ko", "shi"] as const) {
    const other = await (await newTablet()).newPage();
    const bytes = await enterHeard(other, staffUrl, login);
    await openInbox(other);
    await rail(other, "会議");
    await expectNobodyFound(other, [CALLED, NAME, story.code]);
    for (const address of [story.address, story.meeting, `${story.meeting}/project`]) {
      await expectNotThere(other, `${staffUrl}${address}`);
    }
    const heard = await bytes();
    expect(heard, login).not.toMatch(WHO);
    expect(heard, login).not.toContain(story.code);
    expect(heard, login).not.toMatch(new RegExp(`${CALLED}|ねむれる|知らせないで`));
  }
});

test("2.7 who does what, without a deadlock; a year counts it and tells nothing", async ({
  enter,
  herVisit,
  newTablet,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-11-06T15:35:00+09:00");
  const shirabe = await enter("shirabe");
  await openMeeting(shirabe, SAN);
  // A visit is over after a quarter of an hour in which nothing was pressed.
  const her = await herVisit(takeLine(story.lines), { javaScript: true });
  await her.getByRole("link", { name: /^いまの/ }).first().click();
  const main = her.getByRole("main");
  await expect(main.getByText(SAID)).toBeVisible();
  await press(shirabe, "つぎへ");
  await expect(shirabe.getByText("いま：協議結果、支援方針等の確認")).toBeVisible();
  await expect(main).toContainText(/まったことを.*たしかめる/s);

  await assignRole(shirabe, { role: "主担当機関", agency: WELFARE, person: "試験 一子" });
  await assignRole(shirabe, { role: "取りまとめ", agency: WELFARE, person: "試験 一子" });
  await assignRole(shirabe, { role: "主たる直接支援", agency: OUTREACH, person: "試験 歩" });
  await test.step("nobody was designated", async () => {
    const table = part(shirabe, "役割分担の表");
    const principal = table.getByRole("row").filter({ hasText: "主たる支援機関" });
    await expect(principal).toHaveCount(1);
    await expect(principal).toContainText("まだ決まっていません");
    await expect(table).not.toContainText("指定（");
  });
  await pick(shirabe, "危険度", "中くらい");
  await pick(shirabe, "緊急度", "数日のうち");
  await press(shirabe, "判断を記録する");
  await expect(shirabe.getByText("危険度：中くらい　緊急度：数日のうち")).toBeVisible();
  const next = part(shirabe, "次回");
  await fillDate(next, "次回の日", "R8.11.20");
  await field(next, "始まり").fill("15:00");
  await press(next, "この日にする");
  await expect(next).toContainText("令和8年11月20日(金) 15:00");
  await look(shirabe, "s2-confirming");

  await setClock("2026-11-06T15:45:00+09:00");
  await press(shirabe, "会議を終わる");
  await expectTold(shirabe, "会議を終わりました");
  await leave(her);

  await test.step("the representative counts one more, and learns of nobody", async () => {
    const daihyo = await (await newTablet()).newPage();
    const told = await enterHeard(daihyo, staffUrl, "daihyo");
    await expectOneMore(daihyo);
    expect(await heldSoFar(daihyo)).toBe(story.held + 1);
    await expect(share(daihyo)).toHaveText("※");
    await expect(part(daihyo, "ケースについて開いた会議")).toContainText("人数が少ないため示していません。");
    await look(daihyo, "s2-year");
    for (const address of [story.address, story.meeting, `${story.meeting}/project`]) {
      await expectNotThere(daihyo, `${staffUrl}${address}`);
    }
    expect(await told()).not.toMatch(ANY);
  });
});

test("2.7 its record, in words she reads, shared with who was there", async ({
  enter,
  herVisit,
  newTablet,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-11-06T16:00:00+09:00");
  const shirabe = await enter("shirabe");
  await openMeeting(shirabe, SAN);
  await field(shirabe, "決まったことを、本人が読む言葉で").fill(RECORD);
  await press(shirabe, "記録を確定する");
  await expectTold(shirabe, "記録を確定しました");
  await press(shirabe, "参加した機関に共有する");
  await expectTold(shirabe, "記録を共有しました");
  await look(shirabe, "s2-shared");

  await test.step("she reads it on her phone", async () => {
    const her = await herVisit(takeLine(story.lines), { javaScript: true });
    await her.getByRole("link", { name: /ついて$/ }).first().click();
    await her.getByRole("link", { name: /まったこと$/ }).first().click();
    const main = her.getByRole("main");
    await expect(main).toContainText(/家族.*知.*らせません/s);
    await expect(main.getByText(SAID)).toHaveCount(0);
    await look(her, "s2-her-record");
    await leave(her);
  });

  await test.step("after its hours the hospital reads what was decided, and no talk", async () => {
    await setClock("2026-11-06T18:00:00+09:00");
    const doctor = await (await newTablet()).newPage();
    const bytes = await enterHeard(doctor, staffUrl, DOCTOR_SIGNS_IN);
    await openInbox(doctor);
    await doctor.getByRole("link", { name: "記録を読む" }).click();
    await expect(part(doctor, "決まったこと")).toContainText(DECIDED);
    await expect(part(doctor, "決まったこと")).toContainText("試験 歩");
    await expect(part(doctor, "本人の言葉")).toContainText("あなたが見られる範囲に入っていません。");
    await expect(part(doctor, "記録")).toContainText("あなたが見られる範囲に入っていません。");
    await expect(part(doctor, "記録の共有")).toContainText(CENTER);
    await expect(part(doctor, "記録の共有")).not.toContainText("支援機関");
    for (const way of ["報告（開催後記入項目）へ", "個別ケース検討会議資料", "← ケースへ"]) {
      await expect(doctor.getByRole("link", { name: way })).toHaveCount(0);
    }
    expect(await doctor.content()).not.toMatch(new RegExp(`${SAID}|ねむれる|診察の予約`));
    expect(await bytes()).not.toMatch(new RegExp(`${SAID}|ねむれる|診察の予約|${HARM}`));
    await look(doctor, "s2-hospital-after");
    await expectNotThere(doctor, `${staffUrl}${story.address}`);
  });

  await test.step("the year is the same once it is shared", async () => {
    const daihyo = await enter("daihyo");
    await expectOneMore(daihyo);
    await expect(share(daihyo)).toHaveText("※");
  });
});

/** Adds the hospital among the agencies of the council. */
async function addHospital(shirabe: Page): Promise<void> {
  await rail(shirabe, "会議体");
  const parts = shirabe.getByRole("navigation", { name: "会議体の中身" });
  await parts.getByRole("link", { name: "機関", exact: true }).click();
  await press(shirabe, "機関を加える");
  const form = dialog(shirabe, "機関を加える");
  await field(form, "名前").fill(HOSPITAL);
  await choose(form, "種類", "医療機関");
  await press(form, "加える");
  await expectTold(shirabe, "機関を加えました");
  await expect(shirabe.getByRole("row").filter({ hasText: HOSPITAL })).toContainText("医療機関");
}

async function takeIn(page: Page): Promise<void> {
  await acceptCase(page, CALLED, async () => {
    await field(page, "氏名").fill(NAME);
    await field(page, "フリガナ").first().fill("カメイ ミサキ");
    await fillDate(page, "生年月日", "H19.1.15");
    await expect(page.getByText("年齢：19歳")).toBeVisible();
    await field(page, "住所").fill("決まった住所なし");
    await tickAll(page, "ご相談の内容", ["収入・生活費"]);
    await choose(page, "いちばん困っていること（◎）", "住まい");
    await tickAll(page, "困難の要因", ["居場所がない", "性暴力被害", "孤独・孤立"]);
    await field(page, "事実").fill("夜の見回りで出会った。今夜泊まる所がない。");
  });
  await expect(page.getByText(/^K-R8-\d{4} · 19歳/)).toBeVisible();
  story.code = await caseNo(page);
  story.address = new URL(page.url()).pathname;
}

/** Writes the アセスメントシート: what the members may know, and what is for the hospital alone. */
async function assess(page: Page): Promise<void> {
  await openPart(page, "書類");
  await assessment(page).getByRole("link", { name: "書く" }).click();
  await page.getByRole("textbox", { name: HARM_KIND }).fill(HARM);
  await page.getByRole("textbox", { name: "健康" }).fill(ILL);
  await page.getByRole("textbox", { name: "住まい" }).fill(SLEEPS);
  await press(page, "保存する");
  await expectTold(page, "アセスメントを保存しました");
}

const assessment = (page: Page): Locator => part(page, "アセスメントシート");

const noticeOf = (page: Page): Locator =>
  page.getByRole("article").filter({ hasText: `${story.code} 第1回 個別ケース検討会議のご案内` });

/** Follows the notice of this meeting in the open inbox. */
async function toMeeting(page: Page): Promise<void> {
  const row = page.getByRole("listitem").filter({ has: noticeOf(page) });
  await row.getByRole("link", { name: "会議の画面へ" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${story.code} 第1回 個別ケース検討会議` })).toBeVisible();
}

async function face(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "会議の画面" }).getByRole("link", { name }).click();
}

/** The year's line of 個別ケース検討会議. */
const held = (page: Page): Locator =>
  part(page, "ケースについて開いた会議").getByRole("row").filter({ hasText: "個別ケース検討会議" });

/** The year counts the meeting, and tells of nobody. */
async function expectOneMore(daihyo: Page): Promise<void> {
  await rail(daihyo, "年間のまとめ");
  await expect(held(daihyo)).toContainText(`${YOUTH} 1回`);
  expect(await daihyo.content()).not.toMatch(ANY);
}

async function heldSoFar(page: Page): Promise<number> {
  return Number(await held(page).getByRole("cell").first().textContent());
}

/** The share of the meetings in which she took part. */
const share = (page: Page): Locator => held(page).getByRole("cell").nth(1);
