/** 招集通知 and 誓約書 (F-13) on paper: for who has no account; nothing of hers is on them. */
import type { Page, Request } from "@playwright/test";
import { CENTER, SCHOOL } from "../../support/case";
import { openConference, planConference } from "../../support/conference";
import { callMeeting, openMeeting } from "../../support/meeting";
import { readPaper } from "../../support/paper";
import { choose, expectTold, field, openInbox, part, press, rail, tabTo, unfold } from "../../support/staff";
import { expect, look, test } from "../../support/test";

test.describe.configure({ mode: "serial", timeout: 240_000 });

const SERIES = "実務者会議（年4回・定例）";
const TEACHER = "架空 教頭";
const NURSE = "架空 養護";
const NAME = "仮名 ちえ";
const CALLED = "ちえ";
/** What tells who she is. */
const WHO = /ちえ|仮名|架空町|平成4年|1992/;

const letters = (page: Page) => part(page, "紙で渡す案内と誓約書");
const of = (page: Page, name: string) => letters(page).getByRole("listitem").filter({ hasText: name });
const button = (page: Page, person: string, name: string) =>
  of(page, person).getByRole("button", { name, exact: true });

/** Sends what this request said as somebody else; the status of the answer. */
function sendAs(page: Page, request: Request): Promise<number> {
  const { pathname } = new URL(request.url());
  return page.evaluate(
    async ([path, body]) => {
      const headers = { "content-type": "application/json", "x-tomoni": "1" };
      return (await fetch(path, { method: "POST", headers, body })).status;
    },
    [pathname, request.postData() ?? ""] as const,
  );
}

test("somebody without an account is called to a conference by letter", async ({ enter, setClock, staffUrl }) => {
  await setClock("2026-05-13T10:00:00+09:00");
  const shirabe = await enter("shirabe");
  await test.step("a half name is not added, and what was chosen stays", async () => {
    await rail(shirabe, "会議");
    await press(shirabe, "会議を予定する");
    const form = part(shirabe, "会議を予定する");
    const adding = await unfold(form, "アカウントのない人を加える");
    await choose(adding, "機関", SCHOOL);
    const add = adding.getByRole("button", { name: "加える", exact: true });
    await expect(add).toHaveAttribute("aria-disabled", "true");
    await expect(add).toHaveAccessibleDescription("機関と氏名を入れてください。");
    await add.click({ force: true });
    await expect(field(adding, "機関").locator("option:checked")).toHaveText(SCHOOL);
    await look(shirabe, "letter-newcomer");
    await press(form, "やめる");
  });
  await planConference(shirabe, {
    series: SERIES,
    full: false,
    day: "R8.5.14",
    hours: ["10:00", "11:30"],
    more: [],
    onPaper: [[SCHOOL, TEACHER]],
    room: "ためし会議室（架空）",
    chair: `${CENTER}（試験 調）`,
    recorder: `${CENTER}（試験 心）`,
  });
  const address = shirabe.url();
  await expect(letters(shirabe)).toContainText(`${SCHOOL}　${TEACHER}`);
  await expect(letters(shirabe).getByRole("listitem")).toHaveCount(1);
  await look(shirabe, "letter-conference");

  const said = shirabe.waitForRequest("**/api/letter");
  await test.step("without a network it says so, and there is no paper", async () => {
    await shirabe.route("**/api/letter", (route) => route.abort());
    await button(shirabe, TEACHER, "案内").click();
    await expect(letters(shirabe)).toContainText("書類を受けとれませんでした。");
    await look(shirabe, "letter-offline");
    await shirabe.unroute("**/api/letter");
  });
  const letter = await readPaper(shirabe, button(shirabe, TEACHER, "案内"), "会議のご案内");
  for (const words of [SCHOOL, `${TEACHER} 様`, "実務者会議", "令和8年5月14日", "10時00分", "ためし会議室", "試験 調", CENTER]) {
    expect(letter).toContain(words.normalize("NFKC").replace(/\s/g, ""));
  }
  await expect(letters(shirabe)).not.toContainText("書類を受けとれませんでした。");

  await test.step("the pledge, by keyboard alone; each copy has its number", async () => {
    await button(shirabe, TEACHER, "案内").focus();
    await tabTo(shirabe, button(shirabe, TEACHER, "誓約書"));
    const file = shirabe.waitForEvent("download");
    await shirabe.keyboard.press("Enter");
    expect((await file).suggestedFilename()).toBe("誓約書.pdf");
    const pledge = await readPaper(shirabe, button(shirabe, TEACHER, "誓約書"), "誓約書");
    for (const words of ["誓約書", SCHOOL, TEACHER, "正当な理由なく漏らしません", "知っている", "署名"]) {
      expect(pledge).toContain(words.replace(/\s/g, ""));
    }
    const number = (words: string) => Number(/配布番号(\d+)/.exec(words)?.[1]);
    expect(number(pledge)).toBe(number(letter) + 2);
  });
  await test.step("nobody else makes one: called or not, from the same agency, a representative", async () => {
    for (const login of ["kei", "ko", "daihyo"] as const) {
      const other = await enter(login);
      await other.goto(address);
      await expect(other.getByRole("heading", { level: 1 }).or(other.getByText("開けませんでした")).first()).toBeVisible();
      await expect(letters(other)).toHaveCount(0);
      expect(await sendAs(other, await said), login).toBeGreaterThanOrEqual(400);
    }
    expect(await sendAs(shirabe, await said)).toBe(200);
  });

  await test.step("without the signed paper nobody is recorded as present", async () => {
    await setClock("2026-05-14T10:00:00+09:00");
    const chair = await enter("shirabe");
    await chair.goto(staffUrl);
    await openConference(chair, SERIES, "5月14日(木)");
    await press(chair, "会議を始める");
    await expectTold(chair, "会議を始めました");
    await expect(letters(chair)).toHaveCount(0);
    const attendance = part(chair, "出席");
    await press(attendance, "残りの人を「対面」にする");
    await press(attendance, "出席を記録する");
    await expect(attendance).toContainText(`誓約がまだの人がいます：${TEACHER}`);
    const row = attendance.getByRole("listitem").filter({ hasText: TEACHER });
    await expect(row.getByRole("radio", { name: "対面", exact: true })).toBeChecked();
    await look(chair, "letter-pledge-missing");
    await row.getByRole("checkbox", { name: "紙の誓約書を受け取った" }).check();
    await press(attendance, "出席を記録する");
    await expectTold(chair, "出席を記録しました");
  });
});

test("a letter to a meeting about her tells nobody who she is", async ({ enter, setClock, staffUrl }) => {
  await setClock("2026-05-14T12:00:00+09:00");
  const { ichiko, shirabe } = await callMeeting(enter, {
    called: CALLED,
    name: NAME,
    also: [[SCHOOL, NURSE]],
    day: "R8.5.15",
    hours: ["10:00", "11:00"],
  });
  await openMeeting(shirabe, `${CALLED}さん`);
  await expect(of(shirabe, NURSE)).toBeVisible();
  await expect(letters(shirabe).getByRole("listitem")).toHaveCount(1);
  await look(shirabe, "letter-meeting");
  const letter = await readPaper(shirabe, button(shirabe, NURSE, "案内"), "会議のご案内");
  const pledge = await readPaper(shirabe, button(shirabe, NURSE, "誓約書"), "誓約書");
  for (const paper of [letter, pledge]) {
    expect(paper).toMatch(/K-R8-\d{4}第1回個別ケース検討会議/);
    expect(paper).toContain("架空養護");
    expect(paper).not.toMatch(WHO);
  }
  const address = shirabe.url();

  await test.step("who asked for the meeting calls nobody", async () => {
    await openMeeting(ichiko, `${CALLED}さん`);
    await expect(letters(ichiko)).toHaveCount(0);
  });
  await test.step("the account of the same school, and a representative, learn nothing of it", async () => {
    for (const login of ["ko", "daihyo"] as const) {
      const other = await enter(login);
      await expect(other.getByRole("main")).not.toContainText(CALLED);
      await other.goto(address);
      await expect(other.getByText("開けませんでした")).toBeVisible();
      await expect(other.locator("body")).not.toContainText(/ちえ|架空 養護/);
    }
    const ko = await enter("ko");
    await ko.goto(staffUrl);
    await openInbox(ko);
    await expect(ko.getByRole("article")).toHaveCount(0);
  });
});
