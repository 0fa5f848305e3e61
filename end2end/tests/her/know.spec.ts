/** Who may know what, on a small phone; this file runs once with scripts and once without. */
import { comeIn } from "../../support/her";
import { expect, look, test } from "../../support/test";

test("she decides one question a page, and takes it back in three taps", async ({ page, herUrl, card }, info) => {
  const [line = ""] = card;
  await comeIn(page, herUrl, line);
  const main = page.getByRole("main");
  const heading = main.getByRole("heading", { level: 1 });
  const next = main.getByRole("button", { name: "つぎへ" });
  const question = (number: number) => expect(main).toContainText(`${number} / 4`);
  const nothingChosen = async () => {
    await expect(main.getByRole("radio", { checked: true })).toHaveCount(0);
    await expect(main.getByRole("checkbox", { checked: true })).toHaveCount(0);
  };

  await page.getByRole("link", { name: /^だれが/ }).click();
  await main.getByRole("link", { name: /める$/ }).click();
  await question(1);
  await nothingChosen();
  await next.click();
  await expect(page.getByRole("alert")).toContainText("えらんでください");
  await main.getByRole("checkbox", { name: /^みほん警察署/ }).check();
  await look(page, `her-tell-agencies-${info.project.name}`);
  await next.click();
  await question(2);
  await nothingChosen();
  await main.getByRole("checkbox", { name: /^けんこう/ }).check();
  await next.click();
  await question(3);
  await nothingChosen();
  await main.getByRole("radio", { name: /^たすけて/ }).check();
  await next.click();
  await question(4);
  await nothingChosen();
  await main.getByRole("radio", { name: /^3か/ }).check();
  await next.click();

  await test.step("she checks her answers; yes, no and not now weigh the same", async () => {
    await expect(heading).toContainText("たしかめて");
    await expect(main).toContainText("みほん警察署");
    await nothingChosen();
    // Its words may stand there a moment before its style does.
    await page.waitForLoadState();
    const boxes = await main
      .getByRole("radio")
      .evaluateAll((answers) => answers.map((one) => one.closest("label")?.getBoundingClientRect()).map((box) => [box?.width ?? 0, box?.height ?? 0]));
    expect(boxes).toHaveLength(3);
    for (const [width, height] of boxes) {
      expect(Math.abs((width ?? 0) - (boxes[0]?.[0] ?? 0))).toBeLessThanOrEqual(2);
      expect(Math.abs((height ?? 0) - (boxes[0]?.[1] ?? 0))).toBeLessThanOrEqual(2);
      expect(height).toBeGreaterThanOrEqual(44);
    }
    expect(new URL(page.url()).search).toBe("");
    await look(page, `her-tell-check-${info.project.name}`);
  });
  await main.getByRole("radio", { name: /えて いい$/ }).check();
  await main.getByRole("button", { name: "おくる" }).click();
  await expect(heading).toContainText("だれが");
  await expect(main).toContainText("みほん警察署");
  await look(page, `her-know-${info.project.name}`);

  await test.step("who can see, and who looked", async () => {
    await main.getByRole("link", { name: /られるか$/ }).click();
    await expect(heading).toContainText("られるか");
    await main.getByRole("group").first().locator("summary").click();
    await expect(main.getByRole("listitem").filter({ hasText: "みほん市福祉課" }).first()).toBeVisible();
    await look(page, `her-knowing-${info.project.name}`);
    await main.getByRole("link", { name: /たか$/ }).click();
    await expect(heading).toContainText("たか");
    await expect(main.getByRole("listitem").filter({ hasText: "みほん市福祉課" }).first()).toBeVisible();
    await expect(main).not.toContainText("試験");
    await look(page, `her-looked-${info.project.name}`);
    await main.getByRole("link", { name: "もどる" }).click();
    await expect(main.getByRole("link", { name: /める$/ })).toBeVisible();
    await main.getByRole("link", { name: "もどる" }).click();
  });

  await test.step("three taps from her page", async () => {
    // Back on her page, one link says so; the page before has two.
    await expect(page.getByRole("link", { name: /^だれが/ })).toHaveCount(1);
    await page.getByRole("link", { name: /^だれが/ }).click();
    await main.getByRole("button", { name: /^ぜんぶ やめる\s*：\s*たすけて/ }).click();
    await look(page, `her-less-${info.project.name}`);
    await main.getByRole("button", { name: /^はい/ }).click();
    await expect(main).toContainText("やめました");
    await expect(main.getByRole("button", { name: /^ぜんぶ やめる\s*：\s*たすけて/ })).toHaveCount(0);
  });
  await page.setViewportSize({ width: 320, height: 568 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
