/** さわらない端末: what was not prepared closes by itself as well; the password leads back to the same caret. */
import type { Page } from "@playwright/test";
import { acceptCase } from "../../support/case";
import { dialog, field, fillSignIn, openCase, PASSWORD, pick, press, rail, signIn } from "../../support/staff";
import { cutOff, newWindow } from "../../support/tablet";
import { expect, look, test } from "../../support/test";

const SAW = "駅の東側で会った。途中";

/** Only the device's clock goes on: the session on the server is as it was. */
const BEGAN = "2026-05-08T21:40:00+09:00";
const AFTER_FOUR = "2026-05-08T21:44:00+09:00";
const AFTER_TEN = "2026-05-08T21:50:00+09:00";
const AFTER_HALF_AN_HOUR = "2026-05-08T22:10:00+09:00";
const AFTER_AN_HOUR = "2026-05-08T22:41:00+09:00";

const closed = (page: Page) => page.getByRole("button", { name: "サインインする" });

test("a tablet that was not prepared closes after five minutes, without a network too, and loading it anew opens nothing", async ({
  page,
  context,
  staffUrl,
}) => {
  await context.clock.setFixedTime(BEGAN);
  await signIn(page, staffUrl, "ichiko");
  await acceptCase(page, "そよ");
  await openCase(page, "そよさん");

  await test.step("before that a window that is loaded anew opens by its session", async () => {
    await context.clock.setFixedTime(AFTER_FOUR);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1, name: "そよさん" })).toBeVisible();
  });

  await press(page, "記録する");
  const form = dialog(page, "記録する");
  await pick(form, "方法", "巡回");
  const facts = field(form, "事実");
  await facts.fill(SAW);

  await test.step("closed, and nothing of her is to be seen; the network is not needed for that", async () => {
    await cutOff(page);
    await context.clock.setFixedTime(AFTER_TEN);
    await expect(page.getByText("もう一度サインインしてください")).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole("heading", { name: "そよさん" })).toBeHidden();
    await expect(facts).toBeHidden();
    await look(page, "rest-closed");
    await fillSignIn(page, "ichiko", PASSWORD);
    await expect(page.getByText("サインインできませんでした")).toBeVisible();
    await expect(facts).toBeHidden();
    await page.unroute("**/api/**");
  });

  await test.step("the password leads back to the same caret, with every word", async () => {
    await fillSignIn(page, "ichiko", PASSWORD);
    await expect(facts).toBeFocused({ timeout: 30_000 });
    await expect(facts).toHaveValue(SAW);
  });

  await test.step("closed again and loaded anew: the session alone opens nothing, the password does", async () => {
    await context.clock.setFixedTime(AFTER_HALF_AN_HOUR);
    await expect(closed(page)).toBeVisible({ timeout: 15_000 });
    await page.reload();
    await expect(closed(page)).toBeVisible();
    await expect(page.getByText("そよさん")).toHaveCount(0);
    // A clock that is put back opens nothing.
    await context.clock.setFixedTime(BEGAN);
    await page.reload();
    await expect(closed(page)).toBeVisible();
    await fillSignIn(page, "ichiko", PASSWORD);
    await expect(page.getByText("そよさん").first()).toBeVisible({ timeout: 30_000 });
  });
});

test("two windows of one browser rest: the password in one opens both, and what was typed in either is there", async ({
  page,
  context,
  staffUrl,
}) => {
  await context.clock.setFixedTime(BEGAN);
  await signIn(page, staffUrl, "ichiko");
  await acceptCase(page, "なぎ");
  const other = await newWindow(context, staffUrl);
  for (const window of [page, other]) {
    await openCase(window, "なぎさん");
    await press(window, "書きたす");
    await field(dialog(window, "本人の希望"), "本人の言葉").fill(window === page ? "しずかな" : "ところ");
  }
  await context.clock.setFixedTime(AFTER_TEN);
  for (const window of [page, other]) {
    await expect(closed(window)).toBeVisible({ timeout: 15_000 });
  }
  await fillSignIn(page, "ichiko", PASSWORD);
  for (const window of [page, other]) {
    const words = field(dialog(window, "本人の希望"), "本人の言葉");
    await expect(words).toBeVisible({ timeout: 30_000 });
    await expect(words).toHaveValue(window === page ? "しずかな" : "ところ");
  }
});

/** Whether this device noted that somebody listens. */
const listens = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<boolean>((done) => {
        const open = indexedDB.open("tomoni");
        open.onerror = () => done(false);
        open.onsuccess = () => {
          const keys = open.result.transaction("kept").objectStore("kept").getAllKeys();
          keys.onsuccess = () => {
            open.result.close();
            done(keys.result.includes("listened"));
          };
        };
      }),
  );

test("a tablet with a meeting on it stays open for those who listen, and not for an empty room", async ({
  page,
  context,
  staffUrl,
}) => {
  await context.clock.setFixedTime(BEGAN);
  await signIn(page, staffUrl, "shirabe");
  await rail(page, "会議");
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  const meeting = page.getByRole("navigation", { name: "会議の画面" });
  await expect(meeting).toBeVisible();
  await context.clock.setFixedTime(AFTER_HALF_AN_HOUR);
  await expect.poll(() => listens(page), { timeout: 20_000 }).toBe(true);
  await expect(meeting).toBeVisible();
  await context.clock.setFixedTime(AFTER_AN_HOUR);
  await expect(closed(page)).toBeVisible({ timeout: 20_000 });
  await expect(meeting).toBeHidden();
});

test("a desk closes as late as its session, and then as surely", async ({ browser, contexts, staffUrl }) => {
  const context = await contexts.open(
    await browser.newContext({ locale: "ja-JP", timezoneId: "Asia/Tokyo", hasTouch: false }),
  );
  const page = await context.newPage();
  await context.clock.setFixedTime(BEGAN);
  await signIn(page, staffUrl, "ichiko");
  await acceptCase(page, "さわ");
  await openCase(page, "さわさん");
  await context.clock.setFixedTime(AFTER_TEN);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "さわさん" })).toBeVisible();
  await context.clock.setFixedTime(AFTER_HALF_AN_HOUR);
  await expect(closed(page)).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("heading", { level: 1, name: "さわさん" })).toBeHidden();
  await context.close();
});
