import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

/** Measurements, not tests: `cargo x bench` starts them on a release build and prints what they write. */
export default defineConfig({
  ...tests,
  testDir: "bench",
  outputDir: "output/bench",
  reporter: "dot",
  timeout: 600_000,
  use: { ...tests.use, viewport: { width: 768, height: 1024 }, hasTouch: true, trace: "off", screenshot: "off" },
  projects: [{ name: "bench" }],
});
