/** 個別支援計画 on the screens of staff: written, shown to her, answered, confirmed. */
import { expect, type Page } from "@playwright/test";
import { choose, expectTold, field, fillDate, openCase, openPart, press } from "./staff";

/** An item, each field as it is typed. */
export interface Item {
  domain: string;
  issue: string;
  support: string;
  easy: string;
  agency: string;
  when: string;
}

/** What stands in a plan; days such as `R8.5.8`. */
export interface Planned {
  /** Its first day, where it is not the one that is offered. */
  from?: string;
  to: string;
  life: string;
  /** 当面の目標, one a line. */
  goals: string;
  review: string;
  items: Item[];
}

/** Fills in a new plan of the case that is open. */
export async function fillPlan(page: Page, plan: Planned): Promise<void> {
  await page.getByRole("link", { name: "新しい計画を作る" }).click();
  if (plan.from !== undefined) {
    await fillDate(page, "計画の始まり", plan.from);
  }
  await fillDate(page, "計画の終わり", plan.to);
  await field(page, "めざす くらし").fill(plan.life);
  await field(page, "当面の目標").fill(plan.goals);
  await fillDate(page, "見直しの日", plan.review);
  for (const [at, item] of plan.items.entries()) {
    if (at > 0) {
      await press(page, "項目を加える");
    }
    const heading = page.getByRole("heading", { name: `項目 ${at + 1}`, exact: true });
    const card = page.getByRole("article").filter({ has: heading });
    await choose(card, "支援の分野", item.domain);
    await field(card, "課題").fill(item.issue);
    await field(card, "支援の内容").fill(item.support);
    await card.getByLabel(/^やさしいことば/).fill(item.easy);
    await choose(card, "担当の機関", item.agency);
    await field(card, "いつ・どのくらい").fill(item.when);
  }
}

/** Writes such a plan and shows it to her. */
export async function writeAndShow(page: Page, plan: Planned): Promise<void> {
  await openPart(page, "計画");
  await fillPlan(page, plan);
  await savePlan(page);
  await showPlan(page);
}

/** Saves the version that was filled in. */
export async function savePlan(page: Page): Promise<void> {
  await press(page, "計画を保存する");
  await expectTold(page, "計画を保存しました");
}

/** Puts the version on her screen. */
export async function showPlan(page: Page): Promise<void> {
  await press(page, "この版を本人に見せる");
  await expectTold(page, "本人の画面に出しました");
}

/** Opens the one plan of the case. */
export async function openPlan(page: Page, name: string): Promise<void> {
  await openCase(page, name);
  await openPart(page, "計画");
  await page.getByRole("link", { name: /^個別支援計画 第/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^個別支援計画/ })).toBeVisible();
}

/** Takes the plan on the screen to the newest meeting and confirms it. */
export async function confirmPlan(page: Page): Promise<void> {
  await press(page, "会議に出す");
  await expectTold(page, "計画を会議に出しました");
  await press(page, "計画を確定する");
  await expectTold(page, "計画を確定しました");
}
