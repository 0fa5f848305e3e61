import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";
import type { Settings } from "./support/test";

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(chromium)) {
  throw new Error(`there is no Chromium at ${chromium}: install it, or name it with CHROMIUM`);
}

/** The tablet of the offices, upright; tests touch it. */
const tablet = { viewport: { width: 768, height: 1024 }, hasTouch: true };
/** A small old phone. */
const phone = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true };

export default defineConfig<Settings>({
  testDir: "tests",
  outputDir: "output/traces",
  forbidOnly: Boolean(process.env.CI),
  // A machine under load may be late once. What passes only then is told by name, and is to be mended.
  retries: 1,
  // Two files at a time, each with a server of its own; they share two cores, so a test may take its time.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "output/report.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    actionTimeout: 15_000,
    // Most tests are about a page and not about what a device keeps of the program.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    // A trace takes a third of the time of all tests; TRACE=1 keeps one of each test that fails.
    trace: process.env.TRACE === undefined ? "off" : "retain-on-failure",
    launchOptions: {
      executablePath: chromium,
      // Chromium's sandbox refuses to work for root.
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "staff-tablet", testDir: "tests/staff", use: tablet },
    { name: "her-phone", testDir: "tests/her", use: phone },
    { name: "her-phone-nojs", testDir: "tests/her", use: { ...phone, javaScriptEnabled: false } },
    // The same story with a server of its own each: her phone runs scripts in one and none in the other.
    { name: "story", testDir: "tests/story", use: { ...tablet, herJavaScript: true }, timeout: 180_000 },
    { name: "story-nojs", testDir: "tests/story", use: { ...tablet, herJavaScript: false }, timeout: 180_000 },
  ],
});
