/** 評価・節目 of a case: an evaluation begun, somebody to watch over her, the end. */
import { expect, type Locator, type Page } from "@playwright/test";
import { recordConsent, telling, WELFARE } from "./case";
import { choose, dialog, expectTold, field, fillDate, group, openCase, openPart, pick, press, tickAll } from "./staff";

/** Opens that part of the case. */
export async function openTimings(page: Page, name: string): Promise<void> {
  await openCase(page, name);
  await openPart(page, "評価・節目");
}

/** Begins an evaluation in the open part; she is asked first. */
export async function beginEvaluation(page: Page): Promise<void> {
  await press(page, "評価を始める");
  await expectTold(page, "評価を始めました。まず、本人に聞きます");
}

/** Writes down in the open case that the city may watch over her, and has it do so until `next`, the day of the next contact. */
export async function watchOver(page: Page, next: string): Promise<void> {
  await openPart(page, "同意と共有");
  await recordConsent(page, "見守ってもらうこと", {
    channel: "口頭",
    more: telling([WELFARE], ["住まい"], "見守り"),
  });
  await openPart(page, "評価・節目");
  await press(page, "見守りにする");
  const form = dialog(page, "見守りを決める");
  // Only whom she agreed to.
  await expect(group(form, "見守りの機関").getByRole("checkbox")).toHaveCount(1);
  await tickAll(form, "見守りの機関", [WELFARE]);
  await fillDate(form, "次の連絡の日", next);
  await choose(form, "次の連絡をする人", "試験 一子");
  await press(form, "見守りを決める");
  await expectTold(page, "見守りを決めました");
}

/** Asks in this form that the case rests because she is in hospital, and tells who stays in touch from which day. */
export async function askToRest(form: Locator, asked: { meeting: number; next: string }): Promise<void> {
  await field(form, "中断の理由").fill("入院した");
  await choose(form, "話し合った会議", `第${asked.meeting}回`);
  await pick(form, "本人の受けとめ", "納得している");
  await fillDate(form, "次の連絡の日", asked.next);
  await choose(form, "連絡を続ける人", "試験 一子");
  await press(form, "中断にする");
}

/**
 * Closes the open case, with the city watching over her. Where the day decided for the next contact has passed,
 * nothing is closed without `next`, another one.
 */
export async function closeCase(page: Page, next?: string): Promise<void> {
  // Whoever closes it looks at a case that is watched over; somebody else may have moved it just now.
  await expect(page.getByRole("region", { name: "いまの段階" })).toContainText("見守りの機関");
  await press(page, "終結にする");
  const form = dialog(page, "終結にする");
  await pick(form, "終結のあとの見守り", "見守りの機関がある");
  await tickAll(form, "見守りの機関", [WELFARE]);
  if (next !== undefined) {
    await expect(form).toContainText(/次の連絡の日（.*）は、過ぎました/);
    await press(form, "終結にする");
    await expect(form.getByRole("alert")).toContainText("エラー：2か所");
    await expect(group(form, "見守りの機関").getByRole("checkbox")).toBeChecked();
    await fillDate(form, "次の連絡の日", next);
    await choose(form, "次の連絡をする人", "試験 一子");
  }
  await press(form, "終結にする");
  await expectTold(page, "終結にしました。連絡は続けられます");
}
