/** あなたのつながり, on a small phone; this file runs once with scripts and once without. */
import { comeIn } from "../../support/her";
import { expect, look, test } from "../../support/test";

test("she reads who is around her, and says how it is to her", async ({ page, herUrl, card }, info) => {
  const [line = ""] = card;
  await comeIn(page, herUrl, line);
  await page.getByRole("link", { name: /^あなたの つながり/ }).click();
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { level: 1 })).toContainText("つながり");
  await expect(main.getByRole("listitem").filter({ hasText: "みほん市福祉課" })).toBeVisible();
  await expect(main.getByRole("radio", { checked: true })).toHaveCount(0);

  const name = `みどり ${info.project.name}`;
  await main.getByRole("combobox").selectOption({ label: "ここに いない ひとを かきたす" });
  await main.getByRole("textbox", { name: /^「かきたす」/ }).fill(name);
  await main.getByRole("button", { name: "おくる" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(main.getByRole("textbox", { name: /^「かきたす」/ })).toHaveValue(name);
  await main.getByRole("radio", { name: /になってくれる|に なってくれる/ }).check();
  await main.getByRole("radio", { name: "とても" }).check();
  await main.getByRole("button", { name: "おくる" }).click();

  const own = main.getByRole("listitem").filter({ hasText: name });
  await expect(own).toBeVisible();
  await expect(own).toContainText("あなたが");
  // The knot of the drawing leads to the line; both say it is hers.
  await expect(main.getByRole("link", { name: new RegExp(name) })).toHaveAttribute("href", /^#l\d+$/);
  await look(page, `her-ties-${info.project.name}`);

  await main.getByRole("combobox").selectOption({ label: name });
  await main.getByRole("radio", { name: /けす$/ }).check();
  await main.getByRole("button", { name: "おくる" }).click();
  await expect(main.getByRole("listitem").filter({ hasText: name })).toHaveCount(0);
});
