/**
 * Scenario 3: what is said about a woman who was not asked yet stays where it was said; once she has
 * agreed, her case has a slot of its own on a day of the 重層的支援会議, until she takes her yes back.
 */
import type { Locator, Page } from "@playwright/test";
import { enterHeard } from "../../support/account";
import {
  acceptCase,
  CENTER,
  caseNo,
  CITIZENS,
  POLICE,
  recordConsent,
  recordWish,
  telling,
  WELFARE,
} from "../../support/case";
import { allCame, endAndShare, openConference, planConference, slots } from "../../support/conference";
import { leave } from "../../support/her";
import { giveCard, takeLine } from "../../support/household";
import { addPoint } from "../../support/matter";
import { addDecision } from "../../support/meeting";
import { onPaper, readPaper } from "../../support/paper";
import { received } from "../../support/quiet";
import {
  choose,
  dialog,
  expectNobodyFound,
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
  unfold,
} from "../../support/staff";
import { expect, look, test } from "../../support/test";

// Up to eight windows at once.
test.describe.configure({ mode: "serial", timeout: 240_000 });

const SUPPORT = "支援会議（毎月・本人同意なし）";
const LAYERED = "重層的支援会議（毎月）";
const HELPERS = "お困りごと相談（架空）";
const OUTREACH = "アウトリーチ事業者（架空）";
const CARE = "ためし市 地域包括（架空）";
const WATER = "水道局（架空）";

const HEADING = "水道が止まりそうな世帯";
const NAME = "架空 とし子";
const CALLED = "とし";
const STOP = "水道停止の予定は9月30日";
const MOTHER = "同居の母の姿が、しばらく見えない";
const HEARD = "大きな声がすると近所の人が話した";
const NOTE = "停止は1か月待てる";
const TASK = "週2回たずねる";
const WISH = "母と、けんかせずに暮らしたい。たまには寝たい";
/** What tells who she is: no wall and nobody who is not called may receive it. */
const WHO = /とし子|トシコ|とし こ|昭和44年|1969-02-03/;
/** What was said without her: it stays where it was said. */
const SAID = /水道が|水道停止|姿が|大きな声|1か月|週2回/;

/** What the story carries from step to step. */
const story = { matter: "", day: "", hers: "", other: "", lines: [] as string[] };

test("3.1 two conferences on two bases", async ({ enter, setClock }) => {
  await setClock("2026-09-01T10:00:00+09:00");
  const shirabe = await enter("shirabe");
  await planConference(shirabe, {
    series: SUPPORT,
    full: true,
    day: "R8.9.9",
    hours: ["14:00", "16:00"],
    more: [],
    chair: `${HELPERS}（試験 丸）`,
    recorder: `${OUTREACH}（試験 歩）`,
  });
  await expect(banner(shirabe)).toContainText("本人同意なし・支援会議（社会福祉法106条の6）");
  await expect(shirabe.getByRole("region", { name: "進行表" })).toHaveCount(0);
  await planConference(shirabe, {
    series: LAYERED,
    full: false,
    day: "R8.10.14",
    hours: ["15:20", "16:50"],
    more: ["試験 丸", "試験 歩", "試験 包", "試験 市"],
    chair: `${CENTER}（試験 調）`,
    recorder: `${CENTER}（試験 心）`,
  });
  story.day = new URL(shirabe.url()).pathname;
  await expect(banner(shirabe)).toContainText("本人同意あり");
  await expect(part(shirabe, "進行表")).toContainText("案件はまだありません。");
  await expect(part(shirabe, "案件")).toHaveCount(0);
});

test("3.1 the item, with what each agency needs to know", async ({ enter, setClock }) => {
  await setClock("2026-09-08T15:00:00+09:00");
  const maru = await enter("maru");
  await openConference(maru, SUPPORT, "9月9日(水)");
  const panel = part(maru, "案件");
  await press(panel, "案件を出す");
  const form = panel.getByRole("group", { name: "案件を出す" });
  await field(form, "一般の呼び方").fill(HEADING);
  await form.locator("#matter-name").fill(NAME);
  await form.locator("#matter-kana").fill("かくう としこ");
  await fillDate(form, "生年月日", "S44.2.3");
  for (const who of [`${CARE}（試験 包）`, `${WATER}（試験 水）`]) {
    await form.getByLabel(who).check();
  }
  await unfold(maru, "知らせない機関・人を選ぶ（近隣・親族など）");
  await choose(form, "知らせない人", "試験 市");
  await press(form, "案件を出す");
  await expectTold(maru, "案件を出しました");
  await expect(maru.getByRole("heading", { level: 1, name: HEADING })).toBeVisible();
  story.matter = new URL(maru.url()).pathname;
  const all = [HELPERS, OUTREACH, CARE, WATER];
  await addPoint(maru, { text: STOP, source: WATER, to: all });
  await addPoint(maru, { text: MOTHER, source: CARE, to: all });
  await addPoint(maru, { text: HEARD, source: HELPERS, to: [HELPERS, OUTREACH, CARE], hearsay: true });
  const points = part(maru, "共有する内容");
  await expect(points.getByRole("listitem").filter({ hasText: HEARD })).toContainText("伝聞・未確認");
  await expect(part(maru, "対象の人")).toContainText("57歳");

  await test.step("no plan can be begun here, only roles divided (BR-033)", async () => {
    await expect(banner(maru)).toHaveAttribute("data-kind", "matter");
    await expect(banner(maru)).toContainText("個別支援計画は作れません。");
    await expect(maru.getByRole("main").getByRole("link", { name: /計画/ })).toHaveCount(0);
    await expect(maru.getByRole("main").getByRole("button", { name: /計画/ })).toHaveCount(0);
    await expect(part(maru, "役割分担")).toContainText("本人未同意");
  });
});

test("3.1 without a pledge nothing opens; with it two points of three", async ({
  enter,
  newTablet,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-09-09T13:30:00+09:00");
  const mizu = await (await newTablet()).newPage();
  const bytes = received(mizu);
  await mizu.goto(`${staffUrl}${story.matter}`);
  await fillSignIn(mizu, "mizu", PASSWORD);
  await expect(mizu.getByRole("heading", { name: "はじめに、秘密を守る約束をお願いします" })).toBeVisible();
  await mizu.goto(`${staffUrl}${story.matter}`);
  await expect(mizu.getByRole("heading", { name: "はじめに、秘密を守る約束をお願いします" })).toBeVisible();
  await expect(mizu.locator("body")).not.toContainText(HEADING);
  expect(await bytes()).not.toMatch(SAID);
  await look(mizu, "story3-pledge");

  await pick(mizu, "あなたの立場", "法人・団体の役員や職員");
  await mizu.getByRole("checkbox", { name: "読みました。約束します。" }).check();
  await press(mizu, "署名して始める");
  await expect(mizu.getByRole("heading", { level: 1, name: HEADING })).toBeVisible();
  const points = part(mizu, "共有する内容");
  await expect(points.getByRole("listitem")).toHaveCount(2);
  await expect(points).toContainText(STOP);
  await expect(points).toContainText(MOTHER);
  await expect(mizu.locator("body")).not.toContainText(HEARD);
  expect(await bytes(), "the hearsay never came here").not.toContain(HEARD);
  await look(mizu, "story3-two-points");

  const tsutsumi = await enter("tsutsumi");
  await tsutsumi.goto(`${staffUrl}${story.matter}`);
  await expect(part(tsutsumi, "共有する内容").getByRole("listitem")).toHaveCount(3);
});

test("3.1 the item is dealt with in several windows; nobody else learns of it", async ({
  enter,
  newTablet,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-09-09T14:00:00+09:00");
  const maru = await enter("maru");
  const ayumi = await enter("ayumi");
  const mizu = await enter("mizu");
  const tsutsumi = await enter("tsutsumi");
  await openConference(maru, SUPPORT, "9月9日(水)");
  await press(maru, "会議を始める");
  await expectTold(maru, "会議を始めました");
  await allCame(maru);
  for (const page of [maru, ayumi, mizu, tsutsumi]) {
    await page.goto(`${staffUrl}${story.matter}`);
    await expect(page.getByRole("heading", { level: 1, name: HEADING })).toBeVisible();
  }
  await press(maru, "この案件を始める");
  for (const page of [ayumi, mizu, tsutsumi]) {
    await expect(part(page, "進行")).toContainText(/14:0\dから/);
  }
  const came = part(ayumi, "案件の出席");
  for (const name of ["試験 丸", "試験 歩", "試験 包", "試験 水"]) {
    await came.getByRole("group", { name: new RegExp(name) }).getByLabel("対面").check();
  }
  await press(came, "案件の出席を記録する");
  await expectTold(ayumi, "出席を記録しました");
  const notes = part(ayumi, "案件の記録");
  await choose(notes, "だれの発言", WATER);
  await field(notes, "ことば").fill(NOTE);
  await press(notes, "記録に加える");
  const roles = await unfold(ayumi, "分担を加える");
  await choose(roles, "機関", OUTREACH);
  await field(roles, "すること").fill(TASK);
  await press(roles, "分担に加える");
  for (const page of [maru, mizu, tsutsumi]) {
    await expect(part(page, "案件の記録")).toContainText(NOTE);
    await expect(part(page, "役割分担")).toContainText(TASK);
    await expect(part(page, "役割分担")).toContainText("本人未同意");
  }
  await look(maru, "story3-matter-running");

  await test.step("the wall of the conference tells nobody who it is about", async () => {
    const wall = await maru.context().newPage();
    const bytes = received(wall);
    await openConferenceAt(wall, staffUrl, maru);
    await expect(wall.locator(".projector")).toBeVisible();
    expect(await wall.content()).not.toMatch(WHO);
    expect(await bytes()).not.toMatch(WHO);
    expect(await wall.content()).not.toContain(HEARD);
    expect(await wall.locator(".projector").innerHTML()).not.toContain("試験");
    await look(wall, "story3-support-wall");
    await wall.close();
  });

  await test.step("called to the room and not to the item, another office, a representative: nothing", async () => {
    for (const login of ["ichiko", "shi", "daihyo", "kanri"] as const) {
      const page = await (await newTablet()).newPage();
      const bytes = await enterHeard(page, staffUrl, login);
      await page.goto(`${staffUrl}${story.matter}`);
      await expect(page.getByText("開けませんでした")).toBeVisible();
      await rail(page, "会議");
      await expect(page.getByRole("heading", { level: 1, name: "会議" })).toBeVisible();
      expect(await page.content(), login).not.toMatch(SAID);
      const heard = await bytes();
      expect(heard, login).not.toMatch(WHO);
      expect(heard, login).not.toMatch(SAID);
      await page.context().close();
    }
  });

  await press(maru, "この案件を終える");
  await expectTold(maru, "案件を終えました");
  await openConference(maru, SUPPORT, "9月9日(水)");
  await endAndShare(maru);
});

test("3.3 she agrees: a case, her words, a consent with its bounds, a neighbour who must not know", async ({
  enter,
  setClock,
}) => {
  await setClock("2026-10-07T10:00:00+09:00");
  const maru = await enter("maru");
  story.hers = await takeIn(maru);
  await recordWish(maru, WISH);

  await test.step("before she has agreed there is no slot for her", async () => {
    await place(maru, { mark: "新規", presenter: "試験 丸" });
    await expect(dialog(maru, "会議の日にのせる")).toContainText(
      "重層的支援会議で話し合うことについて、会議の日に効いている本人の同意がありません。",
    );
    // A conference on the other basis takes no case.
    await expect(field(dialog(maru, "会議の日にのせる"), "会議の日").getByRole("option", { name: SUPPORT })).toHaveCount(0);
    await maru.keyboard.press("Escape");
  });
  await openPart(maru, "同意と共有");
  await recordConsent(maru, "重層的支援会議で話し合うこと", {
    channel: "口頭",
    more: async (form) => {
      const agencies = [CENTER, HELPERS, OUTREACH, CARE, CITIZENS];
      await telling(agencies, ["介護", "健康", "住まい", "経済"], "母と暮らすための手だてを話し合う")(form);
      await field(form, "立ち会った人").fill("試験 歩、試験 包");
    },
  });
  await press(maru, "制限をかける");
  const block = dialog(maru, "閲覧制限をかける");
  await pick(block, "だれに見せないか", "一人");
  await choose(block, "職員", "試験 市");
  await pick(block, "理由", "近隣");
  await press(block, "制限をかける");
  await expectTold(maru, "閲覧制限をかけました");
  await look(maru, "story3-consent");
});

test("3.3 she reads at her door that a conference took place, and no word of it", async ({
  enter,
  herVisit,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-10-08T10:00:00+09:00");
  const maru = await enter("maru");
  story.lines = await giveCard(maru, `${CALLED}さん`);
  const her = await herVisit(takeLine(story.lines), { javaScript: true });
  const told = her.getByRole("region", { name: /^あなたについて/ });
  await expect(told).toHaveCount(0);

  await test.step("while it is not safe she is not told", async () => {
    await tell(maru, staffUrl, "家族が画面を見るおそれ");
    await her.reload();
    await expect(her.getByRole("heading", { level: 1 })).toContainText(CALLED);
    await expect(told).toHaveCount(0);
  });
  await tell(maru, staffUrl);
  await her.reload();
  await expect(told).toContainText(/9.*9/);
  // In plain words, each with its reading.
  for (const kind of [/お困.*りごと.*相談/s, /会.*いに いく.*団体/s, /水道.*電気.*会社/s]) {
    await expect(told).toContainText(kind);
  }
  await expect(told.getByText("ライフライン事業者")).toHaveCount(0);
  await expect(told).not.toContainText(/架空|試験/);
  expect(await her.content()).not.toMatch(SAID);
  await look(her, "her-told-of-conference");
  await leave(her);

  await test.step("nothing of the item was copied into her case", async () => {
    await openCase(maru, `${CALLED}さん`);
    for (const name of ["いま", "経過", "会議", "計画"]) {
      await openPart(maru, name);
      await expect(maru.getByRole("main")).not.toContainText(SAID);
    }
  });
});

test("3.4 both cases on the day; each member sees only the own slot", async ({
  enter,
  newTablet,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-10-13T16:00:00+09:00");
  const kokoro = await enter("kokoro");
  await test.step("another case, of the Center", async () => {
    await acceptCase(kokoro, "まさ");
    story.other = await caseNo(kokoro);
    await openPart(kokoro, "同意と共有");
    await recordConsent(kokoro, "重層的支援会議で話し合うこと", {
      channel: "署名",
      more: async (form) => {
        await tickAll(form, "伝えてよい機関", [CENTER, WELFARE, POLICE, CITIZENS]);
        await tickAll(form, "伝えてよい内容", ["住まい"]);
      },
    });
  });
  const maru = await enter("maru");
  await openCase(maru, `${CALLED}さん`);
  await test.step("the neighbour cannot be called, in the words for any other bound", async () => {
    await place(maru, { mark: "新規", presenter: "試験 丸", named: [`試験 市（${CITIZENS}）`] });
    const form = dialog(maru, "会議の日にのせる");
    await expect(form).toContainText("本人が同意した範囲に入っていない機関があります。");
    await expect(form).not.toContainText(/近隣|制限/);
    await group(form, "ほかに呼ぶ人").getByRole("checkbox", { name: `試験 市（${CITIZENS}）` }).uncheck();
    await look(maru, "story3-place");
    await press(form, "のせる");
    await expectTold(maru, "会議の日にのせました");
  });
  await openCase(kokoro, "まささん");
  await place(kokoro, { mark: "変更", presenter: "試験 心" });
  await expectTold(kokoro, "会議の日にのせました");

  await test.step("準備の確認: sent back, mended, looked through", async () => {
    const dairi = await enter("dairi");
    await openMeetingOf(dairi, "まささん");
    await openMeetingOf(kokoro, "まささん");
    const check = part(dairi, "準備の確認");
    await field(check, "気づいたこと・直してほしいこと").fill("気持ちと事実を分けて書く");
    await press(check, "差し戻す");
    await expectTold(dairi, "準備を差し戻しました");
    const back = part(kokoro, "準備の確認");
    await expect(back).toContainText("気持ちと事実を分けて書く");
    await field(back, "どう直したか").fill("分けて書きました");
    await press(back, "直した");
    await expect(check).toContainText("分けて書きました");
    await check.getByRole("checkbox", { name: "事実と気持ちを分けた" }).check();
    await press(check, "確認した");
    await expect(back).toContainText("事実と気持ちを分けた");
    await look(dairi, "story3-preparation");
  });

  await test.step("the chair has both, a member the own one, and counts follow", async () => {
    const shirabe = await enter("shirabe");
    const tsutsumi = await enter("tsutsumi");
    const kei = await enter("kei");
    const shi = await enter("shi");
    for (const page of [shirabe, tsutsumi, kei, shi]) {
      await openConference(page, LAYERED, "10月14日(水)");
    }
    await expect(slots(shirabe)).toHaveCount(2);
    await expect(slots(shirabe).first()).toContainText(`15:20〜15:50　30分　${story.hers}`);
    await expect(slots(shirabe).last()).toContainText(`15:50〜16:20　30分　${story.other}`);
    await expect(part(shirabe, "進行表")).toContainText("新規1件・評価1件");
    await expect(slots(tsutsumi)).toHaveCount(1);
    await expect(slots(tsutsumi)).toContainText(story.hers);
    await expect(part(tsutsumi, "進行表")).toContainText("新規1件・評価0件");
    for (const page of [kei, shi]) {
      await expect(slots(page)).toHaveCount(1);
      await expect(slots(page)).toContainText(story.other);
      await expect(part(page, "進行表")).toContainText("新規0件・評価1件");
      await expect(page.locator("body")).not.toContainText(story.hers);
    }
    await look(shirabe, "story3-day-before");
    const text = await timetable(shirabe);
    expect(text).toContain(story.hers);
    expect(text).toContain(story.other);
    expect(text).not.toMatch(WHO);
    const own = await timetable(kei);
    expect(own).toContain(story.other);
    expect(own).not.toContain(story.hers);
  });

  await test.step("the neighbour finds her by no search and by no address (BR-053)", async () => {
    await openCase(maru, `${CALLED}さん`);
    const address = new URL(maru.url()).pathname;
    const shi = await (await newTablet()).newPage();
    const bytes = await enterHeard(shi, staffUrl, "shi");
    await expectNobodyFound(shi, [NAME, "とし", "トシコ", story.hers]);
    await shi.goto(`${staffUrl}${address}`);
    await expect(shi.getByText(/^見つかりませんでした。/)).toBeVisible();
    await openInbox(shi);
    await rail(shi, "会議");
    const heard = await bytes();
    expect(heard).not.toMatch(WHO);
    expect(heard).not.toContain(story.hers);
    await rail(maru, "さがす");
    await field(maru, "名前・フリガナ・番号").fill("トシコ");
    await expect(maru.getByRole("main").getByRole("link", { name: new RegExp(story.hers) })).toBeVisible();
  });
});

test("3.4 chair, recorder, wall, member and she herself at once; and what her no does to all of them", async ({
  enter,
  herVisit,
  newTablet,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-10-14T15:20:00+09:00");
  const shirabe = await enter("shirabe");
  const kokoro = await enter("kokoro");
  const tsutsumi = await enter("tsutsumi");
  const kei = await enter("kei");
  const maru = await enter("maru");
  for (const page of [shirabe, kokoro, tsutsumi, kei]) {
    await openConference(page, LAYERED, "10月14日(水)");
  }
  await press(shirabe, "会議を始める");
  await expectTold(shirabe, "会議を始めました");
  const chair = await shirabe.context().newPage();
  await chair.goto(shirabe.url());
  await slots(chair).getByRole("link", { name: story.hers }).click();
  await expect(chair.getByRole("heading", { level: 1, name: `${story.hers} 第1回 重層的支援会議` })).toBeVisible();
  await expect(banner(chair)).toContainText("本人同意");
  await expect(banner(chair)).not.toContainText("本人同意なし");
  await test.step("who sits in the day and not in her circle leaves first (BR-032)", async () => {
    const opening = part(chair, "きょうの次第");
    await expect(opening.getByRole("listitem").filter({ hasText: POLICE })).toBeVisible();
    await press(chair, "会議を始める");
    await expect(opening).toContainText("先に部屋やオンラインから出てもらってください。");
    await look(chair, "story3-slot-leave");
    await opening.getByLabel("全員が出たことを確かめた").check();
  });
  await press(chair, "会議を始める");
  await expectTold(chair, "会議を始めました");
  for (const page of [shirabe, kokoro, tsutsumi]) {
    await expect(slots(page).filter({ hasText: story.hers })).toContainText("開催中");
  }

  const walls = await shirabe.context().newPage();
  const dayBytes = received(walls);
  await walls.goto(`${staffUrl}${story.day}/project`);
  const screen = await shirabe.context().newPage();
  const screenBytes = received(screen);
  await screen.goto(`${chair.url()}/project`);
  await expect(screen.locator(".projector")).toContainText(WISH);
  await expect(walls.getByRole("region", { name: "進行表" })).toContainText(`${story.hers}　新規　← いま`);

  await slots(kokoro).getByRole("link", { name: story.hers }).click();
  await kokoro.getByRole("navigation", { name: "会議の画面" }).getByRole("link", { name: "記録" }).click();
  await slots(tsutsumi).getByRole("link", { name: story.hers }).click();
  await expect(tsutsumi.locator(".case__words")).toContainText(WISH);

  await test.step("what is written in one window is in the others", async () => {
    const came = part(chair, "出席");
    for (const name of ["試験 調", "試験 心", "試験 丸", "試験 歩", "試験 包"]) {
      await came.getByRole("group", { name: new RegExp(name) }).getByLabel("対面").check();
    }
    await press(came, "出席を記録する");
    await expectTold(chair, "出席を記録しました");
    const silent = part(chair, "まだ発言のない機関");
    await expect(silent).toContainText(CARE);
    await pick(chair, "きょうの参加のしかた", "出席（一部）");
    await field(chair, "何時から").fill("15:20");
    await field(chair, "何時まで").fill("15:50");
    await press(chair, "本人の参加を記録する");
    await expect(tsutsumi.getByText(/記録ずみ）：出席（一部）\s*15:20〜15:50/)).toBeVisible();
    const minutes = part(kokoro, "記録");
    await press(minutes, "事実");
    await choose(minutes, "だれの発言", CARE);
    await field(minutes, "ことば").fill("介護認定を申請できる。");
    await press(minutes, "記録に加える");
    await expect(silent).not.toContainText(CARE);
    await addDecision(kokoro, { what: "介護認定を申請する", agency: CARE, until: "R8.10.23" });
    for (const page of [chair, screen, tsutsumi]) {
      await expect(page.getByText("介護認定を申請する").first()).toBeVisible();
    }
  });

  await test.step("the walls tell nobody who she is, in no byte of their source", async () => {
    expect(await walls.content()).not.toMatch(WHO);
    expect(await dayBytes()).not.toMatch(WHO);
    expect(await walls.locator(".projector").innerHTML()).not.toMatch(/試験|まさ|とし/);
    expect(await screen.content()).not.toMatch(WHO);
    expect(await screenBytes()).not.toMatch(WHO);
    expect(await screen.locator(".projector").innerHTML()).not.toContain("試験");
    expect(await chair.content()).not.toMatch(SAID);
    await look(walls, "story3-day-wall");
    await look(screen, "story3-slot-wall");
    await look(kokoro, "story3-slot-record");
    await look(chair, "story3-slot-chair");
  });

  await test.step("who is called to the other slot only, and a representative, see nothing of hers", async () => {
    await expect(slots(kei)).toHaveCount(1);
    await expect(kei.locator("body")).not.toContainText(story.hers);
    await kei.goto(chair.url());
    await expect(kei.getByText("開けませんでした")).toBeVisible();
    const daihyo = await (await newTablet()).newPage();
    const bytes = await enterHeard(daihyo, staffUrl, "daihyo");
    await expect(daihyo.getByRole("heading", { level: 1, name: "会議" })).toBeVisible();
    await expect(daihyo.getByRole("main")).not.toContainText(/支援会議/);
    for (const address of [`${staffUrl}${story.day}`, `${staffUrl}${story.day}/project`, chair.url(), screen.url()]) {
      await daihyo.goto(address);
      await expect(daihyo.getByText("開けませんでした")).toBeVisible();
    }
    const heard = await bytes();
    expect(heard).not.toMatch(/K-R8-\d/);
    expect(heard).not.toMatch(WHO);
    expect(heard).not.toContain(WISH);
    await look(daihyo, "story3-representative");
    await openConference(kei, LAYERED, "10月14日(水)");
  });

  const her = await herVisit(takeLine(story.lines), { javaScript: true });
  await expect(her.getByRole("blockquote").first()).toContainText(WISH);
  expect(await her.content()).not.toMatch(SAID);
  const mine = her.getByRole("region", { name: /^あなたのことを/ });
  await expect(mine).toContainText(/15:20.*15:50/);
  await expect(mine).not.toContainText("16:");
  await look(her, "her-own-part");

  await test.step("she takes her yes back: open windows lose the slot without a reload", async () => {
    const watched = await enter("tsutsumi");
    await openConference(watched, LAYERED, "10月14日(水)");
    await expect(slots(watched)).toHaveCount(1);
    await openCase(maru, `${CALLED}さん`);
    await openPart(maru, "同意と共有");
    const row = part(maru, "重層的支援会議で話し合うこと");
    await press(row, "取りやめる");
    const form = dialog(maru, "同意を取りやめる");
    await press(form, "取りやめる");
    await expectTold(maru, "同意を取りやめました");
    await expect(row).toContainText("取りやめ");
    const given = await printed(maru, "やめた相手の一覧を印刷（PDF）", "これまでに渡した情報");
    expect(given).toContain(onPaper(CARE));
    expect(given).not.toMatch(WHO);
    expect(given).not.toContain(story.hers);
    await look(maru, "story3-withdrawn-list");
    await expect(slots(shirabe)).toHaveCount(1);
    await expect(slots(shirabe)).toContainText(story.other);
    await expect(part(shirabe, "進行表")).toContainText("新規0件・評価1件");
    await expect(part(watched, "進行表")).toContainText("案件はまだありません。");
    await expect(walls.locator(".projector")).not.toContainText(story.hers);
    for (const page of [chair, kokoro, tsutsumi, screen]) {
      await expect(page.getByText("開けませんでした")).toBeVisible();
      await expect(page.getByText("いまは見られません。", { exact: false })).toBeVisible();
      await expect(page.getByRole("main")).not.toContainText(WISH);
      await expect(page.getByRole("main")).not.toContainText("介護認定");
    }
    await expect(slots(kei)).toHaveCount(1);
    await expect(slots(kei)).toContainText(story.other);
    await look(shirabe, "story3-day-withdrawn");
    await look(chair, "story3-slot-withdrawn");
  });
  await test.step("she reads what was told until then, and that it has stopped", async () => {
    await her.reload();
    await expect(mine).toHaveCount(0);
    await her.getByRole("link", { name: /^これまでに/ }).click();
    const main = her.getByRole("main");
    await expect(main).toContainText(CARE);
    await expect(main.getByText(/^いまは もう/).first()).toBeVisible();
    await expect(main).not.toContainText("いまも");
    expect(await her.content()).not.toMatch(SAID);
    await look(her, "her-given");
  });
  await leave(her);
});

test("3.5 a month without a case: 案件なしのため開催せず, by itself", async ({ enter, setClock }) => {
  await setClock("2026-10-20T10:00:00+09:00");
  const shirabe = await enter("shirabe");
  await planConference(shirabe, {
    series: LAYERED,
    full: false,
    day: "R8.11.11",
    hours: ["15:20", "16:50"],
    more: [],
    chair: `${CENTER}（試験 調）`,
    recorder: `${CENTER}（試験 心）`,
  });
  await setClock("2026-11-12T09:00:00+09:00");
  const later = await enter("shirabe");
  await rail(later, "会議");
  const line = part(later, "終わった会議").getByRole("listitem").filter({ hasText: "11月11日(水)" });
  await expect(line).toContainText("案件なしのため開催せず");
  await line.getByRole("link", { name: LAYERED }).click();
  await expect(later.getByText("案件なしのため開催せず")).toBeVisible();
  await look(later, "story3-not-held");
});

/** The wall of the conference to which the item on that page belongs. */
async function openConferenceAt(wall: Page, staffUrl: string, page: Page): Promise<void> {
  const back = await page.getByRole("link", { name: "← 会議へ" }).getAttribute("href");
  await wall.goto(`${staffUrl}${back}/project`);
}

/** On which basis the page stands. */
const banner = (page: Page): Locator => page.locator(".basis").first();

async function takeIn(page: Page): Promise<string> {
  await acceptCase(page, CALLED, async () => {
    await field(page, "氏名").fill(NAME);
    await field(page, "フリガナ").first().fill("カクウ トシコ");
    await fillDate(page, "生年月日", "S44.2.3");
    await tickAll(page, "ご相談の内容", ["収入・生活費"]);
  });
  return caseNo(page);
}

/** Sends the form that puts the open case on the day in October. */
async function place(page: Page, what: { mark: string; presenter: string; named?: string[] }): Promise<void> {
  await openPart(page, "会議");
  await press(page, "会議の日にのせる");
  const form = dialog(page, "会議の日にのせる");
  await choose(form, "会議の日", "令和8年10月14日");
  await pick(form, "新規・評価", what.mark);
  await choose(form, "ケースを報告する人", what.presenter);
  await tickAll(form, "ほかに呼ぶ人", what.named ?? []);
  await press(form, "のせる");
}

async function openMeetingOf(page: Page, name: string): Promise<void> {
  await openCase(page, name);
  await openPart(page, "会議");
  await page.getByRole("link", { name: "第1回 重層的支援会議" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /第1回 重層的支援会議$/ })).toBeVisible();
}

/** The words of the 進行表 on paper. */
const timetable = (page: Page): Promise<string> => printed(page, "進行表を印刷（PDF）", "進行表");

/** The words of a paper that a button makes; its file is called by its name. */
function printed(page: Page, button: string, name: string): Promise<string> {
  return readPaper(page, page.getByRole("button", { name: button, exact: true }), name);
}

/** 本人に伝える, openly or, with a reason, not yet. */
async function tell(page: Page, staffUrl: string, withheld?: string): Promise<void> {
  await page.goto(`${staffUrl}${story.matter}`);
  const panel = part(page, "本人に伝える");
  await press(panel, "ケースを選んで記録する");
  await choose(panel, "本人のケース", story.hers);
  if (withheld !== undefined) {
    await panel.getByLabel("安全のため、今は本人のページに出さない").check();
    await field(panel, "出さない理由").fill(withheld);
  }
  await press(panel, "記録する");
  await expectTold(page, "ケースに記録しました");
}
