/** 支援会議の案件: what is told in it, by whom and to whom. */
import { expect, type Page } from "@playwright/test";
import { choose, expectTold, field, part, press, tickAll, unfold } from "./staff";

interface Point {
  text: string;
  source: string;
  /** The agencies that read it. */
  to: string[];
  hearsay?: boolean;
}

/** Adds to what is shared in the item on the screen. */
export async function addPoint(page: Page, point: Point): Promise<void> {
  const form = await unfold(page, "内容を加える");
  await field(form, "内容").fill(point.text);
  await choose(form, "もとの機関", point.source);
  if (point.hearsay === true) {
    await form.getByLabel("伝聞・未確認（人から聞いた話）").check();
  }
  await tickAll(form, "見せる機関", point.to);
  await press(form, "内容に加える");
  await expectTold(page, "内容を加えました");
  await expect(part(page, "共有する内容").getByRole("listitem").filter({ hasText: point.text })).toBeVisible();
}
