/** A woman with a shared plan and a card, made at the staff door as a worker would. */
import { type Browser, expect, type Page } from "@playwright/test";
import { PIN } from "./her";
import type { Server } from "./server";
import { caseMenu, choose, dialog, expectTold, field, fillDate, openCase, openPart, press, signIn, tickAll } from "./staff";

/** What she has in her hand. */
export class Household {
  constructor(private readonly lines: string[]) {}

  /** A line of her card that was not used yet. */
  takeLine(): string {
    const line = this.lines.shift();
    if (line === undefined) {
      throw new Error("her card has no line left");
    }
    return line;
  }
}

export const CALLED = "なつ";

/** Two items: one about where to live, one about health. */
const ITEMS = [
  {
    domain: "住まい",
    issue: "帰る部屋がない",
    support: "部屋を一緒に探す",
    easy: "部屋《へや》を いっしょに さがします。",
    when: "6月中",
  },
  {
    domain: "健康",
    issue: "ねむれない",
    support: "心理面接を行う",
    easy: "こころの 面接《めんせつ》を します。",
    when: "週1回",
  },
];

export async function makeHousehold(browser: Browser, server: Server): Promise<Household> {
  const context = await browser.newContext({
    viewport: { width: 768, height: 1024 },
    javaScriptEnabled: true,
    isMobile: false,
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
  });
  try {
    const page = await context.newPage();
    await signIn(page, server.staffUrl, "ichiko");
    await page.getByRole("link", { name: "相談を受け付ける" }).click();
    await field(page, "呼ばれたい名前").fill(CALLED);
    await tickAll(page, "ご相談の内容", ["住まい"]);
    await press(page, "受け付ける");
    await press(page, "書きたす");
    const wish = dialog(page, "本人の希望");
    await field(wish, "本人の言葉").fill("しずかな 部屋で ねむりたい");
    await press(wish, "記録する");
    await expectTold(page, "本人の希望を記録しました");
    await openPart(page, "計画");
    await page.getByRole("link", { name: "新しい計画を作る" }).click();
    await fillDate(page, "計画の終わり", "R8.11.7");
    await field(page, "めざす くらし").fill("安心して くらす");
    await field(page, "当面の目標").fill("部屋を決める");
    await fillDate(page, "見直しの日", "R8.8.7");
    for (const [at, item] of ITEMS.entries()) {
      if (at > 0) {
        await press(page, "項目を加える");
      }
      const card = page.getByRole("article").filter({ has: page.getByRole("heading", { name: `項目 ${at + 1}` }) });
      await choose(card, "支援の分野", item.domain);
      await field(card, "課題").fill(item.issue);
      await field(card, "支援の内容").fill(item.support);
      await card.getByLabel(/^やさしいことば/).fill(item.easy);
      await choose(card, "担当の機関", "みほん市福祉課");
      await field(card, "いつ・どのくらい").fill(item.when);
    }
    await press(page, "計画を保存する");
    await expectTold(page, "計画を保存しました");
    await press(page, "この版を本人に見せる");
    await expectTold(page, "本人の画面に出しました");
    return new Household(await giveCard(page, `${CALLED}さん`));
  } finally {
    await context.close();
  }
}

/** Her card, made with the number she types; its lines are shown once. */
export async function giveCard(page: Page, name: string): Promise<string[]> {
  await openCase(page, name);
  await caseMenu(page, "カードを渡す");
  const form = dialog(page, "カードを渡す");
  await field(form, "暗証番号（本人が入れます）").fill(PIN);
  await field(form, "もう一度").fill(PIN);
  await press(form, "カードを作る");
  const shown = form.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  await expect(shown.first()).toBeVisible();
  const lines = await shown.allTextContents();
  expect(lines).toHaveLength(10);
  await press(form, "渡しました");
  return lines.map((line) => line.trim());
}
