/** A woman with a shared plan and a card, made at the staff door as a worker would. */
import { type Browser, expect, type Page } from "@playwright/test";
import { acceptCase, recordWish, WELFARE } from "./case";
import { PIN } from "./her";
import { type Item, type Planned, writeAndShow } from "./plan";
import type { Server } from "./server";
import { caseMenu, dialog, field, type Login, openCase, press, signIn } from "./staff";

/** A line of her card that was not used yet; each is good for one visit. */
export function takeLine(lines: string[]): string {
  const line = lines.shift();
  if (line === undefined) {
    throw new Error("her card has no line left");
  }
  return line;
}

/** What she has in her hand. */
export class Household {
  constructor(private readonly lines: string[]) {}

  /** A line of her card that was not used yet. */
  takeLine(): string {
    return takeLine(this.lines);
  }
}

export const CALLED = "なつ";

const HOME: Item = {
  domain: "住まい",
  issue: "帰る部屋がない",
  support: "部屋を一緒に探す",
  easy: "部屋《へや》を いっしょに さがします。",
  agency: WELFARE,
  when: "6月中",
};

/** A plan with one item, about where to live. */
export const PLAN: Planned = {
  to: "R8.11.7",
  life: "安心して くらす",
  goals: "部屋を決める",
  review: "R8.8.7",
  items: [HOME],
};

/** The same with one about health. */
const ITEMS: Item[] = [
  HOME,
  {
    domain: "健康",
    issue: "ねむれない",
    support: "心理面接を行う",
    easy: "こころの 面接《めんせつ》を します。",
    agency: WELFARE,
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
    await acceptCase(page, CALLED);
    await recordWish(page, "しずかな 部屋で ねむりたい");
    await writeAndShow(page, { ...PLAN, items: ITEMS });
    return new Household(await giveCard(page, `${CALLED}さん`));
  } finally {
    await context.close();
  }
}

/** A new card for her, whose first may be used up by now; the one before is good for nothing. */
export async function newCard(enter: (login: Login) => Promise<Page>, pin = PIN): Promise<string[]> {
  return giveCard(await enter("ichiko"), `${CALLED}さん`, pin);
}

/** Her card, made with the number she types; its lines are shown once. */
export async function giveCard(page: Page, name: string, pin = PIN): Promise<string[]> {
  await openCase(page, name);
  await caseMenu(page, "カードを渡す");
  const form = dialog(page, "カードを渡す");
  await field(form, "暗証番号（本人が入れます）").fill(pin);
  await field(form, "もう一度").fill(pin);
  await press(form, "カードを作る");
  const shown = form.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  await expect(shown.first()).toBeVisible();
  const lines = await shown.allTextContents();
  expect(lines).toHaveLength(10);
  await press(form, "渡しました");
  return lines.map((line) => line.trim());
}
