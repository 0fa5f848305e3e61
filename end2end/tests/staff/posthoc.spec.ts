/** 事後報告 (F-18): told at once, judged at the meeting, counted; and steps that had no meeting. */
import type { Page } from "@playwright/test";
import { askMove } from "../../support/board";
import { acceptCase, WELFARE } from "../../support/case";
import { attend, callMeeting, openMeeting } from "../../support/meeting";
import { readPaper } from "../../support/paper";
import { sendOffline } from "../../support/offline";
import {
  arrowTo,
  choose,
  dialog,
  enterOn,
  expectNotThere,
  expectTold,
  field,
  fillDate,
  group,
  openCase,
  openPart,
  part,
  press,
  rail,
  typeInto,
  unfold,
} from "../../support/staff";
import { expect, look, test } from "../../support/test";

test.describe.configure({ mode: "serial", timeout: 240_000 });

const NAME = "みお";
const WAY = "病院への付き添いを始めた";
const WHY = "けがの手当てが急がれた";
const ROOM = "家財を預かった";
const WHY_NOT = "預かる先を会議で決めてから、あらためて報告する";
const HOLLOW = "事後承認が多くなっています";

const panelOf = (page: Page) => part(page, "会議の前に始めた支援（事後報告）");
const reportOf = (page: Page, what: string) => panelOf(page).getByRole("listitem").filter({ hasText: what });

test("support that began before a meeting, by keyboard alone; nothing typed is lost", async ({ enter, setClock }) => {
  await setClock("2026-05-18T10:00:00+09:00");
  const { ichiko: page } = await callMeeting(enter, {
    called: NAME,
    name: "仮名 みお",
    day: "R8.5.19",
    hours: ["13:30", "15:00"],
    template: "標準（30分）",
  });
  await openCase(page, `${NAME}さん`);
  await openPart(page, "会議");
  await expect(panelOf(page)).toContainText("急ぐ支援は会議を待たずに始め");
  await enterOn(page, page.getByRole("button", { name: "報告を書く" }));
  const form = dialog(page, "会議の前に始めた支援を報告する");
  await expect(form).toBeVisible();
  const send = form.getByRole("button", { name: "報告する", exact: true });
  await typeInto(page, field(form, "始めた支援"), WAY);
  await enterOn(page, send);
  const wrong = form.getByRole("alert");
  await expect(wrong).toContainText("エラー：3か所");
  await expect(wrong).toBeFocused();
  await expect(field(form, "始めた支援")).toHaveValue(WAY);
  await look(page, "posthoc-lacks");

  await test.step("the summary leads to the field", async () => {
    await enterOn(page, wrong.getByRole("link", { name: "支援した機関を選んでください。" }));
    await expect(field(form, "支援した機関")).toBeFocused();
  });
  await arrowTo(page, field(form, "支援した機関"), WELFARE);
  await typeInto(page, field(form, "会議の前に始めた理由"), WHY);
  await typeInto(page, group(form, "始めた日").getByRole("textbox", { name: "年", exact: true }), "R8.5.30");
  await enterOn(page, send);
  await expect(form).toContainText("日時が未来になっています。");
  await expect(field(form, "会議の前に始めた理由")).toHaveValue(WHY);

  await test.step("without a network all of it waits here", async () => {
    await fillDate(form, "始めた日", "R8.5.17");
    await sendOffline(page, () => send.click(), form, async () => {
      await expect(field(form, "始めた支援")).toHaveValue(WAY);
      await expect(field(form, "会議の前に始めた理由")).toHaveValue(WHY);
      await look(page, "posthoc-offline");
    });
    await expectTold(page, "事後報告を書きました");
    await expect(form).toBeHidden();
  });
  await expect(reportOf(page, WAY)).toContainText("承認待ち");
  await expect(reportOf(page, WAY)).toContainText(WHY);

  await press(page, "報告を書く");
  await field(form, "始めた支援").fill(ROOM);
  await fillDate(form, "始めた日", "R8.5.18");
  await choose(form, "支援した機関", WELFARE);
  await field(form, "会議の前に始めた理由").fill("アパートの明け渡しが迫っていた");
  await send.click();
  await expectTold(page, "事後報告を書きました");
  await expect(panelOf(page).getByRole("listitem")).toHaveCount(2);
  await look(page, "posthoc-waiting");

  const paper = await readPaper(page, reportOf(page, WAY).getByRole("button", { name: "書面（PDF）" }), "事後報告書");
  for (const words of [WAY, WHY, "令和8年5月17日", WELFARE, "承認待ち", "試験一子"]) {
    expect(paper).toContain(words);
  }
  expect(paper).not.toMatch(/みお|仮名/);
});

test("the meeting approves one and not the other; the officer is warned of hollow meetings", async ({
  enter,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-05-19T13:30:00+09:00");
  const shirabe = await enter("shirabe");
  const ichiko = await enter("ichiko");
  const kokoro = await enter("kokoro");
  await openMeeting(shirabe, `${NAME}さん`);
  await expect(part(shirabe, "きょうの次第").getByRole("listitem")).toHaveText([
    /^・?出席者の紹介・配布資料の確認.*2分/,
    /ケース概要の報告・プランの共有.*5分/,
    /質疑応答.*5分/,
    /ディスカッション.*13分/,
    /まとめ.*5分/,
  ]);
  await expect(panelOf(shirabe).getByRole("button")).toHaveCount(0);
  await press(shirabe, "会議を始める");
  await expectTold(shirabe, "会議を始めました");
  await attend(shirabe, ["試験 一子", "試験 調", "試験 心"]);
  for (const page of [ichiko, kokoro]) {
    await openMeeting(page, `${NAME}さん`);
    await expect(panelOf(page).getByRole("listitem")).toHaveCount(2);
  }
  await test.step("who neither leads nor writes the record only reads", async () => {
    await expect(panelOf(kokoro)).toContainText(WHY);
    await expect(panelOf(kokoro).getByRole("button")).toHaveCount(0);
    await expect(panelOf(kokoro).getByText("承認しなかった")).toHaveCount(0);
  });

  const refused = reportOf(shirabe, ROOM);
  await unfold(refused, "承認しなかった");
  await press(refused, "承認しなかったと記録する");
  await expect(panelOf(shirabe)).toContainText("承認しなかった理由を書いてください。");
  await field(refused, "承認しなかった理由").fill(WHY_NOT);
  await look(shirabe, "posthoc-judging");

  await test.step("the recorder approves the other one meanwhile; what is typed here stays", async () => {
    await press(reportOf(ichiko, WAY), "会議で承認した");
    await expectTold(ichiko, "事後報告を承認したと記録しました");
    await expect(reportOf(shirabe, WAY)).toContainText("この会議で承認");
    await expect(reportOf(shirabe, WAY).getByRole("button")).toHaveCount(0);
    await expect(field(refused, "承認しなかった理由")).toHaveValue(WHY_NOT);
  });
  await test.step("without a network the reason waits here", async () => {
    const refuse = () => press(refused, "承認しなかったと記録する");
    await sendOffline(shirabe, refuse, panelOf(shirabe), async () => {
      await expect(field(refused, "承認しなかった理由")).toHaveValue(WHY_NOT);
    });
    await expectTold(shirabe, "事後報告を承認しなかったと記録しました");
  });
  for (const page of [shirabe, ichiko, kokoro]) {
    await expect(reportOf(page, ROOM)).toContainText("この会議で承認しなかった");
    await expect(reportOf(page, ROOM)).toContainText(WHY_NOT);
  }
  await look(shirabe, "posthoc-judged");

  await test.step("who began it reads why, and what to do now", async () => {
    await openCase(ichiko, `${NAME}さん`);
    await openPart(ichiko, "会議");
    await expect(reportOf(ichiko, WAY)).toContainText("第1回の会議で承認（令和8年");
    await expect(reportOf(ichiko, ROOM)).toContainText("第1回の会議で承認されなかった");
    await expect(reportOf(ichiko, ROOM)).toContainText("新しい報告を書きます。");
    await look(ichiko, "posthoc-told");
    const print = reportOf(ichiko, ROOM).getByRole("button", { name: "書面（PDF）" });
    const paper = await readPaper(ichiko, print, "事後報告書");
    for (const words of [ROOM, "承認しなかった", WHY_NOT, "第1回個別ケース検討会議(令和8年5月19日)"]) {
      expect(paper).toContain(words);
    }
  });
  await test.step("the share is over its mark: the officer is warned on the board, and nobody else", async () => {
    const address = new URL(ichiko.url()).pathname;
    await rail(shirabe, "ボード");
    await expect(shirabe.getByText(HOLLOW)).toBeVisible();
    await expect(shirabe.getByRole("main")).toContainText(/事後報告が\d+件（\d+％）です。めやすの30％をこえました。/);
    await look(shirabe, "posthoc-hollow");
    await rail(ichiko, "ボード");
    await expect(ichiko.getByRole("heading", { name: "ケースボード" })).toBeVisible();
    await expect(ichiko.getByRole("link", { name: new RegExp(`${NAME}さん`) }).first()).toBeVisible();
    await expect(ichiko.getByText(HOLLOW)).toHaveCount(0);
    for (const login of ["ko", "daihyo"] as const) {
      const other = await enter(login);
      await expect(other.getByText(HOLLOW)).toHaveCount(0);
      await expectNotThere(other, `${staffUrl}${address}`);
      await expect(other.locator("body")).not.toContainText(WAY);
    }
  });
});

test("support that began without a meeting is marked until there was one", async ({ enter, setClock }) => {
  await setClock("2026-05-20T10:00:00+09:00");
  const page = await enter("ichiko");
  await acceptCase(page, "るい");
  await openPart(page, "会議");
  await expect(page.getByText("会議で話し合っていません")).toHaveCount(0);
  await rail(page, "ボード");
  await expect(part(page, "受理").getByRole("link", { name: /るいさん/ })).toBeVisible();
  for (const to of ["アセスメント", "支援中"]) {
    // The card is painted where it will be, and once more when the board was read.
    const read = page.waitForResponse("**/api/ask/board");
    await askMove(page, "るいさん", to);
    if (to === "支援中") {
      const form = dialog(page, "ケースを動かす");
      await field(form, "急いで支援を始める理由").fill("今夜から泊まる所がない");
      await press(form, "「支援中」へ動かす");
    }
    await expect(part(page, to).getByRole("link", { name: /るいさん/ })).toBeVisible();
    await read;
  }
  await openCase(page, "るいさん");
  await openPart(page, "会議");
  const warning = page.getByRole("main");
  await expect(warning).toContainText("会議で話し合っていません");
  await expect(warning).toContainText("まだなら、会議の開催を要請してください。");
  await expect(warning.getByRole("listitem").filter({ hasText: "計画の作成" })).toContainText("令和8年(2026年)5月20日(水)");
  await look(page, "posthoc-no-meeting");
});
