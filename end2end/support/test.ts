/** The `test` of every spec: a server of its own, and pages that are watched. */
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, test as base } from "@playwright/test";
import { markScriptless } from "./axe";
import { comeIn } from "./her";
import { type Household, makeHousehold, newCard } from "./household";
import { watch } from "./quiet";
import { STARTS_AT, Server } from "./server";
import { fillSignIn, type Login, PASSWORD, signIn } from "./staff";

export { expect } from "@playwright/test";
export { expectNoSeriousAxe } from "./axe";
export { look } from "./look";
export { keepScreen } from "./screen";

/** What a project may set. */
export interface Settings {
  /** Whether her phone runs scripts in the story. */
  herJavaScript: boolean;
}

interface PerWorker {
  /** What the tests of a worker share. */
  town: Town;
}

interface PerTest {
  /** One server for the tests of a file, so that no file finds what another left behind. */
  server: Server;
  /** A woman with a shared plan and a card; made when first asked for. */
  household: Household;
  /** `http://localhost:PORT`. */
  staffUrl: string;
  /** `http://127.0.0.1:PORT`. */
  herUrl: string;
  /** Sets the clock of the server and of every page of this test. */
  setClock: (iso: string) => Promise<void>;
  /** Another tablet: a second member of staff beside `page`. */
  newTablet: () => Promise<BrowserContext>;
  /** A member of staff on a tablet of their own, signed in, at the board. */
  enter: (login: Login) => Promise<Page>;
  /** Lets time pass; each of these people is at the same screen again, signed in anew where the session is over. */
  later: (iso: string, ...people: [page: Page, login: Login][]) => Promise<void>;
  /** A phone for her, with or without JavaScript. */
  newPhone: (how: { javaScript: boolean }) => Promise<BrowserContext>;
  /** She on a phone of her own, come in with that line of her card; with scripts as the project has them. */
  herVisit: (line: string, how?: { javaScript: boolean }) => Promise<Page>;
  /** Lines of a new card for the woman of the household, whose first may be used up by now. */
  card: string[];
  /** All contexts of this test, watched; used by the others and never by hand. */
  contexts: { open: (context: BrowserContext) => Promise<BrowserContext>; all: BrowserContext[] };
  noPanic: undefined;
}

/** The clock that pages and server share; a server keeps it from test to test. */
let now = STARTS_AT;

/** The server that runs, and who lives there. */
class Town {
  private of = "";
  private server: Server | undefined;
  private household: Household | undefined;

  /** The server of these tests; that of the ones before them ends. */
  async serverOf(tests: string): Promise<Server> {
    if (this.server === undefined || this.of !== tests) {
      await this.close();
      this.server = await Server.start();
      this.of = tests;
      now = STARTS_AT;
    }
    return this.server;
  }

  async householdOn(server: Server, browser: Browser): Promise<Household> {
    this.household ??= await makeHousehold(browser, server);
    return this.household;
  }

  async close(): Promise<void> {
    await this.server?.stop();
    this.server = undefined;
    this.household = undefined;
  }
}

export const test = base.extend<PerTest & Settings, PerWorker>({
  herJavaScript: [true, { option: true }],

  town: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const town = new Town();
      await use(town);
      await town.close();
    },
    { scope: "worker" },
  ],

  server: async ({ town }, use, info) => {
    // Her files share a woman whose plan takes longer to make than most of them to run; one uses her whole card.
    const shares = info.project.name.startsWith("her-phone") && !info.file.endsWith("door.spec.ts");
    await use(await town.serverOf(shares ? info.project.name : info.file));
  },

  household: [
    async ({ browser, server, town }, use) => use(await town.householdOn(server, browser)),
    { timeout: 120_000 },
  ],

  staffUrl: async ({ server }, use) => use(server.staffUrl),
  herUrl: async ({ server }, use) => use(server.herUrl),

  contexts: async ({ server }, use) => {
    const all: BrowserContext[] = [];
    const breaches: string[][] = [];
    await use({
      all,
      open: async (context) => {
        all.push(context);
        breaches.push(watch(context, [server.staffUrl, server.herUrl]));
        await showClock(context, now);
        return context;
      },
    });
    const found = breaches.flat();
    if (found.length > 0) {
      throw new Error(`the page did what it must not:\n${found.join("\n")}`);
    }
  },

  context: async ({ context, contexts, javaScriptEnabled }, use) => {
    if (javaScriptEnabled === false) {
      markScriptless(context);
    }
    await use(await contexts.open(context));
  },

  setClock: async ({ server, contexts }, use) =>
    use(async (iso) => {
      await server.setClock(iso);
      now = iso;
      for (const context of contexts.all) {
        await showClock(context, iso);
      }
    }),

  newTablet: async ({ browser, contexts }, use) =>
    withContexts(use, (opened) => async () => {
      const context = await browser.newContext(
        japanese({
          viewport: { width: 768, height: 1024 },
          hasTouch: true,
          isMobile: false,
          javaScriptEnabled: true,
        }),
      );
      opened.push(context);
      return contexts.open(context);
    }),

  enter: async ({ newTablet, staffUrl }, use) =>
    use(async (login) => {
      const page = await (await newTablet()).newPage();
      await signIn(page, staffUrl, login);
      return page;
    }),

  later: async ({ setClock }, use) =>
    use(async (iso, ...people) => {
      await setClock(iso);
      for (const [page, login] of people) {
        await page.reload();
        const form = page.getByRole("button", { name: "サインインする" });
        const inside = page.getByRole("navigation", { name: "おもな画面" });
        await form.or(inside).waitFor();
        if (await form.isVisible()) {
          await fillSignIn(page, login, PASSWORD);
          await inside.waitFor();
        }
      }
    }),

  newPhone: async ({ browser, contexts }, use) =>
    withContexts(use, (opened) => async ({ javaScript }) => {
      const context = await browser.newContext(
        japanese({
          viewport: { width: 375, height: 667 },
          hasTouch: true,
          isMobile: true,
          javaScriptEnabled: javaScript,
        }),
      );
      opened.push(context);
      if (!javaScript) {
        markScriptless(context);
      }
      return contexts.open(context);
    }),

  herVisit: async ({ newPhone, herJavaScript, herUrl }, use) =>
    use(async (line, how = { javaScript: herJavaScript }) => {
      const page = await (await newPhone(how)).newPage();
      await comeIn(page, herUrl, line);
      return page;
    }),

  card: async ({ household, enter }, use) => {
    base.expect(household).toBeDefined();
    await use(await newCard(enter));
  },

  noPanic: [
    async ({ server }, use) => {
      const before = server.log.length;
      await use(undefined);
      const line = server.log.slice(before).split("\n").find((line) => /panic/i.test(line));
      if (line !== undefined) {
        throw new Error(`the server panicked: ${line}`);
      }
    },
    { auto: true },
  ],
});

/** Hands a way to open contexts to the test and closes them after it. */
async function withContexts<T>(
  use: (open: T) => Promise<void>,
  opening: (opened: BrowserContext[]) => T,
): Promise<void> {
  const opened: BrowserContext[] = [];
  await use(opening(opened));
  for (const context of opened) {
    await context.close();
  }
}

function japanese(options: BrowserContextOptions): BrowserContextOptions {
  return { locale: "ja-JP", timezoneId: "Asia/Tokyo", ...options };
}

/** Gives pages the server's date: they put the time of occurrence into what they send. */
async function showClock(context: BrowserContext, iso: string): Promise<void> {
  await context.clock.setFixedTime(iso);
}
