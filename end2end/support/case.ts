/** The paper with which the story begins, and what follows from it, step by step. */
import { expect, type Locator, type Page } from "@playwright/test";
import {
  choose,
  chooseIn,
  dialog,
  expectTold,
  field,
  fillDate,
  group,
  openPart,
  pick,
  press,
  tickAll,
  unfold,
} from "./staff";

export const CENTER = "見本道立女性相談支援センター";
export const WELFARE = "みほん市福祉課";
export const POLICE = "みほん警察署（架空）";
export const CHILDREN = "ひがし児童相談所（架空）";
export const CITIZENS = "みほん市民課";
export const SCHOOL = "架空小学校";
export const SHELTER = "民間シェルター「あかり（架空）」";
/** What everybody reads who may not know where the shelter is. */
export const COVER = "支援機関";

/** Her name and address, and the place where she is safe. */
export const NAME = "見本 春花";
export const ADDRESS = "見本道みほん市架空町1-1";
export const PLACE = "見本道立センター一時保護所";
export const WISH = "子どもと三人で、夜こわくない所に住みたい";

/** Takes in a case of which little is known besides what `more` fills in, and opens it. */
export async function acceptCase(page: Page, name: string, more?: () => Promise<void>): Promise<void> {
  await page.getByRole("link", { name: "相談を受け付ける" }).click();
  await field(page, "呼ばれたい名前").fill(name);
  await tickAll(page, "ご相談の内容", ["住まい"]);
  await more?.();
  await press(page, "受け付ける");
  await expect(page.getByRole("heading", { level: 1, name: `${name}さん` })).toBeVisible();
}

/** The number of the case whose page is open. */
export async function caseNo(page: Page): Promise<string> {
  const facts = page.getByRole("main").getByText(/K-R8-\d{4}/).first();
  return /K-R8-\d{4}/.exec(await facts.innerText())?.[0] ?? "";
}

/** Fills in the 相談受付票 of the story. */
export async function fillIntake(page: Page): Promise<void> {
  await choose(page, "相談経路", "警察");
  await pick(page, "来談方法", "電話");
  await field(page, "呼ばれたい名前").fill("はる");
  await field(page, "氏名").fill(NAME);
  await field(page, "フリガナ").first().fill("ミホン ハルカ");
  await fillDate(page, "生年月日", "H2.7.4");
  await field(page, "言語").fill("日本語");
  await field(page, "住所").fill(ADDRESS);
  await field(page, "安全に連絡できる方法").fill("なし。電話は家に置いてきた");
  await tickAll(page, "ご相談の内容", ["住まい", "収入・生活費", "子育て", "DV・虐待"]);
  await choose(page, "いちばん困っていること（◎）", "DV・虐待");
  await choose(page, "主訴", "夫等からの暴力");
  await tickAll(page, "困難の要因", ["家庭内の人間関係", "DV・虐待被害", "経済的な問題", "帰住先がない"]);
  await field(page, "今夜の危険").fill("今夜は帰れない");
  await field(page, "事実").fill("警察から電話。夫に首を絞められたと話している。");
  await field(page, "本人の言葉").fill("息ができなかった");
  await field(page, "所見").fill("追跡のおそれがある。");
  await addChild(page, 0, { name: "見本 一花", kana: "ミホン イチカ", birth: "H28.9.12", relation: "長女", school: "小学4年" });
  await addChild(page, 1, { name: "見本 二葉", kana: "ミホン フタバ", birth: "R4.12.1", relation: "次女", school: "保育所" });
  await field(page, "相手方の氏名").fill("見本 某");
  await field(page, "相手方と本人の関係").fill("夫");
  await fillDate(page, "相手方の生年月日", "S63.3.3");
  await field(page, "相手方の住所").fill(ADDRESS);
  await page.getByRole("checkbox", { name: "個人情報の取扱いを説明した" }).check();
}

interface Child {
  name: string;
  kana: string;
  birth: string;
  relation: string;
  school: string;
}

async function addChild(page: Page, at: number, child: Child): Promise<void> {
  const family = group(page, "同伴家族");
  await press(family, "家族を足す");
  await field(family, "名前").nth(at).fill(child.name);
  await field(family, "フリガナ").nth(at).fill(child.kana);
  const birth = group(family, "生年月日").nth(at);
  const year = birth.getByRole("textbox", { name: "年", exact: true });
  await year.fill(child.birth);
  await year.press("Tab");
  await field(family, "続柄（例 長女）").nth(at).fill(child.relation);
  await field(family, "学校・保育所など").nth(at).fill(child.school);
  await family.getByRole("checkbox", { name: /いっしょに来ている/ }).nth(at).check();
}

/** Writes down in the open case what she wishes, as she says it. */
export async function recordWish(page: Page, words: string): Promise<void> {
  await press(page, "書きたす");
  const form = dialog(page, "本人の希望");
  await field(form, "本人の言葉").fill(words);
  await press(form, "記録する");
  await expectTold(page, "本人の希望を記録しました");
  // It comes in above everything else: what is pressed next would move away under the finger.
  await expect(page.getByRole("main").getByText(words).first()).toBeVisible();
}

/** Fills in how far a consent reaches: who may be told, what, and what for. */
export function telling(agencies: string[], kinds: string[], purpose: string): (form: Locator) => Promise<void> {
  return async (form) => {
    await tickAll(form, "伝えてよい機関", agencies);
    await tickAll(form, "伝えてよい内容", kinds);
    await field(form, "何のために（目的）").fill(purpose);
  };
}

/** Opens the form for one question and answers it as she did. */
export async function recordConsent(
  page: Page,
  kind: string,
  answer: { channel: string; more?: (form: Locator) => Promise<void> },
): Promise<void> {
  const row = page.getByRole("region", { name: kind, exact: true });
  await row.getByRole("button", { name: /聞/ }).click();
  const form = dialog(page, "本人の答えを記録する");
  for (const given of ["同意する", "同意しない", "今は決めない"]) {
    await expect(group(form, "本人の答え").getByRole("radio", { name: given, exact: true })).not.toBeChecked();
  }
  await pick(form, "本人の答え", "同意する");
  await answer.more?.(form);
  await pick(form, "答え方", answer.channel);
  await press(form, "記録する");
  await expectTold(page, "本人の答えを記録しました");
  await expect(form).toBeHidden();
  await expect(row).toContainText("同意あり");
}

/** The consents of scenario 1.4, with what she says about who shall come and what she wishes. */
export async function recordConsentToShare(page: Page): Promise<void> {
  await recordConsent(page, "会議へ情報を伝えること", {
    channel: "署名",
    more: async (form) => {
      const agencies = [CENTER, WELFARE, POLICE, CHILDREN, CITIZENS, SHELTER];
      await telling(agencies, ["被害", "健康", "子ども", "住まい", "経済"], "会議")(form);
      await choose(form, "とくに伝えない相手", SCHOOL);
      await field(form, "その相手に、これだけは伝えてよい").fill("欠席の連絡");
      await fillDate(form, "いつまで", "R8.8.31");
    },
  });
}

/** Takes 一時保護 from her yes to its beginning; the Center's officer decides and begins it. */
export async function considerProtection(page: Page): Promise<void> {
  await openPart(page, "保護");
  await press(page, "一時保護を検討する");
  await press(page, "依頼する");
  await expectTold(page, "一時保護を依頼しました");
}

export async function decideAndStartProtection(page: Page): Promise<void> {
  await openPart(page, "保護");
  await press(page, "可否を決める");
  const deciding = dialog(page, "一時保護の可否を決める");
  await pick(deciding, "決定", "一時保護を行う");
  await pick(deciding, "理由（施行規則1条）", "配偶者からの暴力（1号）");
  await pick(deciding, "方法", "センターで行う");
  await press(deciding, "決定を記録する");
  await expectTold(page, "一時保護の可否を記録しました");
  await press(page, "一時保護を始める");
  const starting = dialog(page, "一時保護を始める");
  await field(starting, "場所").fill(PLACE);
  await tickAll(starting, "場所を知ってよい人", [
    `試験 調（${CENTER}）`,
    `試験 心（${CENTER}）`,
    `試験 所長（${CENTER}）`,
    `試験 一子（${WELFARE}）`,
  ]);
  await field(starting, "同伴家族の人数").fill("2");
  await press(starting, "始める");
  await expectTold(page, "一時保護を始めました");
  await expect(starting).toBeHidden();
}

/** Sets the row of a list of attendees to this agency and person. */
export async function fillAttendee(list: Locator, at: number, agency: string, person: string): Promise<void> {
  await chooseIn(field(list, "機関").nth(at), agency);
  await chooseIn(field(list, "担当者").nth(at), person);
}

/** Takes a role at the meeting. */
export async function assignRole(
  page: Page,
  given: { role: string; agency: string; person?: string; tasks?: string },
): Promise<void> {
  const form = await unfold(page, "役割を決める");
  await choose(form, "役割", given.role);
  await choose(form, "機関", given.agency);
  if (given.person !== undefined) {
    await choose(form, "担当者", given.person);
  }
  await field(form, "すること").fill(given.tasks ?? "");
  await pick(form, "本人の受けとめ", "納得している");
  await press(form, "この役割に決める");
  await expect(
    page.getByRole("region", { name: "役割分担の表" }).getByRole("row").filter({ hasText: given.role }).filter({
      hasText: given.agency,
    }),
  ).toBeVisible();
}
