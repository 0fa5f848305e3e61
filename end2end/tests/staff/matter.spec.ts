/** 支援会議の案件: raised without a name in the timetable, read by those called to it, dealt with on its own page. */
import type { Page } from "@playwright/test";
import { addPoint } from "../../support/matter";
import { choose, expectTold, field, openInbox, part, press, rail, unfold } from "../../support/staff";
import { expect, look, test } from "../../support/test";

test.describe.configure({ mode: "serial" });

const CONFERENCE = /^支援会議（毎月・本人同意なし） 第1回$/;
const HEADING = "水道が止まりそうな世帯";
const WHO = "架空 とし子";
const WATER = "水道局（架空）";
const HEARD = "近所の人から聞いた話";

async function openConference(page: Page): Promise<void> {
  await rail(page, "会議");
  await page.getByRole("link", { name: CONFERENCE }).click();
  await expect(page.getByRole("heading", { level: 1, name: CONFERENCE })).toBeVisible();
}

test("an item is raised without telling who it is, and each agency reads its own points", async ({
  enter,
  setClock,
}) => {
  await setClock("2026-05-16T09:30:00+09:00");
  const maru = await enter("maru");
  await openConference(maru);
  const panel = part(maru, "案件");
  // The basis stands once, above everything.
  const basis = maru.getByText("本人同意なし・支援会議（社会福祉法106条の6）");
  await expect(basis).toHaveCount(1);
  await expect(basis.locator("xpath=..")).toHaveAttribute("data-kind", "matter");
  await press(panel, "案件を出す");
  const form = panel.getByRole("group", { name: "案件を出す" });
  await field(form, "一般の呼び方").fill("架空さんの世帯");
  await form.locator("#matter-name").fill(WHO);
  await form.getByLabel("水道局（架空）（試験 水）").check();
  await press(form, "案件を出す");
  await expect(form).toContainText("呼び方に、氏名やよみが入っています。");
  await look(maru, "matter-raise");
  await field(form, "一般の呼び方").fill(HEADING);
  await press(form, "案件を出す");
  await expectTold(maru, "案件を出しました");
  await expect(maru.getByRole("heading", { level: 1, name: HEADING })).toBeVisible();
  await addPoint(maru, { text: "水道停止の予定は5月30日", source: WATER, to: ["お困りごと相談（架空）", WATER] });
  await addPoint(maru, { text: HEARD, source: WATER, to: ["お困りごと相談（架空）"], hearsay: true });
  await expect(part(maru, "共有する内容")).toContainText("伝聞・未確認");
  await look(maru, "matter-before");
});

test("who is called to the item alone gets a notice without a word about it, and from it the way there", async ({
  enter,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-05-16T09:40:00+09:00");
  const maru = await enter("maru");
  await openConference(maru);
  const room = new URL(maru.url()).pathname;
  await part(maru, "案件").getByRole("link", { name: HEADING }).click();
  await press(maru, "この案件に人を呼ぶ");
  const form = maru.getByRole("group", { name: "この案件に人を呼ぶ" });
  await choose(form, "人を加える", "試験 警（みほん警察署（架空））");
  await press(form, "この人たちを呼ぶ");
  await expectTold(maru, "案件に呼びました");

  const kei = await enter("kei");
  await openInbox(kei);
  const notice = part(kei, "支援会議の案件のご案内");
  await expect(notice).toContainText("支援会議の案件のご案内");
  await expect(notice).toContainText("日時");
  await expect(kei.locator("body")).not.toContainText(HEADING);
  await expect(kei.locator("body")).not.toContainText("とし子");
  await look(kei, "matter-notice");
  await notice.getByRole("link", { name: "案件の画面へ" }).click();
  await expect(kei.getByRole("heading", { level: 1, name: HEADING })).toBeVisible();
  // The page of the conference stays closed; the way back is the inbox.
  await kei.getByRole("link", { name: "← 受信箱へ" }).click();
  await expect(kei.getByRole("heading", { level: 1, name: "受信箱" })).toBeVisible();
  await kei.goto(`${staffUrl}${room}`);
  await expect(kei.getByText("開けませんでした")).toBeVisible();
  const ji = await enter("ji");
  await openInbox(ji);
  await expect(part(ji, "支援会議の案件のご案内")).toHaveCount(0);
});

test("it is dealt with on its own page, and those who were not called see nothing", async ({ enter, setClock }) => {
  await setClock("2026-05-16T10:00:00+09:00");
  const maru = await enter("maru");
  const ayumi = await enter("ayumi");
  await openConference(maru);
  await press(maru, "会議を始める");
  await expectTold(maru, "会議を始めました");
  await part(maru, "案件").getByRole("link", { name: HEADING }).click();
  await press(maru, "この案件を始める");
  await expectTold(maru, "案件を始めました");
  await openConference(ayumi);
  await part(ayumi, "案件").getByRole("link", { name: HEADING }).click();
  await expect(part(ayumi, "対象の人")).toContainText(WHO);

  // Without a pledge nobody is recorded as present.
  const came = part(ayumi, "案件の出席");
  for (const name of ["試験 丸", "試験 歩", "試験 水"]) {
    await came.getByRole("group", { name: new RegExp(name) }).getByLabel("対面").check();
  }
  await press(came, "案件の出席を記録する");
  await expect(came).toContainText("誓約がまだの人がいます：試験 水");
  await came.getByRole("group", { name: /試験 水/ }).getByLabel("欠席").check();
  await press(came, "案件の出席を記録する");
  await expectTold(ayumi, "出席を記録しました");

  const notes = part(ayumi, "案件の記録");
  await field(notes, "ことば").fill("停止は1か月待つ");
  await press(notes, "記録に加える");
  await expect(part(maru, "案件の記録")).toContainText("停止は1か月待つ");
  const roles = part(ayumi, "役割分担");
  await expect(roles).toContainText("本人未同意");
  const form = await unfold(ayumi, "分担を加える");
  await choose(form, "機関", "アウトリーチ事業者（架空）");
  await field(form, "すること").fill("週2回の訪問");
  await press(form, "分担に加える");
  await expect(part(maru, "役割分担")).toContainText("週2回の訪問");
  await look(ayumi, "matter-running");
  await press(maru, "この案件を終える");
  await expectTold(maru, "案件を終えました");
  await expect(part(ayumi, "進行")).not.toContainText("まだ始まっていません");

  // Called to the room and not to the item: neither in the panel nor by its address.
  const tsutsumi = await enter("tsutsumi");
  await openConference(tsutsumi);
  await expect(part(tsutsumi, "案件")).toContainText("あなたが呼ばれている案件は、まだありません。");
  await expect(tsutsumi.locator("body")).not.toContainText(HEADING);
  await tsutsumi.goto(maru.url());
  await expect(tsutsumi.getByText("開けませんでした")).toBeVisible();
  await expect(tsutsumi.locator("body")).not.toContainText("とし子");
});
