/** 個別ケース検討会議 of a case: asked for, decided, called, opened. */
import { expect, type Page } from "@playwright/test";
import { acceptCase, CENTER, fillAttendee, recordConsent, telling } from "./case";
import { look } from "./look";
import {
  choose,
  chooseIn,
  dialog,
  expectTold,
  field,
  fillDate,
  group,
  type Login,
  openCase,
  openInbox,
  openPart,
  part,
  pick,
  press,
  tickAll,
  unfold,
} from "./staff";

/** The センター所長 decides that it is held. */
export async function decideRequest(shocho: Page): Promise<void> {
  await openInbox(shocho);
  await shocho.getByRole("link", { name: /要請を見て、決める/ }).click();
  await pick(shocho, "センター所長の決定", "開催する");
  await press(shocho, "開催を決定する");
  await expectTold(shocho, "決定を記録しました");
}

/** The 調整担当者 proposes to lead it herself, with the worker to write the record. */
export async function proposeRoles(shirabe: Page): Promise<void> {
  await openInbox(shirabe);
  await shirabe.getByRole("link", { name: /役割を提案する/ }).click();
  await choose(shirabe, "司会", "試験 調");
  await choose(shirabe, "記録", "試験 一子");
  await choose(shirabe, "本人に同席", "試験 心");
  await press(shirabe, "この役割を提案する");
  await expectTold(shirabe, "役割を提案しました");
}

/** For when a meeting is called. */
interface Call {
  day: string;
  from: string;
  to: string;
  /** 兼ねる会議 */
  serves?: string[];
  /** 次第のひな形; the long one where none is named. */
  template?: string;
}

export async function convene(shirabe: Page, at: Call): Promise<void> {
  await fillDate(shirabe, "開催日", at.day);
  await field(shirabe, "始まり").fill(at.from);
  await field(shirabe, "終わり").fill(at.to);
  await field(shirabe, "会場").fill("センター会議室");
  await tickAll(shirabe, "兼ねる会議", at.serves ?? []);
  if (at.template !== undefined) {
    await pick(shirabe, "次第のひな形", at.template);
    await look(shirabe, "request-convening");
  }
  await expect(shirabe.getByRole("article")).toContainText("センター会議室");
  await press(shirabe, "この内容で招集する");
  await expectTold(shirabe, "招集しました");
}

/** Opens the page of the meeting from the case. */
export async function openMeeting(page: Page, name: string, number = 1): Promise<void> {
  await openCase(page, name);
  await openPart(page, "会議");
  await page.getByRole("link", { name: `第${number}回 個別ケース検討会議` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `第${number}回 個別ケース検討会議` })).toBeVisible();
}

/** Records who came; 試験 心 is there by video. */
export async function attend(chair: Page, people: string[]): Promise<void> {
  for (const person of people) {
    const row = chair.getByRole("group", { name: new RegExp(person) });
    const mode = person === "試験 心" ? "オンライン" : "対面";
    await row.getByRole("radio", { name: mode, exact: true }).check();
  }
  await press(chair, "出席を記録する");
  await expectTold(chair, "出席を記録しました");
}

type Enter = (login: Login) => Promise<Page>;

interface Callers {
  ichiko: Page;
  shocho: Page;
  shirabe: Page;
}

/** Sends the request that 試験 一子 has written on her page, and carries it on until everybody is called. */
export async function askAndCall(
  { ichiko, shocho, shirabe }: Callers,
  at: Call,
): Promise<void> {
  await press(ichiko, "内容を確かめる");
  await press(ichiko, "会議の開催を要請する");
  await expectTold(ichiko, "会議の開催を要請しました");
  await decideRequest(shocho);
  await proposeRoles(shirabe);
  await press(ichiko, "この役割を了解する");
  await expectTold(ichiko, "役割を了解しました");
  await convene(shirabe, at);
}

/** Opens it on its day: these people came. */
export async function begin(chair: Page, name: string, number: number, people: string[]): Promise<void> {
  await openMeeting(chair, name, number);
  await press(chair, "会議を始める");
  await expectTold(chair, "会議を始めました");
  await attend(chair, people);
}

/** Opens it on its day: these people came, and she for the whole of it. */
export async function beginWithHer(chair: Page, name: string, number: number, people: string[]): Promise<void> {
  await begin(chair, name, number, people);
  await pick(chair, "きょうの参加のしかた", "出席（全部）");
  // The hours come up above the button, which moves away from a press on its way.
  await expect(field(chair, "何時から")).toBeVisible();
  await press(chair, "本人の参加を記録する");
  await expect(chair.getByText(/記録ずみ）：出席（全部）/)).toBeVisible();
}

interface Decided {
  what: string;
  agency: string;
  person?: string;
  /** いつまでに, such as `R8.5.8`. */
  until?: string;
}

/** Adds to what was decided, with her content; who reads it is for the caller to see. */
export async function addDecision(page: Page, decided: Decided): Promise<void> {
  const form = await unfold(page, "決まったことを加える");
  await field(form, "何を").fill(decided.what);
  await choose(form, "だれが（機関）", decided.agency);
  if (decided.person !== undefined) {
    await choose(form, "担当者", decided.person);
  }
  if (decided.until !== undefined) {
    await fillDate(form, "いつまでに", decided.until);
  }
  await pick(form, "本人の受けとめ", "納得している");
  await press(form, "決まったことに加える");
}

interface Asked {
  /** The name she wants to be called, without さん. */
  called: string;
  /** Her name on the paper. */
  name: string;
  /** Called besides the Center; with a name: somebody without an account, else nobody by name. */
  also?: [agency: string, name: string][];
  day: string;
  hours: [from: string, to: string];
  template?: string;
}

/** A woman who agreed to everything that a meeting needs, and her meeting, called for that day. */
export async function callMeeting(
  enter: Enter,
  asked: Asked,
): Promise<{ ichiko: Page; shirabe: Page }> {
  const ichiko = await enter("ichiko");
  await acceptCase(ichiko, asked.called, async () => {
    await field(ichiko, "氏名").fill(asked.name);
    await fillDate(ichiko, "生年月日", "H4.2.3");
    await field(ichiko, "住所").fill("見本道みほん市架空町2-2");
    await field(ichiko, "事実").fill("今夜泊まる所がない。");
  });

  const also = asked.also ?? [];
  const agencies = [CENTER, ...also.map(([agency]) => agency)];
  await openPart(ichiko, "同意と共有");
  await recordConsent(ichiko, "個別ケース検討会議を開くこと", { channel: "口頭" });
  await recordConsent(ichiko, "会議へ情報を伝えること", {
    channel: "口頭",
    more: telling(agencies, ["住まい"], "会議"),
  });
  await part(ichiko, "会議に来てほしい人・来てほしくない人")
    .getByRole("button", { name: "聞いて記録する" })
    .click();
  await press(dialog(ichiko, "会議に来てほしい人・来てほしくない人"), "記録する");
  await expectTold(ichiko, "本人の希望を記録しました");

  await ichiko.getByRole("link", { name: "会議を要請" }).click();
  await field(ichiko, "現在の状況").fill("知人の家に泊まっている。");
  await group(ichiko, "協議事項").getByRole("textbox").first().fill("今夜からの住まい");
  const list = group(ichiko, "参集範囲（※1）");
  await fillAttendee(list, 1, CENTER, "試験 調");
  for (const [at, [agency, name]] of also.entries()) {
    const row = at + 2;
    // Her consent has put them there already, in an order of its own.
    await chooseIn(field(list, "機関").nth(row), agency);
    if (name !== "") {
      // The worker and the officer have accounts and no such box.
      await field(list, "名前（登録のない人）").nth(at).fill(name);
    }
  }
  const [from, to] = asked.hours;
  const shocho = await enter("shocho");
  const shirabe = await enter("shirabe");
  const { day, template } = asked;
  await askAndCall({ ichiko, shocho, shirabe }, { day, from, to, template });
  return { ichiko, shirabe };
}

interface AskedAgain {
  called: string;
  about: string;
  /** 現在の状況, where what is offered does not say it. */
  situation?: string;
  /** Called besides the Center, into those rows of the list. */
  also?: [row: number, agency: string, person: string][];
  day: string;
  hours: [from: string, to: string];
}

/** Asks for the next meeting about her, and has it called for that day. */
export async function callAgain(people: Callers, asked: AskedAgain): Promise<void> {
  const { ichiko } = people;
  await openCase(ichiko, `${asked.called}さん`);
  await ichiko.getByRole("link", { name: "会議を要請" }).click();
  if (asked.situation !== undefined) {
    await field(ichiko, "現在の状況").fill(asked.situation);
  }
  await group(ichiko, "協議事項").getByRole("textbox").first().fill(asked.about);
  const list = group(ichiko, "参集範囲（※1）");
  await fillAttendee(list, 1, CENTER, "試験 調");
  for (const [row, agency, person] of asked.also ?? []) {
    await fillAttendee(list, row, agency, person);
  }
  const [from, to] = asked.hours;
  await askAndCall(people, { day: asked.day, from, to });
}

/** Holds the meeting from its opening to its end, with her there; `inside` is done in between. */
export async function hold(
  chair: Page,
  name: string,
  number: number,
  inside: () => Promise<void> = async () => undefined,
): Promise<void> {
  await beginWithHer(chair, name, number, ["試験 一子", "試験 調"]);
  await inside();
  await press(chair, "会議を終わる");
  await expectTold(chair, "会議を終わりました");
}
