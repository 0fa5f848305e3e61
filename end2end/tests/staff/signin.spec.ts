/** サインイン: who may come in, and what a screen remembers. */
import { addStaff, claimAccount } from "../../support/account";
import {
  expectTold,
  fillSignIn,
  PASSWORD,
  pick,
  press,
  rail,
  signIn,
} from "../../support/staff";
import { expect, look, test } from "../../support/test";

test("a wrong password keeps the name, says what to do and lets nobody in", async ({ page, staffUrl }) => {
  await page.goto(staffUrl);
  await expect(page.getByRole("button", { name: "サインインする" })).toBeVisible();
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

test("a newcomer: the paper code, a password of her own, the pledge, the board (BR-017)", async ({
  page,
  staffUrl,
  newTablet,
}) => {
  await signIn(page, staffUrl, "shirabe");
  const code = await addStaff(
    page,
    { name: "試験 新", login: "arata", agency: "みほん市福祉課", role: "女性相談支援員" },
    () => look(page, "council-newcomer"),
  );

  const arata = await (await newTablet()).newPage();
  const mine = { login: "arata", code, password: "kawa-no-mukou-no-hana" };
  await arata.goto(staffUrl);
  await press(arata, "はじめての人・紙のコードがある人");
  await look(arata, "signin-first");
  await claimAccount(arata, { ...mine, again: "kawa-no-mukou-no-hane" });
  await expect(arata.getByText("二つのパスワードが違います。もう一度入れてください。")).toBeVisible();
  await claimAccount(arata, mine);
  await expect(arata.getByRole("heading", { name: "はじめに、秘密を守る約束をお願いします" })).toBeVisible();
  await expect(arata.getByRole("heading", { name: "ケースボード" })).toHaveCount(0);
  await look(arata, "pledge");
  await press(arata, "署名して始める");
  await expect(arata.getByText("あなたの立場を一つ選んでください。")).toBeVisible();
  await pick(arata, "あなたの立場", "国・都道府県・市町村の職員");
  await arata.getByRole("checkbox", { name: "読みました。約束します。" }).check();
  await press(arata, "署名して始める");
  await expectTold(arata, "誓約を受け取りました");
  await expect(arata.getByRole("heading", { name: "ケースボード" })).toBeVisible();
});
