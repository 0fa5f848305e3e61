/** Her part in a meeting, on a small phone; this file runs once with scripts and once without. */
import { comeIn, leave } from "../../support/her";
import { giveCard } from "../../support/household";
import { callMeeting, openMeeting } from "../../support/meeting";
import { expectTold, openCase, part, press } from "../../support/staff";
import { expect, look, test } from "../../support/test";

test.describe.configure({ timeout: 180_000 });

test("the meeting begins with her letter and hears her from her phone", async ({
  page,
  herUrl,
  enter,
  later,
  setClock,
}, info) => {
  const called = info.project.name.endsWith("nojs") ? "ふみ" : "すみ";
  const letter = `ゆっくり 話して ください（${called}）`;
  const word = `その 日は 病院に 行きます（${called}）`;
  await setClock("2026-05-13T09:00:00+09:00");
  const { ichiko, shirabe } = await callMeeting(enter, {
    called,
    name: `見本 ${called}`,
    day: "R8.5.19",
    hours: ["13:30", "15:00"],
  });
  const [first = "", second = ""] = await giveCard(ichiko, `${called}さん`);
  const main = page.getByRole("main");

  await test.step("before it: nothing is chosen for her, and what she writes stands above everything", async () => {
    await comeIn(page, herUrl, first);
    await main.getByRole("link", { name: /ついて$/ }).first().click();
    await expect(main.getByRole("heading", { level: 1 })).toContainText("ついて");
    await expect(main.getByRole("radio", { checked: true })).toHaveCount(0);
    await main.getByRole("textbox", { name: /^あなたの ことば/ }).fill(letter);
    await main.getByRole("group", { name: /^どうやって/ }).getByRole("radio").first().check();
    await look(page, `her-meeting-${info.project.name}`);
    await main.getByRole("button", { name: "おくる" }).first().click();
    await expect(main.getByText(letter).first()).toBeVisible();
    await leave(page);
  });

  await later("2026-05-19T13:30:00+09:00", [shirabe, "shirabe"]);
  await openMeeting(shirabe, `${called}さん`);
  await expect(shirabe.getByText(letter).first()).toBeVisible();
  await press(shirabe, "会議を始める");
  await expectTold(shirabe, "会議を始めました");
  await look(shirabe, `meeting-her-letter-${info.project.name}`);

  await test.step("while it goes on: her own part only, and her word among the minutes as hers", async () => {
    await comeIn(page, herUrl, second);
    await main.getByRole("link", { name: /^いまの/ }).first().click();
    await main.getByRole("textbox", { name: /いたいこと$/ }).fill(word);
    await main.getByRole("button", { name: "おくる" }).click();
    await expect(main.getByText(word).first()).toBeVisible();
    await look(page, `her-live-${info.project.name}`);
    await shirabe.getByRole("navigation", { name: "会議の画面" }).getByRole("link", { name: "記録" }).click();
    await expect(part(shirabe, "記録")).toContainText(word);
    await leave(page);
  });

  // Nobody who does not know of the meeting reads it.
  const kei = await enter("kei");
  await kei.goto(shirabe.url());
  await expect(kei.locator("body")).not.toContainText(letter);
  await openCase(shirabe, `${called}さん`);
});
