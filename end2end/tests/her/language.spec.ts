/** Her pages in her language, and read aloud by her own phone; this file runs once with scripts and once without. */
import type { BrowserContext, Page } from "@playwright/test";
import { PIN, toFields } from "../../support/her";
import { part, press, rail, dialog, expectTold, field } from "../../support/staff";
import { expect, expectNoSeriousAxe, keepScreen, look, test } from "../../support/test";

/** Every language by its own name, with its tag and the word on the exit. */
const LANGUAGES = [
  ["日本語", "ja"],
  ["English", "en"],
  ["中文", "zh-Hans"],
  ["Tiếng Việt", "vi"],
  ["한국어", "ko"],
  ["Tagalog", "tl"],
  ["नेपाली", "ne"],
  ["Bahasa Indonesia", "id"],
  ["Português", "pt-BR"],
  ["မြန်မာ", "my"],
  ["ไทย", "th"],
  ["Español", "es"],
] as const;

const languages = (page: Page) => page.getByRole("navigation", { name: /Language/ });
const html = (page: Page) => page.locator("html");

async function choose(page: Page, name: string): Promise<void> {
  await languages(page).getByRole("button", { name, exact: true }).click();
}

/** Comes in on pages that stand in another language. */
async function comeInBeside(page: Page, line: string): Promise<void> {
  await page.getByRole("textbox").first().fill(line);
  await page.getByRole("textbox").nth(1).fill(PIN);
  await page.getByRole("main").getByRole("button").last().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("さん");
}

test("one tap changes the language on any page, and nothing she has typed is lost", async ({ page, herUrl, card, javaScriptEnabled }, info) => {
  const [line = ""] = card;
  await page.setViewportSize({ width: 320, height: 568 });
  await toFields(page, herUrl);
  await page.getByRole("textbox", { name: /^カードの/ }).fill(line);
  await choose(page, "Tiếng Việt");
  await expect(html(page)).toHaveAttribute("lang", "vi");
  // Without scripts nothing of hers waits anywhere before she has come in.
  await expect(page.getByRole("textbox").first()).toHaveValue(javaScriptEnabled === false ? "" : line);
  await expect(page.getByText("確認中").first()).toBeVisible();
  await keepScreen(page, `her-language-sign-in-320-${info.project.name}`);
  await comeInBeside(page, line);
  await expect(page).toHaveTitle("ご案内");

  await page.goto(`${herUrl}/c`);
  await expect(html(page)).toHaveAttribute("lang", "vi");
  const wish = page.getByRole("textbox", { name: /きぼう/ });
  await wish.fill("子どもと いっしょに いたい");
  await choose(page, "English");
  await expect(html(page)).toHaveAttribute("lang", "en");
  await expect(page.getByRole("textbox", { name: /きぼう/ })).toHaveValue("子どもと いっしょに いたい");
  await look(page, `her-language-words-${info.project.name}`);
});

/** A test each for some of them: all in one would take longer than a test may. */
const FIRST_OF_FOUR = [0, 4, 8];

for (const first of FIRST_OF_FOUR) {
  const some = LANGUAGES.slice(first, first + 4);
  const names = some.map(([name]) => name).join(", ");
  test(`every page is whole for those who need help to see it: ${names}`, async ({ page, herUrl, card }, info) => {
    const [, line = ""] = card;
    await toFields(page, herUrl);
    for (const [name, tag] of some) {
      await choose(page, name);
      await expect(html(page)).toHaveAttribute("lang", tag);
      await expectNoSeriousAxe(page);
    }
    await comeInBeside(page, line);
    for (const [name, tag] of some) {
      for (const path of ["/a", "/p", "/s"]) {
        await page.goto(herUrl + path);
        if (path === "/a") {
          await choose(page, name);
        }
        await expect(html(page)).toHaveAttribute("lang", tag);
        await expectNoSeriousAxe(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, `${path} in ${name}`).toBeLessThanOrEqual(375);
      }
      await keepScreen(page, `her-language-safety-${tag}-${info.project.name}`);
    }
  });
}

test("in a language nobody has checked she is asked who interprets; once it is checked it stands alone", async ({
  page,
  herUrl,
  card,
  enter,
}, info) => {
  const [, , line = ""] = card;
  await toFields(page, herUrl);
  await choose(page, "Español");
  await expect(html(page)).toHaveAttribute("lang", "es");
  await comeInBeside(page, line);
  await page.goto(`${herUrl}/s`);
  const interpreter = page.getByRole("textbox", { name: /通訳/ });
  await interpreter.fill("試験 訳子");
  await page.getByRole("main").getByRole("button", { name: /おくる/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "うけとりました" })).toBeVisible();
  await look(page, `her-language-interpreter-${info.project.name}`);

  const shirabe = await enter("shirabe");
  await rail(shirabe, "会議体");
  await shirabe.getByRole("navigation", { name: "会議体の中身" }).getByRole("link", { name: "きまり" }).click();
  const panel = part(shirabe, "本人のページの言葉");
  await panel.getByRole("button", { name: /確認ずみにする.*スペイン語/ }).click();
  const form = dialog(shirabe, "訳文を確認ずみにする");
  await press(form, "確認ずみにする");
  await expect(form).toContainText("読んだ人の名前か、所属を入れてください。");
  await field(form, "読んだ人").fill("国際交流協会の通訳者");
  await press(form, "確認ずみにする");
  await expectTold(shirabe, "確認ずみにしました");
  await look(shirabe, "council-languages");

  await page.goto(`${herUrl}/s`);
  await expect(page.getByText("確認中")).toHaveCount(0);
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await look(page, `her-language-checked-${info.project.name}`);
  await panel.getByRole("button", { name: /確認中に戻す.*スペイン語/ }).click();
  await expectTold(shirabe, "確認中に戻しました");
  await page.goto(`${herUrl}/s`);
  await expect(page.getByText("確認中").first()).toBeVisible();
});

interface Heard {
  said: [string, boolean][];
  cancelled: number;
}

/** A phone with those voices; what they would say is written down. */
async function withVoices(context: BrowserContext, voices: { lang: string; localService: boolean }[]): Promise<void> {
  await context.addInitScript((voices) => {
    const heard: Heard = { said: [], cancelled: 0 };
    const speech = {
      speaking: false,
      pending: false,
      onvoiceschanged: null,
      getVoices: () => voices.map((voice) => Object.setPrototypeOf({ ...voice, name: voice.lang, voiceURI: voice.lang, default: true }, SpeechSynthesisVoice.prototype)),
      speak: (one: SpeechSynthesisUtterance & { kept?: { localService: boolean } }) => {
        speech.speaking = true;
        heard.said.push([one.text, one.kept?.localService ?? false]);
      },
      cancel: () => {
        speech.speaking = false;
        heard.cancelled += 1;
      },
    };
    // The real one takes real voices only.
    Object.defineProperty(SpeechSynthesisUtterance.prototype, "voice", {
      set(voice) {
        this.kept = voice;
      },
    });
    for (const name of ["lang", "localService"]) {
      Object.defineProperty(SpeechSynthesisVoice.prototype, name, { value: undefined, writable: true });
    }
    Object.defineProperty(window, "speechSynthesis", { value: speech });
    Object.assign(window, { heard });
  }, voices);
}

const heard = (page: Page): Promise<Heard> => page.evaluate(() => (window as unknown as { heard: Heard }).heard);

test("her phone reads a page aloud with a voice of its own, and is silent at once when she leaves", async ({
  newPhone,
  herUrl,
  javaScriptEnabled,
}) => {
  const context = await newPhone({ javaScript: javaScriptEnabled !== false });
  await withVoices(context, [
    { lang: "ja-JP", localService: true },
    { lang: "en-US", localService: false },
  ]);
  const page = await context.newPage();
  await page.goto(herUrl);
  const button = page.getByRole("button", { name: /よ|読/ });
  if (javaScriptEnabled === false) {
    await expect(page.getByRole("link", { name: "つぎへ" })).toBeVisible();
    await expect(button).toBeHidden();
    return;
  }
  await expect(button).toBeVisible();
  expect((await heard(page)).said, "nothing is read before she asks").toEqual([]);
  await button.click();
  const { said } = await heard(page);
  expect(said.every(([, local]) => local)).toBe(true);
  expect(said.map(([text]) => text)).toContain("「はなれる」を おすと、すぐに べつの がめんに なります。");
  // A voice from outside would send her words there.
  await choose(page, "English");
  await expect(html(page)).toHaveAttribute("lang", "en");
  await expect(page.locator("[data-aloud]")).toBeHidden();
  expect((await heard(page)).cancelled).toBeGreaterThan(0);
});

test("no phone without a voice of its own is offered one", async ({ newPhone, herUrl, javaScriptEnabled }) => {
  const context = await newPhone({ javaScript: javaScriptEnabled !== false });
  await withVoices(context, [{ lang: "ja-JP", localService: false }]);
  const page = await context.newPage();
  await page.goto(herUrl);
  if (javaScriptEnabled !== false) {
    await expect(page.locator("body[data-ready]")).toHaveCount(1);
  }
  await expect(page.locator("[data-aloud]")).toBeHidden();
});
