/** サインイン: who may come in, and what a screen remembers. */
import { fillSignIn, PASSWORD, rail, signIn } from "../../support/staff";
import { expect, look, test } from "../../support/test";

test("a wrong password keeps the name, says what to do and lets nobody in", async ({ page, staffUrl }) => {
  await page.goto(staffUrl);
  await look(page, "signin");
  await fillSignIn(page, "ichiko", "chigau-aikotoba-2026");
  const told = page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: "サインインできませんでした" });
  await expect(told).toBeVisible();
  await expect(told).not.toContainText(/不正な|エラーコード|[A-Z]{3,}/);
  await expect(page.getByLabel("利用者名")).toHaveValue("ichiko");
  await expect(page.getByRole("navigation", { name: "おもな画面" })).toBeHidden();
  await look(page, "signin-wrong");
  await test.step("an unknown name is answered alike", async () => {
    const words = await told.innerText();
    await fillSignIn(page, "dareka", PASSWORD);
    await expect(told).toHaveText(words.replaceAll("\n", ""), { useInnerText: false });
  });
  await test.step("the right one opens the board", async () => {
    await fillSignIn(page, "ichiko", PASSWORD);
    await expect(page.getByRole("heading", { name: "ケースボード" })).toBeVisible();
  });
});

test("signing out leaves nothing on the screen or in the browser", async ({ page, staffUrl }) => {
  await signIn(page, staffUrl, "shirabe");
  await page.getByRole("button", { name: "設定とサインアウト" }).click();
  await page.getByRole("button", { name: "サインアウト", exact: true }).click();
  await expect(page.getByRole("button", { name: "サインインする" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "ケースボード" })).toHaveCount(0);
});

test("day and night, and a screen hidden with one tap", async ({ page, staffUrl }) => {
  await signIn(page, staffUrl, "ichiko");
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const menu = page.getByRole("button", { name: "設定とサインアウト" });
  await menu.click();
  await page.getByRole("button", { name: "夜の画面" }).click();
  const night = await colour();
  await menu.click();
  await look(page, "own-menu");
  await page.getByRole("button", { name: "昼の画面" }).click();
  expect(await colour()).not.toBe(night);
  await page.getByRole("button", { name: "画面を隠す" }).click();
  await expect(page.getByRole("button", { name: "画面を出す" })).toBeVisible();
  await look(page, "hidden");
  await page.getByRole("button", { name: "画面を出す" }).click();
  await expect(page.getByRole("heading", { name: "ケースボード" })).toBeVisible();
});

test("an address that leads nowhere, and a case that is not there", async ({ page, staffUrl }) => {
  await signIn(page, staffUrl, "ichiko");
  await page.goto(`${staffUrl}/nani/mo/nai`);
  await expect(page.getByRole("heading", { name: "見つかりません" })).toBeVisible();
  await look(page, "nowhere");
  await page.goto(`${staffUrl}/case/0190a000-0000-7000-8000-000000000001`);
  await expect(page.getByText(/^見つかりませんでした。/)).toBeVisible();
});

test("the council's page is for the officer", async ({ page, staffUrl, enter }) => {
  await signIn(page, staffUrl, "shirabe");
  await rail(page, "会議体");
  await expect(page.getByText("試験 一子").first()).toBeVisible();
  await look(page, "council-people");
  for (const part of ["機関", "代理", "きまり"]) {
    await page.getByRole("link", { name: part, exact: true }).click();
    await look(page, `council-${part}`);
  }
  const kei = await enter("kei");
  await expect(kei.getByRole("link", { name: "会議体" })).toHaveCount(0);
});
