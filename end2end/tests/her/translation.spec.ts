/** Her plan in her language, as a person translated it; this file runs once with scripts and once without. */
import { acceptCase, recordWish } from "../../support/case";
import { comeIn } from "../../support/her";
import { giveCard, PLAN } from "../../support/household";
import { openPlan, savePlan, showPlan, writeAndShow } from "../../support/plan";
import { field, openCase, part, press, tickAll, unfold } from "../../support/staff";
import { expect, keepScreen, look, test } from "../../support/test";

const WORDS = "Chúng ta cùng tìm phòng.";

test("a person translates an item; she reads it in her language until the item says something else", async ({
  page,
  herUrl,
  enter,
}, info) => {
  const called = info.project.name === "her-phone" ? "みな" : "りな";
  const ichiko = await enter("ichiko");
  await acceptCase(ichiko, called);
  await recordWish(ichiko, "よる ねむりたい");
  await writeAndShow(ichiko, PLAN);
  const languages = part(ichiko, "本人が読む言語");
  await expect(languages).toContainText("いまは、日本語だけで読みます。");
  await unfold(ichiko, "本人が読む言語を選ぶ");
  await tickAll(languages, "日本語のほかに、本人が読む言語", ["ベトナム語"]);
  await press(languages, "本人が読む言語を記録する");
  await expect(languages).toContainText("日本語のほかに：ベトナム語");
  await expect(ichiko.getByText("項目1の訳　ベトナム語")).toBeVisible();
  await expect(ichiko.getByText("まだ", { exact: true })).toBeVisible();
  await unfold(ichiko, "ベトナム語の訳を入れる・直す");
  await field(ichiko, "やさしいことばの訳").fill(WORDS);
  await field(ichiko, "いつ・どのくらいの訳").fill("Trong tháng 6");
  const enterIt = ichiko.getByRole("button", { name: "訳を入れる", exact: true });
  await expect(enterIt).toHaveAccessibleDescription("だれが訳したかを書いてください。");
  await field(ichiko, "訳した人").fill("試験 訳子");
  await enterIt.click();
  await expect(ichiko.getByText("新しい", { exact: true })).toBeVisible();
  await look(ichiko, "plan-translated");

  const [line = "", second = ""] = await giveCard(ichiko, `${called}さん`);
  await comeIn(page, herUrl, line);
  await expect(page.getByText(WORDS), "her page is in easy Japanese").toHaveCount(0);
  await page.getByRole("button", { name: "Tiếng Việt" }).click();
  const shown = page.getByText(WORDS);
  await expect(shown).toBeVisible();
  await expect(page.getByText("試験 訳子").first()).toBeVisible();
  expect(await shown.evaluate((text) => text.closest("[lang]")?.getAttribute("lang"))).toBe("vi");
  await keepScreen(page, `her-plan-translated-${info.project.name}`);
  await page.getByRole("button", { name: /^Thoát/ }).first().click();
  await page.waitForURL((url) => url.pathname === "/o");

  await openCase(ichiko, `${called}さん`);
  await openPlan(ichiko, `${called}さん`);
  await press(ichiko, "次の版をつくる");
  await field(ichiko, "いつ・どのくらい").fill("7月中");
  await savePlan(ichiko);
  await showPlan(ichiko);
  await expect(ichiko.getByText("本文が変わったので見直しが必要")).toBeVisible();
  await comeIn(page, herUrl, second);
  await page.getByRole("button", { name: "Tiếng Việt" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "vi");
  await expect(page.getByText(WORDS), "what was said before is not shown").toHaveCount(0);
});
