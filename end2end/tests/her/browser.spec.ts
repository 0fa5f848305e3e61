/** What her browser keeps, and the other ways to leave; these need scripts to be seen. */
import { comeIn } from "../../support/her";
import { expect, test } from "../../support/test";

test("nothing is stored in her browser", async ({ newPhone, herUrl, household }) => {
  const context = await newPhone({ javaScript: true });
  const page = await context.newPage();
  await comeIn(page, herUrl, household.takeLine());
  await expect(page.getByRole("radio").first()).toBeVisible();
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    readable: document.cookie,
  }));
  expect(kept).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0, readable: "" });
  for (const cookie of await context.cookies(herUrl)) {
    expect(cookie.httpOnly).toBe(true);
    expect(cookie.secure).toBe(true);
    expect(cookie.sameSite).toBe("Strict");
    expect(cookie.expires).toBe(-1);
  }
});

test("Shift three times leaves, and a visit is one entry of the history", async ({ newPhone, herUrl, household }) => {
  const page = await (await newPhone({ javaScript: true })).newPage();
  await page.goto("about:blank");
  await comeIn(page, herUrl, household.takeLine());
  await page.getByRole("link", { name: /^こたえる/ }).click();
  await expect(page.getByRole("group", { name: /いいですか/ })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/");
  for (let times = 0; times < 3; times += 1) {
    await page.keyboard.press("Shift");
  }
  await page.waitForURL((url) => url.pathname === "/o");
  await page.goBack();
  expect(page.url()).toBe("about:blank");
});
