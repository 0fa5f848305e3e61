import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, expect, type Page } from "@playwright/test";

/** Contexts without JavaScript: axe, a script, would wait in them forever. */
const scriptless = new WeakSet<BrowserContext>();

export function markScriptless(context: BrowserContext): void {
  scriptless.add(context);
}

/** All that can be another by night than by day. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

/** Fails when axe finds a serious or critical issue on the page as it stands; asked for some rules only, by these. */
export async function expectNoSeriousAxe(page: Page, rules?: string[]): Promise<void> {
  const { violations } = scriptless.has(page.context()) ? await analyzeCopy(page, rules) : await analyze(page, rules);
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `    ${html}`).join("\n")}`);
  expect(serious, `axe on ${new URL(page.url()).pathname}`).toEqual([]);
}

function analyze(page: Page, rules?: string[]) {
  // Without frames nothing has to be gathered on a page of its own, and only what is wrong is asked for.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  return (rules === undefined ? axe : axe.withRules(rules)).analyze();
}

/** For each context without JavaScript one in which axe can run; closed with it. */
const copies = new WeakMap<BrowserContext, Promise<BrowserContext>>();

function copyOf(page: Page): Promise<BrowserContext> {
  const original = page.context();
  const known = copies.get(original);
  if (known !== undefined) {
    return known;
  }
  const browser = original.browser();
  if (browser === null) {
    throw new Error("the page has no browser");
  }
  // Playwright gives a new context the project's options: a project without JavaScript has to be overruled.
  const made = browser.newContext({ locale: "ja-JP", javaScriptEnabled: true });
  copies.set(original, made);
  // Where the browser goes in the same moment, the copy goes with it.
  original.on("close", () => void made.then((copy) => copy.close()).catch(() => undefined));
  return made;
}

/** Shows the same markup with the same sheets, less its scripts, in a context where axe can run. */
async function analyzeCopy(page: Page, rules?: string[]) {
  const body = (await page.content()).replace(/<script\b[^>]*>[\s\S]*?<\/script>/gi, "");
  const copy = await (await copyOf(page)).newPage();
  try {
    const size = page.viewportSize();
    if (size !== null) {
      await copy.setViewportSize(size);
    }
    const night = await page.evaluate(() => window.matchMedia("(prefers-color-scheme: dark)").matches);
    await copy.emulateMedia({ colorScheme: night ? "dark" : "light", reducedMotion: "reduce" });
    await copy.route(page.url(), (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
    await copy.goto(page.url());
    return await analyze(copy, rules);
  } finally {
    await copy.close();
  }
}
