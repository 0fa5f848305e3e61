/** はなれる: from the press to the blank screen, on a phone a sixth as fast as this machine. */
import { type Page, test } from "@playwright/test";
import { say } from "../support/figure";
import { comeIn } from "../support/her";
import { makeHousehold } from "../support/household";
import { Server } from "../support/server";

const SLOWER = 6;
/** Presses of each kind. */
const TURNS = 120;
/** What 99 of 100 presses may take until the screen is blank. Milliseconds. */
const AIM = 100;

interface Blank {
  /** From the press until nothing of the page is shown any more, and until that was painted. */
  hidden: number;
  painted: number;
}

declare global {
  interface Window {
    blank?: Blank;
  }
}

/** Runs before every script of the page. */
function watchTheScreen(): void {
  let pressed = Number.NaN;
  for (const name of ["click", "keyup"]) {
    addEventListener(
      name,
      (event) => {
        pressed = event.timeStamp;
      },
      true,
    );
  }
  new MutationObserver(() => {
    if (document.documentElement.hidden && window.blank === undefined) {
      const hidden = performance.now() - pressed;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          window.blank = { hidden, painted: performance.now() - pressed };
        };
        port2.postMessage(null);
      });
    }
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ["hidden"] });
}

async function byButton(page: Page): Promise<void> {
  await page.getByRole("button", { name: "はなれる" }).last().click();
}

async function byKeys(page: Page): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await page.keyboard.press("Shift");
  }
}

/** A page without its wasm is there once its text is; with it, once it has come alive. */
async function ready(page: Page, wasm: boolean): Promise<void> {
  await page.locator(wasm ? "body[data-ready]" : "main h1").waitFor();
}

test("the exit", async ({ browser }) => {
  const server = await Server.start();
  try {
    const household = await makeHousehold(browser, server);
    for (const [what, wasm, leave] of [
      ["button", true, byButton],
      ["button, the wasm refused", false, byButton],
      ["Shift three times", true, byKeys],
    ] as const) {
      const context = await browser.newContext({
        viewport: { width: 375, height: 667 },
        hasTouch: true,
        isMobile: true,
      });
      const page = await context.newPage();
      await comeIn(page, server.herUrl, household.takeLine());
      await page.addInitScript(watchTheScreen);
      // She stays where she is, so that the blank screen can be looked at and the next turn needs no line.
      await context.route(/\/[xo]$/, (route) => route.fulfill({ status: 204 }));
      if (!wasm) {
        await context.route("**/app_bg.wasm", (route) => route.abort());
      }
      const chromium = await context.newCDPSession(page);
      await chromium.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
      const blanks: Blank[] = [];
      for (let turn = 0; turn < TURNS; turn += 1) {
        await page.goto(`${server.herUrl}/a`);
        await ready(page, wasm);
        await leave(page);
        const seen = await page.waitForFunction(() => window.blank);
        blanks.push((await seen.jsonValue()) as Blank);
      }
      for (const part of ["hidden", "painted"] as const) {
        const times = blanks.map((blank) => blank[part]).sort((a, b) => a - b);
        const at = (share: number) => times[Math.min(Math.floor(times.length * share), times.length - 1)] ?? Number.NaN;
        const which = part === "hidden" ? "nothing shown" : "painted blank";
        const name = `exit by ${what}, ${which}, CPU ${SLOWER}× slower`;
        say({ what: name, value: at(0.5), p95: at(0.95), unit: "ms" });
        say({ what: `${name}, p99`, value: at(0.99), unit: "ms", aim: { at_most: AIM } });
      }
      await context.close();
    }
  } finally {
    await server.stop();
  }
});
