/** Her plan beside her answers, on a small phone; this file runs once with scripts and once without. */
import { comeIn, item, leave } from "../../support/her";
import { CALLED } from "../../support/household";
import { openPlan } from "../../support/plan";
import { expectTold, field } from "../../support/staff";
import { expect, look, test } from "../../support/test";

test("a line is wrong and something is missing: both are hers, and both are answered", async ({
  page,
  herUrl,
  card,
  enter,
}, info) => {
  const [line = "", next = ""] = card;
  const wrong = `ほんとうは 冬まで です（${info.project.name}）`;
  const own = `ねこの 病院も さがしたい（${info.project.name}）`;

  await comeIn(page, herUrl, line);
  const main = page.getByRole("main");
  await item(page, /こころの/).getByRole("textbox", { name: /^じぶんの/ }).fill("まだ まよう");
  await test.step("the box opens at that line, and nothing typed elsewhere is lost", async () => {
    await main.getByRole("button", { name: /まちがいを.*いつから/s }).click();
    await expect(main.getByRole("textbox", { name: /^どこが/ })).toBeVisible();
    await expect(item(page, /こころの/).getByRole("textbox", { name: /^じぶんの/ })).toHaveValue("まだ まよう");
    await look(page, `her-wrong-${info.project.name}`);
  });
  await main.getByRole("button", { name: "まちがいを おくる" }).click();
  await expect(page.getByRole("alert")).toContainText(/書/);
  await main.getByRole("textbox", { name: /^どこが/ }).fill(wrong);
  await main.getByRole("button", { name: "まちがいを おくる" }).click();
  await expect(main.getByText(wrong).first()).toBeVisible();
  await expect(main.getByText(/までに/).first()).toBeVisible();

  await main.getByRole("link", { name: /入.*れたいこと/s }).click();
  await main.getByRole("textbox", { name: /入.*れたいこと/s }).fill(own);
  await main.getByRole("button", { name: "おくる" }).click();
  await expect(main.getByText(own).first()).toBeVisible();
  await leave(page);

  const ichiko = await enter("ichiko");
  await openPlan(ichiko, `${CALLED}さん`);
  const told = ichiko.getByRole("region", { name: "計画ぜんたいへのコメント" });
  await expect(told).toContainText("間違いの知らせ：「計画の期間」");
  await expect(told).toContainText(wrong);
  await told.getByText("返事を書く").last().click();
  await field(told, "返事").last().fill("冬までに なおします。");
  await told.getByRole("button", { name: "本人に返事をする" }).last().click();
  await expectTold(ichiko, "返事をしました");
  // The newest of her items stands first.
  const hers = ichiko.getByRole("region", { name: "本人が加えた項目・希望" });
  await expect(hers).toContainText(own);
  await hers.getByText("返事を書く").first().click();
  await field(hers, "返事").first().fill("ねこの 病院を しらべます。");
  await hers.getByRole("button", { name: "本人に返事をする" }).first().click();
  await expect(hers).toContainText("ねこの 病院を しらべます。");
  await look(ichiko, `plan-hers-${info.project.name}`);

  await comeIn(page, herUrl, next);
  await expect(page.getByText("冬までに なおします。").first()).toBeVisible();
  await expect(page.getByText("ねこの 病院を しらべます。").first()).toBeVisible();
});
