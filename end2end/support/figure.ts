/** Figures of a measurement, written where `cargo x bench` reads them. */
import { appendFileSync } from "node:fs";
import type { Page } from "@playwright/test";

export interface Figure {
  what: string;
  value: number;
  unit: "ms" | "";
  p95?: number;
  aim?: { at_most: number } | { p95_at_most: number };
}

export function say(figure: Figure): void {
  const kept = process.env.TOMONI_BENCH;
  const line = `${JSON.stringify(figure)}\n`;
  if (kept === undefined) {
    process.stdout.write(line);
  } else {
    appendFileSync(kept, line);
  }
}

/** Median and p95 of some milliseconds; the aim is for the p95. */
export function sayTimes(what: string, times: number[], aim?: number): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)];
  const p95 = at(0.95);
  say({ what, value: at(0.5), unit: "ms", p95, aim: aim === undefined ? undefined : { p95_at_most: aim } });
}

/** Waits until the page has nothing left to do: several times in a row it is woken when it asked to be. */
export async function quiet(page: Page): Promise<void> {
  // Idle callbacks would say the same, but Chromium stops calling them on a page that paints nothing.
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const WHOLE = 40;
        const LATE = 4;
        let idle = 0;
        const look = (asked: number) => {
          idle = performance.now() - asked <= WHOLE + LATE ? idle + 1 : 0;
          if (idle === 5) {
            done();
          } else {
            wait();
          }
        };
        const wait = () => setTimeout(look, WHOLE, performance.now());
        wait();
      }),
  );
}
