/** 端末の紛失: what waits on a tablet leaves it sealed and finds its writer; a lost tablet erases itself (2.4). */
import type { Locator, Page } from "@playwright/test";
import { acceptCase, caseNo } from "../../support/case";
import {
  caseMenu,
  dialog,
  expectTold,
  field,
  fillSignIn,
  openCase,
  openPart,
  part,
  PASSWORD,
  pick,
  press,
  signIn,
  signOut,
} from "../../support/staff";
import { connect, cutOff, delivery, keptRows, openBox, PASSPHRASE, prepare } from "../../support/tablet";
import { expect, expectNoSeriousAxe, look, test } from "../../support/test";

// Some of it leaves by itself, once a minute.
test.describe.configure({ timeout: 240_000 });

const SAW = "ベンチで会えた。あしたも来ると言った。";

/** Writes a record where nothing answers; it lies on the tablet when this returns. */
async function writeApart(page: Page, facts: string): Promise<void> {
  await cutOff(page);
  await press(page, "記録する");
  const form = dialog(page, "記録する");
  await pick(form, "方法", "巡回");
  await field(form, "事実").fill(facts);
  await press(form, "記録する");
  await expect(form).toBeHidden();
  await expect(delivery(page)).toContainText("送信待ち 1件");
}

/** Without a network a prepared tablet is locked instead. */
async function lock(page: Page): Promise<void> {
  await press(page, "設定とサインアウト");
  await page.getByText("サインアウト", { exact: true }).click();
  await expect(page.getByText("鍵をかけました")).toBeVisible();
}

async function openDevices(page: Page): Promise<void> {
  await press(page, "設定とサインアウト");
  await page.getByText("端末", { exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "端末" })).toBeVisible();
}

const records = (page: Page, words: string): Locator =>
  page.getByRole("main").locator("ol.timeline > li").filter({ hasText: words });

/** Everything that lies on the device, by name. */
const names = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((done) => {
        const open = indexedDB.open("tomoni");
        open.onsuccess = () => {
          const keys = open.result.transaction("kept").objectStore("kept").getAllKeys();
          keys.onsuccess = () => {
            open.result.close();
            done(keys.result.map(String));
          };
        };
      }),
  );

/** How many copies wait to leave the device. */
const copies = async (page: Page): Promise<number> =>
  (await names(page)).filter((name) => name.startsWith("leave/")).length;

test("what waits on a locked tablet leaves it, is read elsewhere by its writer, and happens once", async ({
  enter,
}) => {
  const tablet = await enter("ichiko");
  await acceptCase(tablet, "ゆの");
  await prepare(tablet);
  await openCase(tablet, "ゆのさん");
  await writeApart(tablet, SAW);
  await lock(tablet);
  expect(await keptRows(tablet, "outbox")).toBe(1);
  expect(await copies(tablet)).toBe(1);
  await connect(tablet);
  await expect.poll(() => copies(tablet), { timeout: 90_000 }).toBe(0);

  const desk = await enter("ichiko");
  await expect(delivery(desk)).toContainText("確認が必要 1件");
  await openCase(desk, "ゆのさん");
  await openPart(desk, "経過");
  await expect(records(desk, SAW)).toHaveCount(0);
  await openBox(desk);
  const asks = part(desk, "確認が必要");
  await expect(asks).toContainText(SAW);
  await expect(asks).toContainText("ほかの端末で書いたものです。");
  await look(desk, "lost-left");
  await expectNoSeriousAxe(desk);
  // Somebody else hears nothing of it.
  const colleague = await enter("kokoro");
  await expect(delivery(colleague)).toContainText("つながっています");

  await press(asks, "送る");
  await expect(delivery(desk)).toContainText("送信済み");
  await openCase(desk, "ゆのさん");
  await openPart(desk, "経過");
  await expect(records(desk, SAW)).toHaveCount(1);

  await test.step("the tablet is opened again and has nothing more to say", async () => {
    await field(tablet, "合言葉").fill(PASSPHRASE);
    await press(tablet, "開く");
    await expect.poll(() => keptRows(tablet, "outbox"), { timeout: 60_000 }).toBe(0);
    await desk.reload();
    await expect(records(desk, SAW)).toHaveCount(1);
  });
});

test("what waits of one worker leaves a shared tablet; taken back elsewhere, no tablet sends it any more", async ({
  enter,
  staffUrl,
}) => {
  const tablet = await enter("ichiko");
  await acceptCase(tablet, "あかね");
  await prepare(tablet);
  await openCase(tablet, "あかねさん");
  await writeApart(tablet, SAW);
  await lock(tablet);
  await tablet.context().clearCookies();
  await connect(tablet);
  // Loaded anew it is locked as before; whoever is next comes in by the own password.
  await tablet.goto(staffUrl);
  await press(tablet, "サインインし直す");
  await fillSignIn(tablet, "kokoro", PASSWORD);
  await expect(tablet.getByRole("heading", { name: "ケースボード", level: 1 })).toBeVisible();
  await expect(delivery(tablet)).toContainText("つながっています");

  await expect.poll(() => copies(tablet), { timeout: 90_000 }).toBe(0);

  const desk = await enter("ichiko");
  await expect(delivery(desk)).toContainText("確認が必要 1件");
  const asked = desk.waitForResponse("**/api/ask/left");
  await openBox(desk);
  await asked;
  await press(part(desk, "確認が必要"), "取り下げる");
  const taken = desk.waitForResponse("**/api/left/back");
  await press(part(desk, "確認が必要"), "消して取り下げる");
  await taken;
  await expect(desk.getByText("送っていないものはありません")).toBeVisible();
  await desk.reload();
  await expect(desk.getByText("送っていないものはありません")).toBeVisible();

  await test.step("her own tablet does not send it either, and says why", async () => {
    await signOut(tablet);
    await signIn(tablet, staffUrl, "ichiko");
    await expect(delivery(tablet)).toContainText("確認が必要 1件");
    await openBox(tablet);
    await expect(part(tablet, "確認が必要")).toContainText("ほかの端末で取り下げました。");
  });
});

test("2.4 a lost tablet: reported from the office, closed at once, erased when it is heard of; nothing unsent is lost", async ({
  enter,
  staffUrl,
}) => {
  const tablet = await enter("ichiko");
  await acceptCase(tablet, "みぎわ");
  await prepare(tablet);
  await openCase(tablet, "みぎわさん");
  const no = await caseNo(tablet);
  await caseMenu(tablet, "この端末に持って出る");
  await expectTold(tablet, "この端末に入れました。");
  await writeApart(tablet, SAW);
  // Half written as well, when it was left behind.
  await press(tablet, "記録する");
  await field(dialog(tablet, "記録する"), "事実").fill("書きかけのまま");
  await expect.poll(() => keptRows(tablet, "draft")).toBe(1);

  const desk = await enter("ichiko");
  await openDevices(desk);
  // Other tablets of hers may be out with other cases.
  const entry = desk.getByRole("listitem").filter({ hasText: no });
  await expect(entry).toHaveCount(1);
  await expect(entry).toContainText("持って出ているケース 1件");
  await look(desk, "lost-devices");
  await expectNoSeriousAxe(desk);
  await press(entry, "なくした・盗まれた");
  const form = dialog(desk, "端末の紛失を届ける");
  await field(form, "分かっていること").fill("23時ごろ、電車に置いてきた");
  await look(desk, "lost-report");
  await press(form, "紛失を届ける");
  await expectTold(desk, "紛失を届けました");
  await expect(entry).toContainText("持って出ていたケース 1件");
  await expect(entry).toContainText("端末からは、まだ連絡がありません。");
  await openCase(desk, "みぎわさん");
  await openPart(desk, "経過");
  await expect(records(desk, "このケースを持ち出した端末の紛失")).toHaveCount(1);

  await test.step("it is heard of again: everything on it is gone but what it gave away", async () => {
    // Its window stands open as it was left, with a form on it.
    await connect(tablet);
    await expect(tablet.getByText("この端末は、紛失したと届けられています")).toBeVisible({ timeout: 90_000 });
    await expect.poll(() => names(tablet)).toEqual([]);
    await expect(tablet.getByText("書きかけ")).toHaveCount(0);
    await look(tablet, "lost-erased");
    await tablet.reload();
    await expect(tablet.getByRole("button", { name: "サインインする" })).toBeVisible();
    await expect(tablet.getByText("みぎわ")).toHaveCount(0);
  });

  await test.step("the office hears that it erased itself; the note is there, to be read and sent", async () => {
    await openDevices(desk);
    await expect(desk.getByText("中を消したと端末から連絡がありました。")).toBeVisible();
    await look(desk, "lost-heard");
    await desk.reload();
    await openBox(desk);
    await expect(part(desk, "確認が必要")).toContainText(SAW);
    await press(part(desk, "確認が必要"), "送る");
    await expect(delivery(desk)).toContainText("送信済み");
    await openCase(desk, "みぎわさん");
    await openPart(desk, "経過");
    await expect(records(desk, SAW)).toHaveCount(1);
  });

  await test.step("found again it begins anew, as another device", async () => {
    await signIn(tablet, staffUrl, "ichiko");
    await prepare(tablet);
    await openDevices(tablet);
    await expect(tablet.getByText("いま使っている端末")).toBeVisible();
    await expect(tablet.getByRole("listitem").filter({ hasText: "紛失の届け" })).toHaveCount(1);
  });
});

test("who used no tablet finds none to report, and whoever keeps the accounts sees no case", async ({ enter }) => {
  const tablet = await enter("ichiko");
  await acceptCase(tablet, "つゆ");
  await prepare(tablet);
  await openCase(tablet, "つゆさん");
  await caseMenu(tablet, "この端末に持って出る");
  await expectTold(tablet, "この端末に入れました。");

  const kei = await enter("kei");
  await openDevices(kei);
  await expect(kei.getByRole("main")).not.toContainText("試験 市子");
  const kanri = await enter("kanri");
  await openDevices(kanri);
  await expect(kanri.getByRole("main")).toContainText("持って出ているケース 1件");
  await expect(kanri.getByRole("main")).not.toContainText("K-R8-");
});
