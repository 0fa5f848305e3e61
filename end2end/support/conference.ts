/** A conference of the council: planned, called, found in the list. */
import { expect, type Locator, type Page } from "@playwright/test";
import { choose, expectTold, field, fillDate, part, press, rail, unfold } from "./staff";

export interface Planned {
  series: string;
  /** All that the series knows are called, not its core only. */
  full: boolean;
  day: string;
  hours: [string, string];
  /** Called besides the members of the series. */
  more: string[];
  /** Called without an account: agency and name. */
  onPaper?: [agency: string, name: string][];
  room?: string;
  chair: string;
  recorder: string;
}

/** Plans and calls a conference, and stays on its page. */
export async function planConference(page: Page, what: Planned): Promise<void> {
  await rail(page, "会議");
  await press(page, "会議を予定する");
  const form = part(page, "会議を予定する");
  await choose(form, "会議の系列", what.series);
  if (what.full) {
    await form.getByRole("checkbox", { name: /^全体の会議にする/ }).check();
  }
  for (const person of what.more) {
    await choose(form, "人を加える", person);
    await expect(form.getByRole("checkbox", { name: new RegExp(person) })).toBeChecked();
  }
  for (const [agency, name] of what.onPaper ?? []) {
    const adding = await unfold(form, "アカウントのない人を加える");
    await choose(adding, "機関", agency);
    await field(adding, "氏名").fill(name);
    await press(adding, "加える");
    await expect(form.getByRole("checkbox", { name: new RegExp(name) })).toBeChecked();
  }
  await fillDate(form, "開催日", what.day);
  await field(form, "始まり").fill(what.hours[0]);
  await field(form, "終わり").fill(what.hours[1]);
  await field(form, "会場").fill(what.room ?? "ためし市役所 会議室（架空）");
  await choose(form, "司会", what.chair);
  await choose(form, "記録", what.recorder);
  await press(form, "この内容で予定する");
  await expect(page.getByRole("heading", { level: 1, name: what.series })).toBeVisible();
  await press(page, "招集する");
  await expectTold(page, "招集しました");
}

/** Opens the conference of that series on that day, such as 9月9日(水). */
export async function openConference(page: Page, series: string, day: string): Promise<void> {
  await rail(page, "会議");
  await page.getByRole("listitem").filter({ hasText: day }).getByRole("link", { name: series }).click();
  await expect(page.getByRole("heading", { level: 1, name: series })).toBeVisible();
}

/** Records that everybody who was called is there. */
export async function allCame(chair: Page): Promise<void> {
  const attendance = part(chair, "出席");
  await press(attendance, "残りの人を「対面」にする");
  await press(attendance, "出席を記録する");
  await expectTold(chair, "出席を記録しました");
}

/** Ends it, and has its record confirmed and shared with who came. */
export async function endAndShare(chair: Page): Promise<void> {
  for (const [button, told] of [
    ["会議を終わる", "会議を終わりました"],
    ["記録を確定する", "記録を確定しました"],
    ["参加した機関に共有する", "記録を共有しました"],
  ] as const) {
    await press(chair, button);
    await expectTold(chair, told);
  }
}

/** Lines of the 進行表. */
export const slots = (page: Page): Locator => part(page, "進行表").getByRole("listitem");
