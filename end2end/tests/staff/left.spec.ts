/** 送っていない文: what somebody was writing stays to be read when somebody else finishes the matter first. */
import { type Page } from "@playwright/test";
import { acceptCase, CENTER, recordWish } from "../../support/case";
import { PLAN } from "../../support/household";
import { openPlan, writeAndShow } from "../../support/plan";
import {
  caseMenu,
  choose,
  expectTold,
  field,
  fillDate,
  openCase,
  openInbox,
  part,
  press,
  rail,
  signIn,
  signOut,
  unfold,
} from "../../support/staff";
import { expect, look, test } from "../../support/test";

const WHY = "四月から べつの係に移るため、続けて会えません。";
const left = (page: Page) => page.getByRole("region", { name: "送っていない文" });

async function ask(page: Page): Promise<void> {
  const form = part(page, "引き継ぎを頼む");
  await field(form, "助けになること").fill("朝の電話");
  await field(form, "つらくなること").fill("くり返し聞かれること");
  await choose(form, "新しく担当する人", `試験 代理（${CENTER}）`);
  await fillDate(form, "いつから", "R9.4.1");
  await press(form, "引き継ぎを頼む");
  await expectTold(page, "引き継ぎを頼みました");
}

async function takeBack(page: Page): Promise<void> {
  await press(page, "引き継ぎを取り下げる");
  await expectTold(page, "引き継ぎを取り下げました");
}

test("a box that somebody else's act takes away: its words stay until they are read, or their writer signs out", async ({
  enter,
  staffUrl,
}) => {
  const kokoro = await enter("kokoro");
  await acceptCase(kokoro, "こずえ");
  await caseMenu(kokoro, "担当を引き継ぐ");
  await ask(kokoro);
  const dairi = await enter("dairi");
  await openInbox(dairi);
  await dairi.getByRole("link", { name: "引き継ぎのページを読んで、答える" }).first().click();
  const answer = part(dairi, "担当の引き継ぎ");
  const reason = field(answer, "引き受けられない理由");
  const write = async () => {
    await unfold(answer, "引き受けられないとき");
    await reason.fill(WHY);
  };

  await write();
  await takeBack(kokoro);
  await test.step("the box is gone, and the words are there, on this screen and the next", async () => {
    await expect(reason).toHaveCount(0);
    await expect(left(dairi)).toContainText(WHY);
    await expect(left(dairi)).toContainText("引き受けられない理由");
    await look(dairi, "left");
    await dairi.emulateMedia({ media: "print" });
    await expect(left(dairi), "no paper carries it").toBeHidden();
    await dairi.emulateMedia({ media: "screen" });
    await rail(dairi, "期日");
    await expect(left(dairi)).toContainText(WHY);
    await press(left(dairi), "読んだので消す");
    await expect(left(dairi)).toHaveCount(0);
    await dairi.goBack();
  });

  await test.step("who leaves a box by a press of her own is told nothing", async () => {
    await ask(kokoro);
    await write();
    await rail(dairi, "期日");
    await expect(dairi.getByRole("heading", { level: 1, name: "期日" })).toBeVisible();
    await expect(left(dairi)).toHaveCount(0);
    await dairi.goBack();
  });

  await test.step("signing out takes the words from the screen", async () => {
    await write();
    await takeBack(kokoro);
    await expect(left(dairi)).toContainText(WHY);
    await signOut(dairi);
    await signIn(dairi, staffUrl, "dairi");
    await expect(left(dairi)).toHaveCount(0);
    await expect(dairi.getByText(WHY)).toHaveCount(0);
  });

  await test.step("what was sent is not among what was not", async () => {
    await ask(kokoro);
    await openInbox(dairi);
    await dairi.getByRole("link", { name: "引き継ぎのページを読んで、答える" }).first().click();
    await write();
    await press(answer, "引き受けられないと伝える");
    await expectTold(dairi, "引き受けられないことを伝えました");
    await expect(reason).toHaveCount(0);
    await expect(left(dairi)).toHaveCount(0);
  });
});

test("what was typed about somebody who may be read no more goes with the page", async ({ enter }) => {
  const WORDS = "犬と いっしょに くらしたい";
  const kokoro = await enter("kokoro");
  await acceptCase(kokoro, "すず");
  await recordWish(kokoro, "しずかな 部屋で ねむりたい");
  await writeAndShow(kokoro, PLAN);
  await openCase(kokoro, "すずさん");
  await caseMenu(kokoro, "担当を引き継ぐ");
  await ask(kokoro);
  await openPlan(kokoro, "すずさん");
  const own = await unfold(kokoro.getByRole("main"), "本人の項目を代わりに記入");
  await field(own, "本人のことば").fill(WORDS);

  const dairi = await enter("dairi");
  await openInbox(dairi);
  await dairi.getByRole("link", { name: "引き継ぎのページを読んで、答える" }).first().click();
  await press(dairi, "引き受ける");
  await expectTold(dairi, "担当を引き継ぎました");

  // Nobody pressed anything here.
  await expect(kokoro.getByRole("main")).toContainText("いまは見られません");
  await expect(kokoro.getByText(WORDS)).toHaveCount(0);
  await expect(left(kokoro)).toHaveCount(0);
  await rail(kokoro, "期日");
  await expect(left(kokoro)).toHaveCount(0);
});
