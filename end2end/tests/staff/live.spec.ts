/** 知らせの線: many windows of one browser, one stream; who holds it may close at any time. */
import type { BrowserContext, Page, Request } from "@playwright/test";
import { askMove } from "../../support/board";
import { acceptCase } from "../../support/case";
import { dialog, expectTold, field, fillSignIn, PASSWORD, press, rail, signIn } from "../../support/staff";
import { expect, test } from "../../support/test";

// Eight windows start the program eight times.
test.describe.configure({ mode: "serial", timeout: 120_000 });

const LIVE = "/api/live";
/** Over HTTP/1.1 a browser opens six connections to a host. */
const WINDOWS = 8;

/** The streams of a browser: the windows that opened one, and how many are open. */
function streamsOf(context: BrowserContext): { opened: Page[]; open: () => number } {
  const opened: Page[] = [];
  const open = new Map<Request, Page>();
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === LIVE) {
      const page = request.frame().page();
      opened.push(page);
      open.set(request, page);
    }
  });
  for (const end of ["requestfinished", "requestfailed"] as const) {
    context.on(end as "requestfinished", (request) => open.delete(request));
  }
  // Of a window that closed nothing more is told.
  return { opened, open: () => [...open.values()].filter((page) => !page.isClosed()).length };
}

const column = (page: Page, stage: string) => page.getByRole("region", { name: stage, exact: true });
const cardIn = (page: Page, stage: string, name: string) =>
  column(page, stage).getByRole("link", { name: new RegExp(`${name}さん`) });

/** Windows of one browser, all at the board; the first signs in, the others are in with it. */
async function windows(context: BrowserContext, staffUrl: string): Promise<Page[]> {
  const all = [await context.newPage()];
  await signIn(all[0] as Page, staffUrl, "ichiko");
  while (all.length < WINDOWS) {
    const page = await context.newPage();
    await page.goto(staffUrl);
    await expect(page.getByRole("heading", { name: "ケースボード" })).toBeVisible();
    all.push(page);
  }
  return all;
}

test("eight windows stay usable with one stream, and when its window closes the next takes over", async ({
  enter,
  newTablet,
  staffUrl,
}) => {
  const other = await enter("ichiko");
  for (const name of ["るり", "れお", "ろか"]) {
    await acceptCase(other, name);
    await rail(other, "ボード");
  }
  const browser = await newTablet();
  const streams = streamsOf(browser);
  const all = await windows(browser, staffUrl);
  await expect.poll(() => streams.opened.length).toBe(1);

  await test.step("somebody else moves a card", async () => {
    await askMove(other, "るりさん", "アセスメント");
    await expectTold(other, "るりさんを「受理」から「アセスメント」へ動かしました");
    await Promise.all(
      all.map((page) => expect(cardIn(page, "アセスメント", "るり")).toBeVisible()),
    );
  });
  await test.step("the eighth window moves one itself", async () => {
    await askMove(all[WINDOWS - 1] as Page, "れおさん", "アセスメント");
    await Promise.all(
      [other, ...all].map((page) => expect(cardIn(page, "アセスメント", "れお")).toBeVisible()),
    );
  });
  expect(streams.opened, "one stream for all windows").toHaveLength(1);

  await test.step("the window with the stream closes", async () => {
    const holder = streams.opened[0] as Page;
    const rest = all.filter((page) => page !== holder);
    expect(rest).toHaveLength(WINDOWS - 1);
    await holder.close();
    // In the very moment of the change nobody may be listening: what was missed is asked for.
    await askMove(other, "ろかさん", "アセスメント");
    await Promise.all(
      rest.map((page) => expect(cardIn(page, "アセスメント", "ろか")).toBeVisible()),
    );
    expect(streams.opened, "one stream after the other").toHaveLength(2);
    expect(rest).toContain(streams.opened[1]);
    expect(streams.open(), "one at a time").toBe(1);
  });
});

const LEAVE = "/api/session/leave";

test("after signing out in one window no window hears anything more, until somebody signs in", async ({
  enter,
  newTablet,
  staffUrl,
}) => {
  const other = await enter("ichiko");
  const browser = await newTablet();
  const streams = streamsOf(browser);
  const all = await windows(browser, staffUrl);
  await expect.poll(() => streams.opened.length).toBe(1);
  await test.step("sign out in a window that only listens to the others", async () => {
    const follower = all.find((page) => page !== streams.opened[0]) as Page;
    await press(follower, "設定とサインアウト");
    await press(follower, "サインアウト");
    for (const page of all) {
      await expect(page.getByRole("button", { name: "サインインする" })).toBeVisible();
      await expect(page.getByRole("heading", { name: "ケースボード" })).toHaveCount(0);
      await expect(page.getByRole("link", { name: /さん/ })).toHaveCount(0);
    }
    await expect.poll(() => streams.open(), { message: "no stream is left" }).toBe(0);
  });
  await test.step("a change reaches none of them", async () => {
    const asked: string[] = [];
    browser.on("request", (request) => {
      const { pathname } = new URL(request.url());
      // Parts of the program are fetched while nothing else is to do, whoever sits there; and a device that
      // nobody is signed in on asks whether it is lost, which is about nobody.
      if (pathname.startsWith("/api/") && pathname !== LEAVE) {
        asked.push(pathname);
      }
    });
    const control = await enter("ichiko");
    await askMove(other, "るりさん", "支援中");
    const form = dialog(other, "ケースを動かす");
    await field(form, "急いで支援を始める理由").fill("急ぐため");
    await form.getByRole("button", { name: "「支援中」へ動かす" }).click();
    // Where somebody is signed in, it arrives.
    await expect(cardIn(control, "支援中", "るり")).toBeVisible();
    expect(asked, "a window that is signed out asks for nothing").toEqual([]);
    expect(streams.opened).toHaveLength(1);
  });
  await test.step("somebody else signs in in one window, and is in in all, on a line of their own", async () => {
    await fillSignIn(all[2] as Page, "kei", PASSWORD);
    for (const page of all) {
      await expect(page.getByRole("heading", { name: "ケースボード" })).toBeVisible();
      await expect(page.getByRole("link", { name: /るりさん/ })).toHaveCount(0);
    }
    await expect.poll(() => streams.opened.length).toBe(2);
    expect(streams.open()).toBe(1);
  });
});
