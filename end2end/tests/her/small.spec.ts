/** The smallest phone and the largest letters; this file runs once with scripts and once without. */
import { comeIn } from "../../support/her";
import { expect, keepScreen, test } from "../../support/test";

const OPEN = ["/", "/1", "/s", "/o"];
const HERS = ["/a", "/c", "/d", "/g", "/k", "/t"];

test("no page of hers needs more than 320 px, or breaks at letters twice as large", async ({
  page,
  herUrl,
  card,
}, info) => {
  const [line = ""] = card;
  const browser = await page.context().newCDPSession(page);
  const check = async (paths: string[]) => {
    for (const path of paths) {
      for (const [width, letters] of [
        [320, 16],
        [375, 32],
        [320, 32],
      ] as const) {
        await browser.send("Page.setFontSizes", { fontSizes: { standard: letters, fixed: letters } });
        await page.setViewportSize({ width, height: 568 });
        await page.goto(herUrl + path);
        const what = `${path} at ${width} px and ${letters} px letters`;
        await keepScreen(page, `her-small${path.replace("/", "-")}-${width}-${letters}-${info.project.name}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(width);
        const small = await page.evaluate(() => {
          const parts = [...document.querySelectorAll<HTMLElement>("button, a.button, summary, .answer, .choice, .her__back, input.input")];
          return parts
            .filter((part) => part.checkVisibility())
            .map((part) => [part.textContent ?? "", part.getBoundingClientRect()] as const)
            .filter(([, box]) => box.height < 44 || box.width < 44)
            .map(([words, box]) => `${words}: ${Math.round(box.width)}×${Math.round(box.height)}`);
        });
        expect(small, what).toEqual([]);
      }
    }
  };
  await check(OPEN);
  await browser.send("Page.setFontSizes", { fontSizes: { standard: 16, fixed: 13 } });
  await comeIn(page, herUrl, line);
  await check(HERS);
});
