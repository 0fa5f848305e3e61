/** ケースボード with a thousand cards on a tablet a quarter as fast as this machine. */
import { expect, type Locator, type Page, test } from "@playwright/test";
import { quiet, say, sayTimes } from "../support/figure";
import { Server } from "../support/server";
import { signIn } from "../support/staff";
import { dragWithFinger, dragWithMouse, swipeUp } from "../support/touch";

const CARDS = 1000;
const SLOWER = 4;
/** Moves of each kind. */
const MOVES = 12;
/** More than the longest column needs. */
const SWIPES = 400;
/** What a task that blocks the screen may take, and a move until it is painted. Milliseconds. */
const AIM = 100;
/** What the app fetches while nobody waits for it. */
const PARTS = ["case", "work", "conference", "council"];

interface Watching {
  tasks: { at: number; took: number }[];
  /** What the reader pressed, and how long until the screen showed what became of it. */
  presses: { name: string; at: number; took: number }[];
  /** When the card now watched was put into the other column. */
  moved?: number;
}

declare global {
  interface Window {
    watching: Watching;
  }
}

/** Long tasks of a stretch of time. */
async function tasksDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
  const from = await page.evaluate(() => performance.now());
  await act();
  return page.evaluate(
    (from) => window.watching.tasks.filter((task) => task.at >= from).map((task) => task.took),
    from,
  );
}

function sayTasks(what: string, tasks: number[]): void {
  const count = (most: number) => tasks.filter((took) => took > most).length;
  say({ what: `${what}: tasks over 50 ms`, value: count(50), unit: "" });
  say({ what: `${what}: tasks over ${AIM} ms`, value: count(AIM), unit: "", aim: { at_most: 0 } });
  say({ what: `${what}: the longest task over 50 ms`, value: Math.max(0, ...tasks), unit: "ms" });
}

/** The cards of one column that are in sight, with their handles. */
function cards(page: Page, column: string): Locator {
  return page.locator(`.column[data-status=${column}] .card:has([data-grip])`);
}

/**
 * Moves the first card of `from` by `move` and answers the milliseconds from letting go (or pressing)
 * until the screen showed it in the other column, as the browser itself tells them (Event Timing).
 */
async function timed(page: Page, move: (card: Locator) => Promise<void>, ends: "pointerup" | "click"): Promise<number> {
  const card = cards(page, "accepted").first();
  const id = await card.getAttribute("data-case");
  await page.evaluate((id) => {
    const watching = window.watching;
    watching.presses = [];
    watching.moved = undefined;
    const list = document.querySelector(".column[data-status=assessing] .column__cards");
    const seen = new MutationObserver(() => {
      if (list?.querySelector(`[data-case="${id}"]`) != null) {
        seen.disconnect();
        watching.moved = performance.now();
      }
    });
    if (list !== null) {
      seen.observe(list, { childList: true, subtree: true });
    }
  }, id);
  // The board is read again after a move; that belongs to it.
  const readAgain = page.waitForResponse((answer) => answer.url().endsWith("/api/ask/board"));
  await move(card);
  await page.waitForFunction(() => window.watching.moved !== undefined);
  await readAgain;
  await quiet(page);
  const took = await page.evaluate((ends) => {
    const { presses, moved = 0 } = window.watching;
    // The menu is opened by a click too: the last press before the card moved is meant.
    const press = presses.filter((press) => press.name === ends && press.at <= moved).pop();
    return press === undefined || moved > press.at + press.took ? undefined : press.took;
  }, ends);
  if (took === undefined) {
    throw new Error("the card was not moved in the frame after the press");
  }
  return took;
}

/** Swipes every column down to its end. */
async function scrollThrough(page: Page): Promise<void> {
  for (const list of await page.locator(".column__cards").all()) {
    await list.evaluate((list) => list.scrollIntoView({ inline: "center", block: "nearest", behavior: "instant" }));
    const left = () => list.evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop);
    for (let swipes = 0; swipes < SWIPES && (await left()) > 1; swipes += 1) {
      await swipeUp(page, list);
    }
    expect(await left(), "the column was not scrolled to its end").toBeLessThanOrEqual(1);
    await list.evaluate((list) => list.scrollTo(0, 0));
  }
}

test("the board", async ({ browser }) => {
  const server = await Server.start({ cards: CARDS });
  try {
    const page = await browser.newPage();
    await page.addInitScript(() => {
      window.watching = { tasks: [], presses: [] };
      new PerformanceObserver((list) => {
        for (const task of list.getEntries()) {
          window.watching.tasks.push({ at: task.startTime, took: task.duration });
        }
      }).observe({ type: "longtask" });
      new PerformanceObserver((list) => {
        for (const press of list.getEntries()) {
          window.watching.presses.push({ name: press.name, at: press.startTime, took: press.duration });
        }
      }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
    });
    const chromium = await page.context().newCDPSession(page);
    await signIn(page, server.staffUrl, "ichiko");
    await expect(page.locator(".board .card")).toHaveCount(CARDS);

    await chromium.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.reload();
    await page.waitForFunction((cards) => document.querySelectorAll(".board .card").length === cards, CARDS);
    const opened = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          requestAnimationFrame(() => setTimeout(() => done(performance.now())));
        }),
    );
    const what = `board of ${CARDS} cards, CPU ${SLOWER}× slower`;
    say({ what: `${what}, opened anew until painted`, value: opened, unit: "ms" });
    // What comes in the background is here.
    await page.waitForFunction((parts) => {
      const came = performance.getEntriesByType("resource").map((one) => one.name);
      return parts.every((part) => came.some((name) => name.endsWith(`/split_${part}.wasm`)));
    }, PARTS);
    await quiet(page);
    const all = await page.evaluate(() => window.watching.tasks.map((task) => task.took));
    say({ what: `${what}, opening: the longest task`, value: Math.max(0, ...all), unit: "ms" });

    sayTasks(`${what}, scrolling`, await tasksDuring(page, () => scrollThrough(page)));
    await page.locator(".board").evaluate((board) => board.scrollTo(0, 0));

    const to = page.locator(".column[data-status=assessing]");
    const times: Record<"mouse" | "finger" | "menu", number[]> = { mouse: [], finger: [], menu: [] };
    const mouse = await tasksDuring(page, async () => {
      for (let move = 0; move < MOVES; move += 1) {
        times.mouse.push(await timed(page, (card) => dragWithMouse(page, card, to), "pointerup"));
      }
    });
    sayTasks(`${what}, dragging by mouse`, mouse);
    const touch = await tasksDuring(page, async () => {
      for (let move = 0; move < MOVES; move += 1) {
        const drag = (card: Locator) => dragWithFinger(page, card.locator("[data-grip]"), to);
        times.finger.push(await timed(page, drag, "pointerup"));
      }
    });
    sayTasks(`${what}, dragging by finger`, touch);
    const menu = await tasksDuring(page, async () => {
      for (let move = 0; move < MOVES; move += 1) {
        const choose = async (card: Locator) => {
          await card.locator("[data-menu]").click();
          await page.getByRole("dialog", { name: "ケースの操作" }).getByRole("button", { name: /「アセスメント」/ }).click();
        };
        times.menu.push(await timed(page, choose, "click"));
      }
    });
    sayTasks(`${what}, moving by menu`, menu);
    for (const [by, took] of Object.entries(times)) {
      sayTimes(`${what}, moved by ${by} until painted`, took, AIM);
    }
  } finally {
    await server.stop();
  }
});
