/** Browsers and connections that make it hard: stripped, translating, dropping. */
import type { Page } from "@playwright/test";
import { comeIn, comment, item, leave, toTalk, tryLine, wishBox } from "../../support/her";
import { expect, test } from "../../support/test";

/** What iOS takes away in Lockdown Mode. */
function strip(): void {
  for (const name of ["WebAssembly", "indexedDB", "caches", "FontFace", "RTCPeerConnection", "AudioContext"]) {
    Reflect.deleteProperty(globalThis, name);
  }
  Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
}

test("a stripped browser has everything she needs", async ({ newPhone, herUrl, card, setClock }) => {
  const [first = "", second = ""] = card;
  const context = await newPhone({ javaScript: true });
  await context.addInitScript(strip);
  await context.route(/\.(woff2?|ttf|otf)$/, (route) => route.abort());
  const page = await context.newPage();
  await setClock("2026-05-09T09:00:00+09:00");
  await comeIn(page, herUrl, first);
  const bare = () =>
    page.evaluate(() => [typeof WebAssembly, typeof indexedDB, typeof caches, "serviceWorker" in navigator]);
  expect(await bare()).toEqual(["undefined", "undefined", "undefined", false]);
  await item(page, /さがします/).getByRole("radio", { name: /^今/ }).check();
  await item(page, /さがします/).getByRole("button", { name: "おくる" }).click();
  await expect(item(page, /さがします/)).toContainText(/うけとりました/);
  await toTalk(page);
  await wishBox(page).fill("ゆっくり かく");
  await page.getByRole("button", { name: /けす$/ }).click();
  await expect(page.getByRole("button", { name: /つける$/ })).toBeVisible();
  await expect(wishBox(page)).toHaveValue("ゆっくり かく");
  // Nothing keeps her words but the server, and her time passes while she writes.
  await setClock("2026-05-09T09:40:00+09:00");
  await page.getByRole("button", { name: "おくる" }).click();
  await expect(page.getByRole("alert")).toContainText(/時間/);
  await expect(page.getByText("ゆっくり かく")).toHaveCount(0);
  await tryLine(page, second, "481927");
  await expect(page.getByRole("status").filter({ hasText: /あなたが 書/ })).toBeVisible();
  await expect(wishBox(page)).toHaveValue("ゆっくり かく");
  // What waits stands before her at every beginning until she has sent it.
  await page.getByRole("button", { name: "おくる" }).click();
  await expect(page.getByRole("blockquote").first()).toContainText("ゆっくり かく");
  await leave(page);
});

/** A translating browser puts every text into elements of its own, again and again. */
function rewriteThePage(): void {
  const rewrite = (root: Node) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) {
      texts.push(walker.currentNode as Text);
    }
    for (const text of texts) {
      const around = text.parentElement;
      const own = around?.closest("[translate=no], script, style, textarea, font, title");
      if (around === null || own || text.data.trim() === "") {
        continue;
      }
      const outer = document.createElement("font");
      const inner = document.createElement("font");
      inner.textContent = `[${text.data}]`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  };
  addEventListener("DOMContentLoaded", () => {
    rewrite(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) {
        for (const node of change.addedNodes) {
          rewrite(node);
        }
      }
    }).observe(document.documentElement, { childList: true, subtree: true });
  });
}

test("a browser that rewrites the page takes nothing away, and leaves her words alone", async ({
  newPhone,
  herUrl,
  card,
}) => {
  const [line = ""] = card;
  const context = await newPhone({ javaScript: true });
  await context.addInitScript(rewriteThePage);
  const page = await context.newPage();
  await page.goto(herUrl);
  await page.getByRole("link", { name: /つぎへ/ }).click();
  await page.getByRole("textbox", { name: /カードの/ }).fill(line);
  await page.getByRole("textbox", { name: /あなたが/ }).fill("481927");
  await page.getByRole("button", { name: /つぎへ/ }).click();
  const main = page.getByRole("main");
  await expect(main.locator("font").first()).toBeVisible();
  await expect(page.getByText("しずかな 部屋で ねむりたい", { exact: true }).first()).toBeAttached();
  await expect(page.locator("[translate=no] font")).toHaveCount(0);
  const home = item(page, /さがします/);
  await home.getByRole("radio", { name: /そうしたい/ }).check();
  await home.getByRole("button", { name: /おくる/ }).click();
  await expect(item(page, /さがします/)).toContainText(/うけとりました/);
  await page.getByRole("link", { name: /きたす/ }).click();
  const wish = page.getByRole("textbox", { name: /きぼう/ });
  await wish.fill("ことばを かえないで");
  await page.getByRole("button", { name: /けす/ }).click();
  await expect(wish).toHaveValue("ことばを かえないで");
  await page.getByRole("button", { name: /つける/ }).click();
  await page.getByRole("button", { name: /おくる/ }).click();
  await expect(page.getByRole("blockquote").first()).toHaveText("ことばを かえないで");
  await page.getByRole("button", { name: /はなれる/ }).first().click();
  await page.waitForURL((url) => url.pathname === "/o");
});

test("a slow answer never takes her back from the page she asked for after it, and what she sends goes once", async ({
  newPhone,
  herUrl,
  card,
}) => {
  const [line = ""] = card;
  const page = await (await newPhone({ javaScript: true })).newPage();
  await comeIn(page, herUrl, line);
  /** Answers to these wait until they are let go. */
  const hold = async (method: string) => {
    let go = () => {};
    const held = new Promise<void>((done) => {
      go = done;
    });
    const seen: string[] = [];
    await page.route(
      () => true,
      async (route) => {
        if (route.request().method() === method && seen.push(route.request().url()) === 1) {
          await held;
        }
        await route.continue();
      },
    );
    return { go, seen };
  };

  await test.step("of two links the later one stays", async () => {
    const { go, seen } = await hold("GET");
    await page.getByRole("link", { name: /^だれが/ }).first().click();
    await expect.poll(() => seen.length).toBe(1);
    const late = page.waitForResponse(seen[0] ?? "");
    await toTalk(page);
    go();
    await late;
    await wishBox(page).fill("ここに いる");
    await expect(wishBox(page)).toHaveValue("ここに いる");
    await page.unrouteAll();
  });

  await test.step("a link pressed while her words are on their way waits for them", async () => {
    const { go, seen } = await hold("POST");
    await page.getByRole("button", { name: "おくる" }).click();
    await page.getByRole("button", { name: "おくる" }).click();
    await page.getByRole("link", { name: /^もどる/ }).first().click();
    await expect.poll(() => seen.length).toBe(1);
    await expect(wishBox(page)).toHaveValue("ここに いる");
    go();
    await expect(item(page, /さがします/)).toBeVisible();
    expect(seen).toHaveLength(1);
    await page.unrouteAll();
    await toTalk(page);
    await expect(page.getByRole("blockquote").filter({ hasText: "ここに いる" })).toHaveCount(1);
  });

  await test.step("what she sends while the page is being turned goes after it", async () => {
    await wishBox(page).fill("つぎの ことば");
    const { go, seen } = await hold("POST");
    await page.getByRole("button", { name: /けす$/ }).click();
    await expect.poll(() => seen.length).toBe(1);
    await page.getByRole("button", { name: "おくる" }).click();
    go();
    await expect(page.getByRole("blockquote").filter({ hasText: "つぎの ことば" })).toHaveCount(1);
    expect(seen).toHaveLength(2);
    await page.unrouteAll();
  });
});

async function drops(page: Page, away: boolean): Promise<void> {
  await page.context().setOffline(away);
}

test("a connection that drops between pages loses nothing, and nothing arrives twice", async ({
  herVisit,
  card,
}, info) => {
  const [line = ""] = card;
  const asked = `電車の 音は しますか（${info.project.name}）`;
  const page = await herVisit(line, { javaScript: true });
  const note = page.getByRole("status").filter({ hasText: "おくれませんでした" });
  await expect(note).toBeHidden();
  await drops(page, true);
  const home = item(page, /さがします/);
  await comment(home, asked);
  await expect(note).toBeVisible();
  await expect(home.getByRole("textbox", { name: /かならず/ })).toHaveValue(asked);
  const refused = page.waitForEvent("requestfailed");
  await page.getByRole("link", { name: /きたす$/ }).click();
  await refused;
  await expect(home.getByRole("textbox", { name: /かならず/ })).toHaveValue(asked);
  await drops(page, false);
  // The first time the answer is lost on its way back; the words have arrived.
  const lost = page.waitForEvent("requestfailed");
  await page.route(
    "**/b",
    async (route) => {
      await route.fetch({ maxRedirects: 0 });
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await home.getByRole("button", { name: "おくる" }).click();
  // The same press again would send nothing as long as this one is on its way.
  await lost;
  await expect(note).toBeVisible();
  await expect(home.getByRole("textbox", { name: /かならず/ })).toHaveValue(asked);
  await home.getByRole("button", { name: "おくる" }).click();
  await expect(note).toBeHidden();
  await expect(item(page, /さがします/).getByText(asked, { exact: true })).toHaveCount(1);
  // Away, she leaves all the same.
  await drops(page, true);
  await page.getByRole("button", { name: "はなれる" }).first().click();
  await expect(page.getByText(asked)).toHaveCount(0);
  await drops(page, false);
});
