/** つながりの図 and 家族図: drawn from the case, written on, read in words, printed. */
import { acceptCase, fillIntake } from "../../support/case";
import {
  choose,
  dialog,
  expectTold,
  field,
  group,
  openCase,
  openPart,
  part,
  pick,
  press,
} from "../../support/staff";
import { expect, expectNoSeriousAxe, keepScreen, look, test } from "../../support/test";
import { describe as describeTies } from "../../support/ties";

test.describe.configure({ mode: "serial" });

test("her family is drawn without anybody drawing it, and a tie is written beside it", async ({ enter, setClock }) => {
  await setClock("2026-05-08T21:40:00+09:00");
  const ichiko = await enter("ichiko");
  await ichiko.getByRole("link", { name: "相談を受け付ける" }).click();
  await fillIntake(ichiko);
  await press(ichiko, "受け付ける");
  await openPart(ichiko, "家族・つながり");
  const drawing = ichiko.getByRole("group", { name: /^つながりの図/ });
  await expect(drawing.getByRole("link", { name: /^みほん市福祉課/ })).toBeVisible();
  await expect(drawing.getByRole("link", { name: /^見本 一花/ })).toBeVisible();
  const tree = ichiko.getByRole("group", { name: /^家族図/ });
  await expect(tree.getByRole("link", { name: /次女/ })).toBeVisible();
  await expect(part(ichiko, "家族").getByText(/長女\s+見本 一花\s+9歳/)).toBeVisible();

  await press(ichiko, "つながりを書く");
  const form = dialog(ichiko, "つながりを書く");
  await press(form, "書く");
  await expect(form.getByText("どんなつながりかを選んでください。").first()).toBeVisible();
  await choose(form, "だれ・どことのつながりですか", "ほかの人");
  await field(form, "名前・呼び方").fill("架空 まつ");
  await field(form, "関係（例 友人）").fill("友人");
  await pick(form, "だれの見方ですか", "本人の感じ方");
  await pick(form, "どんなつながりですか", "支えになっている");
  await pick(form, "強さ", "とても");
  await field(form, "ひとこと").fill("夜も話を聞いてくれる");
  await expectNoSeriousAxe(ichiko);
  await press(form, "書く");
  await expectTold(ichiko, "つながりを書きました");
  const friend = drawing.getByRole("link", { name: /^架空 まつ.*本人の感じ方は「支えになっている/ });
  await expect(friend).toBeVisible();

  await test.step("by keyboard a knot leads to its line", async () => {
    await friend.focus();
    await ichiko.keyboard.press("Enter");
    const line = ichiko.locator("li:focus");
    await expect(line).toContainText("夜も話を聞いてくれる");
    await expect(line).toContainText("◆ 本人の感じ方");
    expect(new URL(ichiko.url()).hash).toBe("");
  });
  await test.step("written anew, and taken off", async () => {
    const line = ichiko.getByRole("listitem").filter({ hasText: "架空 まつ" });
    await press(line, "書きなおす");
    await expect(group(form, "どんなつながりですか").getByRole("radio", { checked: true })).toHaveCount(1);
    await pick(form, "どんなつながりですか", "関係がつらい");
    await press(form, "書く");
    await expect(drawing.getByRole("link", { name: /関係がつらい/ })).toBeVisible();
    await press(line, "消す");
    await expectTold(ichiko, "つながりを消しました");
    await expect(drawing.getByRole("link", { name: /架空 まつ/ })).toHaveCount(0);
  });
});

for (const ties of [3, 12, 40]) {
  test(`${ties} ties are read on a tablet, a phone and on paper`, async ({ enter }) => {
    const ichiko = await enter("ichiko");
    await acceptCase(ichiko, `つなぐ${ties}`);
    await describeTies(ichiko, ties);
    await openPart(ichiko, "家族・つながり");
    const knots = ichiko.locator(".ecomap__knot");
    await expect(knots).toHaveCount(ties + 1);
    const boxes = await ichiko.locator(".ecomap__box").evaluateAll((all) =>
      all.map((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        return { left, right, top, bottom };
      }),
    );
    for (const [at, one] of boxes.entries()) {
      for (const other of boxes.slice(at + 1)) {
        const apart = one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
        expect(apart, `two of ${ties} boxes lie on each other`).toBe(true);
      }
    }
    // No word runs out of its box.
    const wide = await knots.evaluateAll((all) =>
      all.filter((knot) => {
        const box = knot.querySelector("rect")?.getBoundingClientRect();
        return [...knot.querySelectorAll("text")].some((text) => {
          const { width } = text.getBoundingClientRect();
          return box !== undefined && width > box.width;
        });
      }).length,
    );
    expect(wide).toBe(0);
    await look(ichiko, `ties-${ties}`);

    await ichiko.getByRole("link", { name: "印刷する" }).click();
    const sheet = ichiko.getByRole("article");
    await expect(sheet.getByRole("heading", { name: "つながりの図" })).toBeVisible();
    await expect(sheet).not.toContainText(/つなぐ|架空の人/);
    await expect(sheet).toContainText(/K-R8-\d{4}/);
    await ichiko.emulateMedia({ media: "print" });
    await keepScreen(ichiko, `ties-${ties}-paper`);
    await ichiko.emulateMedia({ media: "screen" });
    await ichiko.getByText("この一部に名前を出す").click();
    await press(ichiko, "名前を出す");
    await expect(ichiko.getByText(/名前を出す理由を書いてください/).first()).toBeVisible();
    await field(ichiko, "理由").fill("会議で配るため");
    await press(ichiko, "名前を出す");
    await expect(sheet).toContainText("架空の人 1");
  });
}

test("who may not find the case finds no picture of it", async ({ enter }) => {
  const ichiko = await enter("ichiko");
  await openCase(ichiko, "つなぐ3さん");
  await openPart(ichiko, "家族・つながり");
  const address = ichiko.url();
  const kei = await enter("kei");
  for (const place of [address, `${address.replace(/\/family$/, "")}/ties`]) {
    await kei.goto(place);
    await expect(kei.getByText("開けませんでした").first()).toBeVisible();
    await expect(kei.locator("body")).not.toContainText(/架空の人|つなぐ3/);
  }
});
