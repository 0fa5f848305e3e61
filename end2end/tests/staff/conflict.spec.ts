/** 同じ欄の二つの記入: a tablet without a network and the desk write on the same paper. */
import type { Locator, Page } from "@playwright/test";
import { acceptCase, recordWish } from "../../support/case";
import { caseMenu, enterOn, expectTold, field, openCase, openPart, part, press, rail } from "../../support/staff";
import { fillPlan, openPlan, type Planned, savePlan, showPlan } from "../../support/plan";
import { connect, cutOff, KEPT, keptRows } from "../../support/tablet";
import { expect, look, test } from "../../support/test";

const TITLE = "同じ欄の、二つの記入";
const DESK = "本人は家にいた";
const TABLET = "本人は駅にいた";

async function correct(page: Page): Promise<void> {
  await caseMenu(page, "相談受付票を訂正");
  await expect(page.getByRole("heading", { level: 1, name: "相談受付票の訂正" })).toBeVisible();
  await field(page, "事実").waitFor();
}

test("the same field of a paper written twice: both whole, one press to decide, one to take it back", async ({ enter }) => {
  const desk = await enter("ichiko");
  const tablet = await enter("ichiko");
  await acceptCase(desk, "ふみか", async () => field(desk, "事実").fill("来所"));
  await rail(tablet, "ボード");
  await openCase(tablet, "ふみかさん");
  await correct(tablet);
  await cutOff(tablet);
  await field(tablet, "事実").fill(TABLET);
  await field(tablet, "今夜の危険").fill("今夜は友人といる");

  await correct(desk);
  await field(desk, "事実").fill(DESK);
  await press(desk, "保存する");
  await expectTold(desk, "訂正しました");
  await expect(part(desk, TITLE)).toHaveCount(0);

  await press(tablet, "保存する");
  await expectTold(tablet, KEPT);
  const waiting = part(tablet, "送信待ち");
  await expect(waiting).toContainText("相談受付票の訂正");
  await expect(waiting).toContainText(TABLET);
  await connect(tablet);
  await expect(tablet.getByText("送っていないものはありません")).toBeVisible({ timeout: 70_000 });

  await test.step("both stand side by side, with what differs marked, and the other field merged by itself", async () => {
    const panel = part(desk, TITLE);
    await expect(panel).toContainText(DESK);
    await expect(panel).toContainText(TABLET);
    await expect(panel.locator("mark")).toHaveText(["家", "駅"]);
    await expect(panel).toContainText("試験 一子");
    await look(desk, "conflict-open");
    await openPart(desk, "書類");
    await expect(part(desk, "相談受付票")).toContainText("今夜は友人といる");
    await expect(part(desk, "相談受付票")).toContainText(DESK);
  });

  await test.step("one press decides; what was not chosen can be read", async () => {
    await openPart(desk, "いま");
    await press(part(desk, TITLE), "もう一つの記入にする");
    await expect(part(desk, TITLE)).toContainText("もう一つの記入にしました");
    await look(desk, "conflict-settled");
    await openPart(desk, "書類");
    await expect(part(desk, "相談受付票")).toContainText(TABLET);
    const settled = part(desk, "二つの記入から選んだもの");
    await expect(settled).toContainText(DESK);

    await press(settled, "決める前に戻す");
    await expect(part(desk, "相談受付票")).toContainText(DESK);
    await expect(settled).toHaveCount(0);
    await openPart(desk, "いま");
    await press(part(desk, TITLE), "両方を残す");
    await expect(part(desk, TITLE)).toContainText("両方を残しました");
    await openPart(desk, "書類");
    await expect(part(desk, "相談受付票")).toContainText(`${DESK}\n${TABLET}`);
  });
});

test("what was half written before another saved the same field is not laid over it unseen", async ({ enter, staffUrl }) => {
  const desk = await enter("ichiko");
  const tablet = await enter("ichiko");
  await acceptCase(desk, "ふみえ", async () => field(desk, "事実").fill("来所"));
  await openCase(tablet, "ふみえさん");
  const address = tablet.url();
  await correct(tablet);
  await field(tablet, "事実").fill(TABLET);
  await expect.poll(() => keptRows(tablet, "draft")).toBe(1);
  await correct(desk);
  await field(desk, "事実").fill(DESK);
  await press(desk, "保存する");
  await expectTold(desk, "訂正しました");

  await tablet.goto(staffUrl);
  await tablet.goto(address);
  await correct(tablet);
  await expect(tablet.getByText("書きかけを戻しました")).toBeVisible();
  await expect(field(tablet, "事実")).toHaveValue(TABLET);
  await press(tablet, "保存する");
  await expectTold(tablet, "訂正しました");
  const panel = part(tablet, TITLE);
  await expect(panel).toContainText(DESK);
  await expect(panel).toContainText(TABLET);
  await test.step("by keyboard alone: decided, and taken back", async () => {
    const button = (where: Locator, name: string) => where.getByRole("button", { name, exact: true });
    await enterOn(tablet, button(panel, "今の記入にする"));
    await expect(panel).toContainText("はじめの記入にしました");
    await openPart(tablet, "書類");
    await expect(part(tablet, "相談受付票")).toContainText(DESK);
    const settled = part(tablet, "二つの記入から選んだもの");
    await expect(settled).toContainText(TABLET);
    await enterOn(tablet, button(settled, "決める前に戻す"));
    await expect(settled).toHaveCount(0);
    await openPart(tablet, "いま");
    await expect(panel).toContainText(TABLET);
  });
});

const PLAN: Planned = {
  to: "R8.11.8",
  life: "子どもと 二人で くらす",
  goals: "住むところを決める",
  review: "R8.8.8",
  items: [
    {
      domain: "住まい",
      issue: "住む場所がない",
      support: "住まいの窓口へ一緒に行く",
      easy: "いっしょに いきます。",
      agency: "みほん市福祉課",
      when: "6月中",
    },
  ],
};

test("a plan that two people write at once: other boxes merge, of one box both are whole, and she is shown it after", async ({
  enter,
}) => {
  const desk = await enter("ichiko");
  const tablet = await enter("ichiko");
  await acceptCase(desk, "ふみの");
  await openPart(desk, "計画");
  await fillPlan(desk, PLAN);
  await desk.getByRole("textbox", { name: /^本人の希望/ }).fill("夜に ねむりたい");
  await savePlan(desk);
  await openPlan(tablet, "ふみのさん");
  await press(tablet, "この版を書きかえる");
  await field(tablet, "めざす くらし").fill("本人は駅の近くで くらす");
  await field(tablet, "見守り体制").fill("週に一度の電話");

  await press(desk, "この版を書きかえる");
  await field(desk, "めざす くらし").fill("本人は家の近くで くらす");
  await savePlan(desk);
  await savePlan(tablet);

  const panel = part(tablet, TITLE);
  await test.step("what differs is marked, and the version is not shown to her yet", async () => {
    await expect(panel).toContainText("個別支援計画　めざす くらし");
    await expect(panel.locator("mark")).toHaveText(["家", "駅"]);
    await expect(part(tablet, "めざすこと")).toContainText("週に一度の電話");
    await expect(part(tablet, "めざすこと")).toContainText("家の近く");
    await look(tablet, "conflict-plan");
    await press(tablet, "この版を本人に見せる");
    await expect(tablet.getByText("同じ欄に、二つの記入があります。")).toBeVisible();
  });

  await test.step("one press decides, one takes it back", async () => {
    await press(panel, "もう一つの記入にする");
    await expect(part(tablet, "めざすこと")).toContainText("駅の近く");
    await expect(part(desk, "めざすこと")).toContainText("駅の近く");
    await press(panel, "決める前に戻す");
    await expect(part(tablet, "めざすこと")).toContainText("家の近く");
    await press(panel, "今の記入にする");
    await expect(panel).toContainText("はじめの記入にしました");
  });

  await test.step("shown to her while another types: nothing typed is lost, and it is the next version", async () => {
    await press(desk, "この版を書きかえる");
    await field(desk, "見守り体制").fill("月に一度の訪問");
    await showPlan(tablet);
    await press(desk, "計画を保存する");
    await expect(desk.getByText("書いている間に、第1版が本人に見せられました。")).toBeVisible();
    await expect(field(desk, "見守り体制")).toHaveValue("月に一度の訪問");
    await look(desk, "conflict-plan-shown");
    await press(desk, "第2版として続ける");
    await savePlan(desk);
    await expect(desk.getByRole("heading", { level: 1, name: "個別支援計画　第2版" })).toBeVisible();
    await expect(part(desk, "めざすこと")).toContainText("月に一度の訪問");
  });
});

test("a plan that waited on a tablet and is not taken goes back into its form, with every word of it", async ({ enter }) => {
  const desk = await enter("ichiko");
  const tablet = await enter("ichiko");
  await acceptCase(desk, "ふみは");
  await rail(tablet, "ボード");
  await openCase(tablet, "ふみはさん");
  await openPart(tablet, "計画");
  await fillPlan(tablet, PLAN);
  await cutOff(tablet);
  await tablet.getByRole("textbox", { name: /^本人の希望/ }).fill("しずかな ところ");
  await press(tablet, "計画を保存する");
  await expectTold(tablet, KEPT);
  // Meanwhile she says it herself, and it is written down to the letter.
  await recordWish(desk, "夜に ねむりたい");
  await connect(tablet);
  const refused = part(tablet, "確認が必要");
  await expect(refused).toContainText("個別支援計画", { timeout: 70_000 });
  await expect(refused).toContainText("住まいの窓口へ一緒に行く");
  await press(refused, "直して送る");
  await expect(tablet.getByText("書きかけを戻しました")).toBeVisible();
  await expect(field(tablet, "めざす くらし")).toHaveValue(PLAN.life);
  await expect(field(tablet, "支援の内容")).toHaveValue("住まいの窓口へ一緒に行く");
  await expect(part(tablet, "本人の希望")).toContainText("夜に ねむりたい");
  await look(tablet, "conflict-plan-mended");
  await savePlan(tablet);
  await expect(part(tablet, "本人の希望")).toContainText("夜に ねむりたい");
});
