/** はなれる: in reach wherever she is, and by every way there is. */
import type { BrowserContext, Page } from "@playwright/test";
import { comeIn, item, leave, toTalk, wishBox } from "../../support/her";
import { expect, test } from "../../support/test";

/** Her pages that anybody reaches, and those of her visit. */
const OPEN = ["/", "/1", "/s"];
const HERS = ["/a", "/c", "/d", "/g", "/k", "/t"];

/** Pushes the page through its whole height and answers where either button could not be pressed. */
async function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const STEPS = 20;
    const missed: string[] = [];
    const far = document.documentElement.scrollHeight - window.innerHeight;
    for (let step = 0; step <= STEPS; step += 1) {
      window.scrollTo(0, (far * step) / STEPS);
      for (const [at, exit] of [...document.querySelectorAll(".exit")].entries()) {
        const box = exit.getBoundingClientRect();
        for (const [x, y] of [
          [box.left + box.width / 2, box.top + box.height / 2],
          [box.left + 12, box.top + 12],
          [box.right - 12, box.bottom - 12],
        ] as const) {
          const hit = document.elementFromPoint(x, y);
          if (hit?.closest(".exit") !== exit) {
            missed.push(`button ${at} at ${step}/${STEPS}: ${hit?.tagName} ${hit?.className}`);
          }
        }
      }
    }
    return missed;
  });
}

test("the exit is never covered, on top and at the thumb, however far she has read", async ({ page, herUrl, card }) => {
  const [line = ""] = card;
  const look = async (paths: string[]) => {
    for (const path of paths) {
      await page.goto(herUrl + path);
      for (const size of [
        { width: 320, height: 480 },
        { width: 375, height: 667 },
        { width: 812, height: 375 },
      ]) {
        await page.setViewportSize(size);
        await expect(page.getByRole("button", { name: "はなれる" })).toHaveCount(2);
        expect(await outOfReach(page), `${path} at ${size.width}`).toEqual([]);
      }
    }
  };
  await look(OPEN);
  await comeIn(page, herUrl, line);
  await look(HERS);
});

test("after the exit neither Back nor Forward shows anything of hers", async ({ page, herUrl, card }) => {
  const [line = ""] = card;
  await page.goto("about:blank");
  await comeIn(page, herUrl, line);
  await toTalk(page);
  await wishBox(page).fill("だれにも みせない");
  await leave(page);
  for (const step of ["back", "back", "back", "forward", "forward"] as const) {
    await (step === "back" ? page.goBack() : page.goForward());
    await expect(page.getByRole("heading", { name: /さん/ })).toHaveCount(0);
    await expect(page.getByText(/だれにも|さがします|こころの/)).toHaveCount(0);
    await expect(page.getByRole("textbox", { name: /きぼう$/ })).toHaveCount(0);
  }
});

/** The cookie of her visit, as a header. */
async function ticket(context: BrowserContext, herUrl: string): Promise<string> {
  const cookies = await context.cookies(herUrl);
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

test("the visit is over on the server at once, by button, by keys and by taps", async ({
  newPhone,
  herUrl,
  card,
  playwright,
}) => {
  const server = await playwright.request.newContext();
  const ways: [string, (page: Page) => Promise<void>][] = [
    ["button", (page) => page.getByRole("button", { name: "はなれる" }).last().click()],
    [
      "keys",
      async (page) => {
        for (let times = 0; times < 3; times += 1) {
          await page.keyboard.press("Shift");
        }
      },
    ],
    [
      "taps",
      async (page) => {
        for (let times = 0; times < 3; times += 1) {
          await page.getByRole("banner").tap({ position: { x: 4, y: 4 } });
        }
      },
    ],
  ];
  for (const [way, go] of ways) {
    const context = await newPhone({ javaScript: true });
    const page = await context.newPage();
    await comeIn(page, herUrl, card.shift() ?? "");
    const cookie = await ticket(context, herUrl);
    const open = async () => {
      const answer = await server.get(`${herUrl}/a`, { headers: { cookie }, maxRedirects: 0 });
      return answer.status();
    };
    expect(await open(), way).toBe(200);
    await go(page);
    await expect.poll(open, { message: way, intervals: [50], timeout: 5_000 }).toBe(303);
    await page.waitForURL((url) => url.pathname === "/o");
  }
  await server.dispose();
});

test("what only looks like the three keys or taps leaves nothing", async ({ herVisit, card }) => {
  const [line = ""] = card;
  const page = await herVisit(line, { javaScript: true });
  for (const key of ["Shift", "Shift", "a", "Shift", "Shift+A", "Shift+B", "Shift+C", "Shift"]) {
    await page.keyboard.press(key);
  }
  await page.getByRole("banner").tap({ position: { x: 4, y: 4 } });
  await page.getByRole("banner").tap({ position: { x: 4, y: 4 } });
  await expect(page.getByRole("heading", { level: 1, name: /さん/ })).toBeVisible();
  await page.keyboard.press("a");
  await expect(item(page, /さがします/)).toBeVisible();
});

test("out of sight the page is blank at once, and gone after twenty seconds", async ({ newPhone, herUrl, card }) => {
  const [line = ""] = card;
  const page = await (await newPhone({ javaScript: true })).newPage();
  await page.clock.install();
  await comeIn(page, herUrl, line);
  const show = (hidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, hidden);
  const heading = page.getByRole("heading", { level: 1, name: /さん/ });
  await show(true);
  await expect(page.locator("body")).toBeHidden();
  // The page's clock runs on by itself as well.
  await page.clock.runFor(15_000);
  await show(false);
  await expect(heading).toBeVisible();
  // The time begins anew each time.
  await show(true);
  await page.clock.runFor(15_000);
  await expect(page.locator("body")).toBeHidden();
  await page.clock.runFor(5_500);
  await page.waitForURL((url) => url.pathname === "/o");
  await expect(heading).toHaveCount(0);
});

test("the exit needs no wasm: refused, broken, or not there yet", async ({ newPhone, herUrl, card }) => {
  for (const what of ["refused", "broken", "late"] as const) {
    const context = await newPhone({ javaScript: true });
    const late: (() => void)[] = [];
    await context.route("**/app_bg.wasm", async (route) => {
      if (what === "refused") {
        await route.abort();
      } else if (what === "broken") {
        await route.fulfill({ contentType: "application/wasm", body: "no wasm" });
      } else {
        await new Promise<void>((done) => late.push(done));
        await route.abort();
      }
    });
    for (const way of ["button", "keys"] as const) {
      const page = await context.newPage();
      await comeIn(page, herUrl, card.shift() ?? "");
      if (way === "button") {
        await leave(page);
      } else {
        for (let times = 0; times < 3; times += 1) {
          await page.keyboard.press("Shift");
        }
        await page.waitForURL((url) => url.pathname === "/o");
      }
      await expect.poll(async () => (await context.cookies(herUrl)).length).toBe(0);
      await page.close();
    }
    for (const done of late) {
      done();
    }
  }
});
