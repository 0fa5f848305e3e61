/** The installed program on a tablet a quarter as fast as this machine, with and without a network. */
import { type CDPSession, expect, type Page, test } from "@playwright/test";
import { acceptCase } from "../support/case";
import { quiet, say, sayTimes } from "../support/figure";
import { Server } from "../support/server";
import { caseMenu, dialog, expectTold, field, openPart, part, pick, press, rail, signIn } from "../support/staff";
import { delivery, keptRows, PASSPHRASE, prepare } from "../support/tablet";
import { convert } from "../support/touch";

const SLOWER = 4;
const STARTS = 5;
const RECONNECTIONS = 5;
/** What a reconnection to which nothing happened may ask for, and the bytes of all answers. */
const TRIPS = 1;
const BYTES = 1024;
const WHO = "ほし";
const SAW = "橋の下で会えた。あしたも来ると言った。";
const HERS = "「まだ考えたい」と話した";

test.use({ serviceWorkers: "allow" });

/** Milliseconds from the beginning of this page until `seen` was painted. */
async function untilPainted(page: Page, seen: string): Promise<number> {
  await page.locator(seen).first().waitFor();
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        requestAnimationFrame(() => setTimeout(() => done(performance.now())));
      }),
  );
}

/** What the server answers while `act` lasts: how often, and in how many bytes with their heads. */
async function wire(chromium: CDPSession, act: () => Promise<void>): Promise<{ trips: number; bytes: number }> {
  const answered = new Set<string>();
  let bytes = 0;
  const head = ({ requestId, response }: { requestId: string; response: { encodedDataLength: number } }) => {
    answered.add(requestId);
    bytes += response.encodedDataLength;
  };
  const body = ({ requestId, dataLength }: { requestId: string; dataLength: number }) => {
    // The stream is not compressed.
    bytes += answered.has(requestId) ? dataLength : 0;
  };
  chromium.on("Network.responseReceived", head);
  chromium.on("Network.dataReceived", body);
  await act();
  chromium.off("Network.responseReceived", head);
  chromium.off("Network.dataReceived", body);
  return { trips: answered.size, bytes };
}

test("the tablet", async ({ browser }) => {
  const server = await Server.start();
  const context = await browser.newContext({ serviceWorkers: "allow" });
  const page = await context.newPage();
  const chromium = await context.newCDPSession(page);
  await chromium.send("Network.enable");
  const slow = (rate: number) => chromium.send("Emulation.setCPUThrottlingRate", { rate });
  try {
    await signIn(page, server.staffUrl, "ichiko");
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await acceptCase(page, WHO);
    await prepare(page);
    await rail(page, "ボード");
    await page.getByRole("link", { name: `${WHO}さん` }).click();
    await caseMenu(page, "この端末に持って出る");
    await expectTold(page, "この端末に入れました。");

    await test.step("the start of the installed program", async () => {
      const starts: number[] = [];
      await slow(SLOWER);
      for (let start = 0; start < STARTS; start += 1) {
        await page.goto(server.staffUrl);
        starts.push(await untilPainted(page, ".board .card"));
        await quiet(page);
      }
      await slow(1);
      sayTimes(`installed, CPU ${SLOWER}× slower, until the first card is painted`, starts);
    });

    await test.step("a reconnection to which nothing happened", async () => {
      const trips: number[] = [];
      const bytes: number[] = [];
      for (let time = 0; time < RECONNECTIONS; time += 1) {
        await expect(delivery(page)).toContainText("つながっています");
        await server.fail();
        await expect(delivery(page)).toContainText("つながっていません");
        const told = await wire(chromium, async () => {
          await server.recover();
          await expect(delivery(page)).toContainText("つながっています", { timeout: 30_000 });
          await quiet(page);
        });
        trips.push(told.trips);
        bytes.push(told.bytes);
      }
      const what = "back online, nothing happened meanwhile";
      say({ what: `${what}: requests at most`, value: Math.max(...trips), unit: "", aim: { at_most: TRIPS } });
      say({ what: `${what}: bytes answered at most`, value: Math.max(...bytes), unit: "", aim: { at_most: BYTES } });
    });

    await test.step("a night under the ground: a cold start, a record, a killed window", async () => {
      await context.setOffline(true);
      await slow(SLOWER);
      await page.goto(server.staffUrl);
      const locked = await untilPainted(page, "input[type=password]");
      say({ what: `without a network, CPU ${SLOWER}× slower, until it can be unlocked`, value: locked, unit: "ms" });
      await field(page, "合言葉").fill(PASSPHRASE);
      await press(page, "開く");
      const along = part(page, "外に出る準備");
      await along.getByRole("link", { name: `${WHO}さん` }).click({ timeout: 60_000 });
      await slow(1);
      await expect(page.getByRole("heading", { level: 1, name: `${WHO}さん` })).toBeVisible();
      await press(page, "記録する");
      const form = dialog(page, "記録する");
      await pick(form, "方法", "巡回");
      await convert(page, field(form, "事実"), ["はし", "はしのした"], SAW);
      await convert(page, field(form, "本人の言葉"), ["まだ", "まだかんがえたい"], HERS);
      await press(form, "記録する");
      await expect(form).toBeHidden();
      expect(await keptRows(page, "outbox")).toBe(1);
      await page.close({ runBeforeUnload: false });
      await context.setOffline(false);
      const next = await context.newPage();
      await next.goto(server.staffUrl);
      await expect(delivery(next)).toContainText("送信済み", { timeout: 60_000 });
      await next.getByRole("link", { name: `${WHO}さん` }).click();
      await openPart(next, "経過");
      await expect(next.getByRole("main").locator("ol.timeline > li").filter({ hasText: HERS })).toHaveCount(1);
      expect(await keptRows(next, "outbox")).toBe(0);
    });
  } finally {
    await context.close();
    await server.stop();
  }
});
