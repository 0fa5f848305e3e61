/** ケースボード: every way to move a card, and what others see of it. */
import type { Locator, Page } from "@playwright/test";
import { askMove, openMenu } from "../../support/board";
import { acceptCase } from "../../support/case";
import { choose, dialog, expectTold, field, fillSignIn, PASSWORD, press, rail } from "../../support/staff";
import { expect, look, test } from "../../support/test";
import { dragWithFinger, dragWithMouse } from "../../support/touch";

test.describe.configure({ mode: "serial" });

const column = (page: Page, stage: string) => page.getByRole("region", { name: stage, exact: true });
const card = (page: Page, name: string): Locator => page.getByRole("listitem").filter({ hasText: `${name}さん` });

test("by its menu", async ({ enter }) => {
  const page = await enter("ichiko");
  for (const name of ["あや", "いく", "うた", "えり"]) {
    await acceptCase(page, name);
    await rail(page, "ボード");
  }
  const menu = await openMenu(page, "あやさん");
  await look(page, "board-menu");
  await menu.getByRole("button", { name: /「アセスメント」へ動かす/ }).click();
  await expectTold(page, "あやさんを「受理」から「アセスメント」へ動かしました");
  await expect(column(page, "アセスメント").getByRole("link", { name: /あやさん/ })).toBeVisible();
});

test("by keyboard alone, with the focus back on the card", async ({ enter }) => {
  const page = await enter("ichiko");
  const button = page.getByRole("button", { name: "いくさんの操作" });
  await button.focus();
  await page.keyboard.press("Enter");
  const target = dialog(page, "ケースの操作").getByRole("button", { name: /「アセスメント」へ動かす/ });
  await expect(dialog(page, "ケースの操作")).toBeVisible();
  for (let presses = 0; presses < 10 && !(await target.evaluate((e) => e === document.activeElement)); presses += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
  await page.keyboard.press("Enter");
  await expectTold(page, "いくさんを「受理」から「アセスメント」へ動かしました");
  await expect(column(page, "アセスメント").getByRole("link", { name: /いくさん/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "いくさんの操作" })).toBeFocused();
});

test("by mouse", async ({ enter }) => {
  const page = await enter("ichiko");
  await dragWithMouse(page, card(page, "うた"), column(page, "アセスメント"));
  await expectTold(page, "うたさんを「受理」から「アセスメント」へ動かしました");
  await expect(column(page, "アセスメント").getByRole("link", { name: /うたさん/ })).toBeVisible();
});

test("by finger, on its handle", async ({ enter }) => {
  const page = await enter("ichiko");
  const grip = card(page, "えり").locator("[data-grip]");
  await dragWithFinger(page, grip, column(page, "アセスメント"));
  await expectTold(page, "えりさんを「受理」から「アセスメント」へ動かしました");
  await expect(column(page, "アセスメント").getByRole("link", { name: /えりさん/ })).toBeVisible();
});

test("a move that means something asks first; a refused one names the missing step", async ({ enter }) => {
  const page = await enter("ichiko");
  await askMove(page, "あやさん", "支援中");
  const form = dialog(page, "ケースを動かす");
  await look(page, "board-move-form");
  await form.getByRole("button", { name: "「支援中」へ動かす" }).click();
  await expect(form.getByText(/支援中に移すには、本人が同意した計画が要ります。/)).toBeVisible();
  await field(form, "急いで支援を始める理由").fill("今夜の宿を決めるため");
  await form.getByRole("button", { name: "「支援中」へ動かす" }).click();
  await expectTold(page, "あやさんを「アセスメント」から「支援中」へ動かしました");
  // The board was read again: the card names its next step.
  await expect(card(page, "あや")).toContainText("会議の同意を聞く");

  // A stage with a procedure of its own: the way to its form, and the card stays.
  for (const [stage, words] of [
    ["見守り", /見守りの機関と次の連絡を決めると/],
    ["中断", /理由、再開の条件、連絡を続ける人を記録すると/],
    ["終結", /評価を会議で決めてから行います/],
  ] as const) {
    await askMove(page, "あやさん", stage);
    await expect(form.getByText(words)).toBeVisible();
    await expect(form.getByRole("link", { name: "「評価・節目」を開く" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(column(page, "支援中").getByRole("link", { name: /あやさん/ })).toBeVisible();
  }
  await askMove(page, "あやさん", "中断");
  await form.getByRole("link", { name: "「評価・節目」を開く" }).click();
  await expect(page.getByRole("heading", { name: "いまの段階" })).toBeVisible();
  await rail(page, "ボード");
  await look(page, "board-procedure");
});

test("a second browser sees the move within two seconds, and the second mover is told who and what", async ({
  enter,
}) => {
  const first = await enter("ichiko");
  const second = await enter("ichiko");
  await askMove(first, "いくさん", "支援中");
  const form = dialog(first, "ケースを動かす");
  await field(form, "急いで支援を始める理由").fill("急ぐため");
  await form.getByRole("button", { name: "「支援中」へ動かす" }).click();
  await expectTold(first, "いくさんを「アセスメント」から「支援中」へ動かしました");
  await expect(column(second, "支援中").getByRole("link", { name: /いくさん/ })).toBeVisible({ timeout: 2_000 });

  await test.step("a tablet that did not hear of it", async () => {
    // The form is open on the second tablet while the first moves the card.
    await askMove(second, "うたさん", "支援中");
    const late = dialog(second, "ケースを動かす");
    await field(late, "急いで支援を始める理由").fill("二人目の理由");
    await askMove(first, "うたさん", "他機関へつなぎ");
    const onward = dialog(first, "ケースを動かす");
    await choose(onward, "つなぎ先の機関", "ひがし児童相談所");
    await field(onward, "理由").fill("本人の希望");
    await onward.getByLabel("つなぐことを本人に知らせた").check();
    await onward.getByRole("button", { name: "「他機関へつなぎ」へ動かす" }).click();
    await expectTold(first, "うたさんを「アセスメント」から「他機関へつなぎ」へ動かしました");
    await late.getByRole("button", { name: "「支援中」へ動かす" }).click();
    await expect(second.getByText(/試験 一子さんが先に「他機関へつなぎ」へ動かしました/)).toBeVisible();
    await expect(field(late, "急いで支援を始める理由")).toHaveValue("二人目の理由");
    await look(second, "board-second-mover");
  });
});

test("an open menu stays beside a card that another browser moves", async ({ enter }) => {
  const first = await enter("ichiko");
  const second = await enter("ichiko");
  const menu = await openMenu(second, "えりさん");
  await askMove(first, "えりさん", "支援中");
  const form = dialog(first, "ケースを動かす");
  await field(form, "急いで支援を始める理由").fill("急ぐため");
  await press(form, "「支援中」へ動かす");
  await expect(column(second, "支援中").getByRole("link", { name: /えりさん/ })).toBeVisible();
  await look(second, "board-menu-moved");
  await menu.getByRole("link", { name: "ケースを開く" }).click();
  await expect(second.getByRole("heading", { name: /えりさん/ })).toBeVisible();
});

test("a card that changes while it is pressed opens all the same", async ({ enter }) => {
  const first = await enter("ichiko");
  await acceptCase(first, "おと");
  await rail(first, "ボード");
  const second = await enter("ichiko");
  await column(second, "受理").getByRole("link", { name: /おとさん/ }).hover();
  await second.mouse.down();
  const heard = second.waitForResponse("**/api/ask/board");
  const menu = await openMenu(first, "おとさん");
  await menu.getByRole("button", { name: /「アセスメント」へ動かす/ }).click();
  await expect(column(first, "アセスメント").getByRole("link", { name: /おとさん/ })).toBeVisible();
  await (await heard).finished();
  // Long enough for the screen to have painted what it heard.
  await second.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  await expect(column(second, "受理").getByRole("link", { name: /おとさん/ })).toBeVisible();
  await second.mouse.up();
  await expect(second.getByRole("heading", { name: /おとさん/ })).toBeVisible();

  await test.step("what came is there once the press is over", async () => {
    await rail(second, "ボード");
    await expect(column(second, "アセスメント").getByRole("link", { name: /おとさん/ })).toBeVisible();
  });
});

test("chips narrow the board and show their counts", async ({ enter }) => {
  const page = await enter("ichiko");
  const mine = page.getByRole("button", { name: /^自分の担当/ });
  await expect(mine).toContainText(/\d/);
  const late = page.getByRole("button", { name: /^期限すぎ/ });
  await late.click();
  await expect(late).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("link", { name: /あやさん/ })).toHaveCount(0);
  await press(page, "しぼりこみを外す");
  await expect(page.getByRole("link", { name: /あやさん/ }).first()).toBeVisible();
});

test("on a phone one stage is shown at a time", async ({ newPhone, staffUrl }) => {
  const page = await (await newPhone({ javaScript: true })).newPage();
  await page.goto(staffUrl);
  await fillSignIn(page, "ichiko", PASSWORD);
  await page.getByRole("tab", { name: /支援中/ }).click();
  await expect(page.getByRole("link", { name: /あやさん/ })).toBeVisible();
  await expect(column(page, "受理")).toBeHidden();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide, "the page scrolls sideways").toBe(false);
  await look(page, "board-phone");
});
