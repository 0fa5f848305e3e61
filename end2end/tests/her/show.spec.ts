/** 見せるモード: the tablet in her hands, and nothing of the worker's on it; whether her own phone runs scripts is all the same to it. */
import { acceptCase } from "../../support/case";
import { leave, PIN, toTalk, wishBox } from "../../support/her";
import { CALLED } from "../../support/household";
import { caseMenu, dialog, openCase, press } from "../../support/staff";
import { expect, look, test } from "../../support/test";

const WISH = "しずかな へやで ねむりたい";

test("the worker hands the tablet over; she comes in by her own number, and Back leads to no case", async ({ enter, card, staffUrl, herUrl }) => {
  expect(card, "she has chosen a number").not.toHaveLength(0);
  const tablet = await enter("ichiko");
  await openCase(tablet, CALLED);
  await caseMenu(tablet, "本人に画面を渡す");
  const form = dialog(tablet, "本人に画面を渡す");
  await look(tablet, "show-dialog");
  await press(form, "サインインを終えて、渡す");
  await tablet.waitForURL((url) => url.origin === new URL(herUrl).origin);
  await expect(tablet).toHaveTitle("ご案内");
  await expect(tablet.getByText(CALLED)).toHaveCount(0);
  expect(tablet.url(), "no address keeps the line").not.toMatch(/[?#]/);
  await look(tablet, "her-shown");
  const number = tablet.getByRole("textbox", { name: /^あなたが/ });
  await number.fill("739164");
  await tablet.getByRole("button", { name: "つぎへ" }).click();
  await expect(tablet.getByRole("alert").first()).toContainText("れませんでした");
  await number.fill(PIN);
  await tablet.getByRole("button", { name: "つぎへ" }).click();
  await expect(tablet.getByRole("heading", { level: 1 })).toContainText(CALLED);
  await toTalk(tablet);
  await wishBox(tablet).fill(WISH);
  await tablet.getByRole("button", { name: "おくる" }).click();
  await expect(tablet.getByText(WISH).first()).toBeVisible();
  await leave(tablet);

  // Back, and the address of the case itself, lead to the sign-in and to nothing of hers.
  await tablet.goBack();
  await expect(tablet.getByText(WISH)).toHaveCount(0);
  await tablet.goto(staffUrl);
  await expect(tablet.getByRole("button", { name: "サインインする" })).toBeVisible();
  await expect(tablet.getByText(CALLED)).toHaveCount(0);
});

test("without a number of hers nothing is handed over, and the worker is told what to do first", async ({ enter }) => {
  const tablet = await enter("ichiko");
  await acceptCase(tablet, "かや");
  await caseMenu(tablet, "本人に画面を渡す");
  const form = dialog(tablet, "本人に画面を渡す");
  await press(form, "サインインを終えて、渡す");
  await expect(form).toContainText("先に「カードを渡す」で、本人に暗証番号を入れてもらってください。");
  await expect(tablet.getByRole("heading", { level: 1, name: "かやさん" })).toBeVisible();
});

test("a tablet that comes back without 「はなれる」 shows nothing of hers", async ({ enter, card, staffUrl, herUrl }) => {
  expect(card, "she has chosen a number").not.toHaveLength(0);
  const tablet = await enter("ichiko");
  await openCase(tablet, CALLED);
  await caseMenu(tablet, "本人に画面を渡す");
  await press(dialog(tablet, "本人に画面を渡す"), "サインインを終えて、渡す");
  await tablet.waitForURL((url) => url.origin === new URL(herUrl).origin);
  // One tap for her language keeps the line that the tablet brought along.
  await tablet.getByRole("button", { name: "Português" }).click();
  await expect(tablet.locator("html")).toHaveAttribute("lang", "pt-BR");
  await tablet.getByRole("textbox").fill(PIN);
  await tablet.getByRole("main").getByRole("button").last().click();
  await expect(tablet.getByRole("heading", { level: 1 })).toContainText(CALLED);
  await tablet.goto(staffUrl);
  await expect(tablet.getByRole("button", { name: "サインインする" })).toBeVisible();
  // What ends her visit is on its way while the page goes.
  await expect(async () => {
    await tablet.goto(herUrl);
    await expect(tablet.getByRole("heading", { level: 1 })).not.toContainText(CALLED, { timeout: 500 });
  }).toPass();
  await expect(tablet.getByRole("main").getByRole("link", { name: "つぎへ" })).toBeVisible();
});
