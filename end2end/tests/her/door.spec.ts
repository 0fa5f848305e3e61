/** Her door, on a small phone; this file runs once with scripts and once without. */
import type { Locator, Page } from "@playwright/test";
import { comeIn, comment, item, leave, PIN, toFields, tryLine } from "../../support/her";
import { CALLED } from "../../support/household";
import { openPlan } from "../../support/plan";
import { expectTold, field } from "../../support/staff";
import { expect, look, test } from "../../support/test";

test("the first page tells a stranger nothing", async ({ page, herUrl }, info) => {
  await page.goto(herUrl);
  await expect(page).toHaveTitle("ご案内");
  await expect(page.getByRole("main")).not.toContainText(/支援|相談|保護|計画|DV|女性|ともに/);
  await expect(page.getByRole("main")).toContainText("はなれる");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await look(page, `her-before-${info.project.name}`);
  await toFields(page, herUrl);
  await expect(page).toHaveTitle("ご案内");
  await expect(page.getByRole("textbox")).toHaveCount(2);
  await expect(page.getByRole("main")).not.toContainText(/支援|相談|保護|計画|DV|女性|ともに/);
  await look(page, `her-entry-${info.project.name}`);
});

test("wrong, used and unknown lines are answered alike", async ({ page, herUrl, household }) => {
  const used = household.takeLine();
  await comeIn(page, herUrl, used);
  await leave(page);
  const fresh = household.takeLine();
  const answers: string[] = [];
  for (const [line, pin] of [
    [used, PIN],
    [fresh, "918273"],
    ["0000-0000-0000-0000", PIN],
  ] as const) {
    await toFields(page, herUrl);
    await tryLine(page, line, pin);
    const told = page.getByRole("alert");
    await expect(told).toBeVisible();
    answers.push(await told.innerText());
    await expect(page.getByRole("textbox", { name: /^あなたが/ })).toHaveValue("");
  }
  expect(new Set(answers).size).toBe(1);
});

test("she reads her plan in plain words, with and without readings", async ({ page, herUrl, household }, info) => {
  await comeIn(page, herUrl, household.takeLine());
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`${CALLED}さん`);
  await expect(page.getByText("しずかな 部屋で ねむりたい").first()).toBeVisible();
  await expect(page.getByText("試験 一子").first()).toBeVisible();
  const reading = page.getByRole("main").locator("rt").first();
  await expect(reading).toBeVisible();
  await look(page, `her-plan-${info.project.name}`);
  await page.getByRole("button", { name: /けす$/ }).click();
  await expect(page.getByRole("button", { name: /つける$/ })).toBeVisible();
  await expect(reading).toBeHidden();
  await page.getByRole("button", { name: /つける$/ }).click();
  await expect(reading).toBeVisible();

  await test.step("who can see an item, by agency and role", async () => {
    const home = item(page, /さがします/);
    await home.getByText(/^だれが/).click();
    await expect(home.getByRole("listitem").filter({ hasText: "みほん市福祉課" })).toBeVisible();
  });
  await test.step("four answers of one size, none chosen", async () => {
    for (const card of [item(page, /さがします/), item(page, /こころの/)]) {
      const answers = card.getByRole("radio");
      await expect(answers).toHaveCount(4);
      await expect(card.getByRole("radio", { checked: true })).toHaveCount(0);
      const boxes = await card
        .getByRole("group")
        .getByText(/そうしたい|ちがう|めない|したくない/)
        .evaluateAll((words) =>
          words.map((word) => word.closest("label")?.getBoundingClientRect()).map((box) => [box?.width ?? 0, box?.height ?? 0]),
        );
      const [first] = boxes;
      for (const [width, height] of boxes) {
        expect(Math.abs((width ?? 0) - (first?.[0] ?? 0))).toBeLessThanOrEqual(2);
        expect(Math.abs((height ?? 0) - (first?.[1] ?? 0))).toBeLessThanOrEqual(2);
        expect(height).toBeGreaterThanOrEqual(44);
      }
    }
  });
  await test.step("nothing scrolls sideways", async () => {
    await page.setViewportSize({ width: 320, height: 568 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

test("she answers, asks, and reads the answer; what she typed elsewhere stays", async ({
  page,
  herUrl,
  household,
  enter,
}, info) => {
  const question = `ねこと いっしょに すめますか（${info.project.name}）`;
  await comeIn(page, herUrl, household.takeLine());
  const health = item(page, /こころの/);
  await health.getByRole("textbox", { name: /^じぶんの/ }).fill("あとで かんがえる");
  const home = item(page, /さがします/);
  await home.getByRole("radio", { name: /^そうしたい/ }).check();
  await home.getByRole("button", { name: "おくる" }).click();
  await expect(page.getByRole("alert")).toContainText(/4つから/);
  await expect(item(page, /こころの/).getByRole("textbox", { name: /^じぶんの/ })).toHaveValue("あとで かんがえる");
  await expect(item(page, /さがします/)).toContainText(/うけとりました/);
  await look(page, `her-mistake-${info.project.name}`);
  await item(page, /こころの/).getByRole("radio", { name: /^今/ }).check();
  await item(page, /こころの/).getByRole("button", { name: "おくる" }).click();
  await expect(item(page, /こころの/)).toContainText(/うけとりました/);
  await comment(item(page, /さがします/), question);
  await expect(page.getByText(question).first()).toBeVisible();
  await expect(item(page, /さがします/)).toContainText(/待.*って/);
  await leave(page);

  const ichiko = await enter("ichiko");
  await openPlan(ichiko, `${CALLED}さん`);
  const card = ichiko.getByRole("article").filter({ hasText: question });
  await expect(card).toContainText("そうしたい");
  await card.getByText("返事を書く").last().click();
  await field(card, "返事").last().fill("ねこと すめる 部屋を さがします。");
  await card.getByRole("button", { name: "本人に返事をする" }).last().click();
  await expectTold(ichiko, "返事をしました");

  await comeIn(page, herUrl, household.takeLine());
  await expect(page.getByText("ねこと すめる 部屋を さがします。").first()).toBeVisible();
  await expect(page.getByText("試験 一子（みほん市福祉課）").first()).toBeVisible();
  await look(page, `her-answered-${info.project.name}`);
});

/** One line with the finger, across her field. */
const draws = async (page: Page, on: Locator, height: number) => {
  await on.scrollIntoViewIfNeeded();
  const box = (await on.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * height);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * (1 - height), { steps: 8 });
  await page.mouse.up();
};

test("she agrees in part: mistakes are told, the version is bound", async ({
  page,
  herUrl,
  household,
  enter,
  javaScriptEnabled,
}, info) => {
  const scripts = javaScriptEnabled !== false;
  const drawing = page.getByRole("img", { name: /^ここに.*ゆびで/ });
  const lines = drawing.locator("polyline:not([points=''])");
  await comeIn(page, herUrl, household.takeLine());
  await page.getByRole("link", { name: /^こたえる/ }).click();
  const extent = page.getByRole("group", { name: /いいですか/ });
  await expect(extent).toBeVisible();
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await page.getByRole("button", { name: "おくる" }).click();
  await expect(page.getByRole("alert")).toContainText(/4つから/);
  await extent.getByRole("radio", { name: /^一部/ }).check();
  await test.step("her name may be drawn, where a script can; it stays when a mistake is told", async () => {
    if (!scripts) return expect(drawing).toHaveCount(0);
    await draws(page, drawing, 0.3);
    await draws(page, drawing, 0.7);
    await expect(lines).toHaveCount(2);
  });
  await page.getByRole("button", { name: "おくる" }).click();
  await expect(page.getByRole("alert")).toContainText(/2つの/);
  await expect(extent.getByRole("radio", { name: /^一部/ })).toBeChecked();
  if (scripts) {
    await expect(lines).toHaveCount(2);
    await look(page, `her-agree-mistake-${info.project.name}`);
    await page.getByRole("button", { name: /書.*きなおす$/ }).click();
    await expect(lines).toHaveCount(0);
    await draws(page, drawing, 0.5);
    await expect(lines).toHaveCount(1);
  }
  await page.getByRole("checkbox", { name: /^2 けんこう/ }).check();
  await page.getByRole("checkbox", { name: /この.*計画/ }).check();
  await page.getByRole("checkbox", { name: /^あとで かえる/ }).check();
  await page.getByRole("button", { name: "おくる" }).click();
  await expect(page.getByRole("main")).toContainText(/一部.*うけとりました/s);
  await look(page, `her-agreed-part-${info.project.name}`);
  if (!scripts) return;
  const ichiko = await enter("ichiko");
  await openPlan(ichiko, `${CALLED}さん`);
  await expect(ichiko.getByRole("img", { name: "本人が手で書いた名前" })).toBeVisible();
  await look(ichiko, "staff-her-name-drawn");
});

test("her own words, before anything else and to the letter", async ({ page, herUrl, household }, info) => {
  const words = `ひらがなで かきます。\n２ぎょうめ（${info.project.name}）`;
  await comeIn(page, herUrl, household.takeLine());
  await page.getByRole("link", { name: /きたす$/ }).click();
  await page.getByRole("textbox", { name: /きぼう$/ }).fill(words);
  await look(page, `her-talk-${info.project.name}`);
  await page.getByRole("button", { name: "おくる" }).click();
  const first = page.getByRole("blockquote").first();
  await expect(first).toContainText("２ぎょうめ");
  await expect.poll(async () => (await first.innerText()).trim()).toBe(words);
});

test("she leaves at once, and nothing is left behind", async ({ page, context, herUrl, household, javaScriptEnabled }) => {
  await comeIn(page, herUrl, household.takeLine());
  expect(await context.cookies(herUrl)).not.toEqual([]);
  await page.getByRole("link", { name: /安全.*使/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/安全/);
  const isExit = (what: { url: () => string }) => new URL(what.url()).pathname === "/x";
  if (javaScriptEnabled === false) {
    const answered = page.waitForResponse(isExit);
    await leave(page);
    const answer = await answered;
    expect(answer.status()).toBe(200);
    const headers = await answer.allHeaders();
    expect(headers["clear-site-data"]).toBe('"cache", "storage"');
    expect(headers["cache-control"]).toContain("no-store");
    expect(headers.refresh).toMatch(/^0; url=/);
  } else {
    // The page is gone before the answer comes.
    const sent = page.waitForRequest(isExit);
    await leave(page);
    expect((await sent).method()).toBe("POST");
  }
  await expect(page.getByRole("main")).not.toContainText(CALLED);
  await expect(page.getByText(/部屋|計画/)).toHaveCount(0);
  await expect.poll(async () => (await context.cookies(herUrl)).length).toBe(0);
  await page.goBack();
  await expect(page.getByText(/さがします|こころの/)).toHaveCount(0);
  await expect(page.getByText(CALLED)).toHaveCount(0);
});

test("a stranger who has the address comes to the first page", async ({ page, herUrl }) => {
  for (const path of ["/a", "/c", "/d"]) {
    await page.goto(herUrl + path);
    await expect(page.getByRole("link", { name: "つぎへ" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("カードを");
  }
});
