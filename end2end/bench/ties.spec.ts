/** つながりの図 with forty ties: from the answer of the server to the laid out drawing. */
import { expect, type Page, test } from "@playwright/test";
import { acceptCase } from "../support/case";
import { quiet, sayTimes } from "../support/figure";
import { Server } from "../support/server";
import { openPart, signIn } from "../support/staff";
import { describe } from "../support/ties";

const TIES = 40;
/** Times that it is drawn. */
const TURNS = 60;
/** What drawing may take. Milliseconds. */
const AIM = 16;

interface Drawn {
  /** When the answer was here, and when the drawing was laid out. */
  answered: number;
  laidOut: number;
}

declare global {
  interface Window {
    drawn?: Drawn;
  }
}

/** Opens the part and answers how long it took from the answer to the laid out drawing. */
async function draw(page: Page): Promise<number> {
  await openPart(page, "いま");
  await quiet(page);
  await page.evaluate(() => {
    window.drawn = undefined;
    performance.clearResourceTimings();
    const seen = new MutationObserver(() => {
      const drawing = document.querySelector<SVGSVGElement>(".ecomap__svg");
      if (drawing === null) {
        return;
      }
      seen.disconnect();
      // Asking for its size makes the browser lay it out now.
      drawing.getBoundingClientRect();
      const laidOut = performance.now();
      const asked = performance.getEntriesByType("resource").filter((one) => one.name.endsWith("/api/ask/ties"));
      const last = asked.pop() as PerformanceResourceTiming | undefined;
      window.drawn = { answered: last?.responseEnd ?? Number.NaN, laidOut };
    });
    seen.observe(document.body, { childList: true, subtree: true });
  });
  await openPart(page, "家族・つながり");
  await page.waitForFunction(() => window.drawn !== undefined);
  await expect(page.locator(".ecomap__knot")).toHaveCount(TIES + 1);
  const drawn = await page.evaluate(() => window.drawn);
  const took = (drawn?.laidOut ?? Number.NaN) - (drawn?.answered ?? Number.NaN);
  if (!(took > 0)) {
    throw new Error("the drawing was there before its answer");
  }
  return took;
}

test("the ties", async ({ browser }) => {
  const server = await Server.start({ cards: 1 });
  try {
    const page = await browser.newPage();
    await signIn(page, server.staffUrl, "ichiko");
    await acceptCase(page, "つなぐ");
    await describe(page, TIES);
    const chromium = await page.context().newCDPSession(page);
    for (const slower of [1, 4]) {
      await chromium.send("Emulation.setCPUThrottlingRate", { rate: slower });
      const times: number[] = [];
      for (let turn = 0; turn < TURNS; turn += 1) {
        times.push(await draw(page));
      }
      const speed = slower === 1 ? "" : `, CPU ${slower}× slower`;
      sayTimes(`ecomap of ${TIES} ties, from the answer until laid out${speed}`, times, slower === 1 ? AIM : undefined);
    }
  } finally {
    await server.stop();
  }
});
