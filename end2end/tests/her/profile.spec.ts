/** After her visit nothing of hers is in the browser's profile: every byte of it is searched. */
import { rmSync } from "node:fs";
import { createServer, type Server as Site } from "node:http";
import type { AddressInfo } from "node:net";
import { comeIn, comment, item, leave, toFields, toTalk, tryLine, wishBox } from "../../support/her";
import { CALLED, newCard } from "../../support/household";
import { found, mark, withProfile } from "../../support/profile";
import { expect, test } from "../../support/test";

test.describe.configure({ timeout: 180_000 });

/** Long enough to stand in no file by chance. */
const LONG_PIN = "739164820517";
const MISTYPED = "739164820571";

/** A site like most: it may be cached, sets a cookie that stays, and has an ordinary form. */
async function ordinary(body: string): Promise<{ url: string; site: Site; asked: string[] }> {
  const asked: string[] = [];
  const site = createServer((request, answer) => {
    asked.push(String(request.headers["accept-encoding"]));
    answer.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "max-age=86400",
      "set-cookie": `kept=${body}; Max-Age=86400`.replace("ねこ", ""),
    });
    answer.end(
      `<!DOCTYPE html><title>t</title><p>${body}</p><form><input id="i" name="i"><textarea id="t"></textarea></form>` +
        `<a href="/second">next</a>`,
    );
  });
  await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(site.address() as AddressInfo).port}`, site, asked };
}

test("the search finds what an ordinary site leaves behind", async ({ browserName }, info) => {
  expect(browserName).toBe("chromium");
  const marks = { address: mark("address"), page: mark("page"), typed: mark("typed"), stored: mark("stored") };
  const { url, site, asked } = await ordinary(marks.page);
  const profile = await withProfile(info, true, async (page) => {
    await page.goto(`${url}/?${encodeURIComponent(marks.address)}`);
    await page.locator("#t").fill(marks.typed);
    await page.evaluate((stored) => localStorage.setItem("kept", stored), marks.stored);
    await page.getByRole("link", { name: "next" }).click();
    await page.waitForURL(`${url}/second`);
    await page.goBack();
    await page.waitForURL((at) => at.search !== "");
  });
  await new Promise((done) => site.close(done));
  expect(asked[0]).toBe("identity");
  const hits = found(profile, marks);
  for (const what of Object.keys(marks)) {
    expect(hits.some((hit) => hit.startsWith(what)), `${what} was planted: ${hits.join("; ")}`).toBe(true);
  }
  rmSync(profile, { recursive: true, force: true });
});

/** How a visit ends. */
const ENDS = ["left", "closed"] as const;

test("nothing of her visit is in the profile, whether she left or closed the window", async ({
  herUrl,
  enter,
  household,
  javaScriptEnabled,
}, info) => {
  expect(household).toBeDefined();
  const lines = await newCard(enter, LONG_PIN);
  for (const end of ENDS) {
    const line = lines.shift() ?? "";
    const marks: Record<string, string> = {
      "own words": mark("words"),
      comment: mark("comment"),
      wish: mark("wish"),
      "comment on all": mark("about"),
      name: mark("name"),
      relation: mark("relation"),
      "words never sent": mark("unsent"),
    };
    const hers: Record<string, string> = {
      ...marks,
      "line of the card": line,
      "the line without hyphens": line.replaceAll("-", ""),
      pin: LONG_PIN,
      "a number typed wrong": MISTYPED,
      "called name": `${CALLED}さん`,
      worker: "試験 一子",
      agency: "みほん市福祉課",
      "her wish": "しずかな 部屋で ねむりたい",
      "what she is": "女性相談",
      "what it is": "個別支援計画",
    };
    const profile = await withProfile(info, javaScriptEnabled !== false, async (page, context) => {
      await page.goto("about:blank");
      await toFields(page, herUrl);
      await tryLine(page, line, MISTYPED);
      await expect(page.getByRole("alert")).toBeVisible();
      await comeIn(page, herUrl, line, LONG_PIN);
      for (const { value } of await context.cookies(herUrl)) {
        hers.cookie = value;
      }
      const home = item(page, /さがします/);
      await home.getByRole("radio", { name: /^そうしたい/ }).check();
      await home.getByRole("textbox", { name: /^じぶんの/ }).fill(marks["own words"] ?? "");
      await comment(home, marks.comment ?? "");
      await expect(page.getByText(marks.comment ?? "").first()).toBeVisible();
      await toTalk(page);
      await wishBox(page).fill(marks.wish ?? "");
      await page.getByRole("textbox", { name: /きたいこと/ }).fill(marks["comment on all"] ?? "");
      await page.getByRole("button", { name: "おくる" }).click();
      await expect(page.getByRole("blockquote").first()).toContainText(marks.wish ?? "");
      await page.getByRole("link", { name: /^あなたの つながり/ }).click();
      await page.getByRole("combobox").selectOption({ label: "ここに いない ひとを かきたす" });
      await page.getByRole("textbox", { name: /^「かきたす」/ }).fill(marks.name ?? "");
      await page.getByRole("textbox", { name: /^その/ }).fill(marks.relation ?? "");
      await page.getByRole("button", { name: "おくる" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await page.getByRole("link", { name: /^もどる/ }).click();
      await toTalk(page);
      await wishBox(page).fill(marks["words never sent"] ?? "");
      await page.getByRole("button", { name: /けす$/ }).click();
      await expect(wishBox(page)).toHaveValue(marks["words never sent"] ?? "");
      if (end === "left") {
        await leave(page);
      }
    });
    expect(found(profile, hers), `${end}, ${info.project.name}`).toEqual([]);
    rmSync(profile, { recursive: true, force: true });
  }
});
