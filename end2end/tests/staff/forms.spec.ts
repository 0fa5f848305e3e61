/** Forms: what is wrong is told kindly, what was typed stays, and a conversion is left alone. */
import {
  dialog,
  expectTold,
  field,
  fillDate,
  group,
  openPart,
  part,
  pick,
  press,
  rail,
  tickAll,
} from "../../support/staff";
import { acceptCase, recordConsent } from "../../support/case";
import { expect, look, test } from "../../support/test";
import { convert } from "../../support/touch";

test("an intake with mistakes: a summary leads to each, and everything typed stays", async ({ enter }) => {
  const page = await enter("ichiko");
  await page.getByRole("link", { name: "相談を受け付ける" }).click();
  await field(page, "呼ばれたい名前").fill("おと");
  await field(page, "本人の言葉").fill("改行も\n絵文字🌱も そのまま");
  const birth = group(page, "生年月日");
  await birth.getByRole("radio", { name: "昭和" }).check();
  for (const [unit, text] of [["年", "64"], ["月", "1"], ["日", "8"]] as const) {
    await birth.getByRole("textbox", { name: unit, exact: true }).fill(text);
  }
  await birth.getByRole("textbox", { name: "日", exact: true }).press("Tab");
  await expect(birth).toContainText(/昭和64年1月8日という日はありません。「平成元年1月8日」ではないか/);
  await press(page, "受け付ける");
  const summary = page.getByRole("alert").filter({ hasText: "か所を見直してください" });
  await expect(summary).toBeVisible();
  await expect(summary).toBeFocused();
  await expect(summary).toContainText(/2か所/);
  await expect(summary).toContainText(/昭和64年1月8日という日はありません。「平成元年1月8日」ではないか/);
  await expect(summary).not.toContainText(/不正/);
  await look(page, "intake-mistakes");
  await summary.getByRole("link", { name: /ご相談の内容/ }).click();
  await expect(group(page, "ご相談の内容").getByRole("checkbox").first()).toBeFocused();
  await expect(field(page, "呼ばれたい名前")).toHaveValue("おと");
  await expect(field(page, "本人の言葉")).toHaveValue("改行も\n絵文字🌱も そのまま");
  await expect(birth.getByRole("textbox", { name: "年", exact: true })).toHaveValue("64");

  await test.step("another screen and back: the paper is as it was", async () => {
    await rail(page, "さがす");
    await rail(page, "ボード");
    await page.getByRole("link", { name: "相談を受け付ける" }).click();
    await expect(field(page, "呼ばれたい名前")).toHaveValue("おと");
    await expect(field(page, "本人の言葉")).toHaveValue("改行も\n絵文字🌱も そのまま");
    await expect(birth.getByRole("textbox", { name: "日", exact: true })).toHaveValue("8");
  });
  await test.step("mended, it is taken", async () => {
    await fillDate(page, "生年月日", "平成元年1月8日");
    await tickAll(page, "ご相談の内容", ["住まい"]);
    await press(page, "受け付ける");
    await expect(page.getByRole("heading", { level: 1, name: "おとさん" })).toBeVisible();
  });
});

test("a conversion is never lost, doubled or handed in by its Enter", async ({ enter }) => {
  const page = await enter("ichiko");
  await page.getByRole("link", { name: "相談を受け付ける" }).click();
  const name = field(page, "呼ばれたい名前");
  await convert(page, name, ["わ", "わた", "わたな", "わたなべ"], "渡邉");
  await expect(name).toHaveValue("渡邉");
  const facts = field(page, "事実");
  await facts.fill("きょう、");
  await facts.press("End");
  await convert(page, facts, ["で", "でん", "でんわ"], "電話");
  await expect(facts).toHaveValue("きょう、電話");
  await expect(page.getByRole("heading", { name: "相談を受け付ける" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "見直してください" })).toHaveCount(0);
});

test("search forgives width, kana and old kanji", async ({ enter }) => {
  const page = await enter("ichiko");
  await acceptCase(page, "みどり", async () => {
    await field(page, "氏名").fill("渡邉 みどり");
    await field(page, "フリガナ").first().fill("ワタナベ ミドリ");
  });
  await rail(page, "さがす");
  await look(page, "search-empty");
  const box = field(page, "名前・フリガナ・番号");
  for (const words of ["ワタナベ", "わたなべ", "ﾜﾀﾅﾍﾞ", "渡辺", "渡邊", "みどり", "K-R8-"]) {
    await box.fill(words);
    await expect(page.getByRole("main").getByRole("link", { name: /みどりさん/ }), words).toBeVisible();
  }
  await look(page, "search-found");
  await box.fill("すずき");
  await expect(page.getByText("見つかりませんでした", { exact: true })).toBeVisible();
  await test.step("typed with an input method", async () => {
    await box.fill("");
    await convert(page, box, ["わ", "わた", "わたなべ"], "渡辺");
    await expect(box).toHaveValue("渡辺");
    await expect(page.getByRole("main").getByRole("link", { name: /みどりさん/ })).toBeVisible();
  });
  expect(page.url(), "what was searched for stands in no address").not.toMatch(/渡|%E6|わた/);
  await test.step("who has no part in the case finds nothing", async () => {
    const kei = await enter("kei");
    await rail(kei, "さがす");
    await field(kei, "名前・フリガナ・番号").fill("ワタナベ");
    await expect(kei.getByText("見つかりませんでした", { exact: true })).toBeVisible();
  });
});

test("without her consent the request waits, with its reason (BR-002)", async ({ enter }) => {
  const page = await enter("ichiko");
  await acceptCase(page, "みか");
  await openPart(page, "会議");
  const request = page.getByRole("button", { name: "会議の開催を要請する" });
  await expect(request).toHaveAttribute("aria-disabled", "true");
  await expect(request).toHaveAccessibleDescription(/同意/);
  await openPart(page, "同意と共有");
  await recordConsent(page, "個別ケース検討会議を開くこと", { channel: "口頭" });
  await openPart(page, "会議");
  await expect(page.getByText("会議の開催を要請する").first()).toBeVisible();
  await test.step("taken back, the button is stopped again", async () => {
    await openPart(page, "同意と共有");
    await part(page, "個別ケース検討会議を開くこと").getByRole("button", { name: "取りやめる" }).click();
    await press(dialog(page, "同意を取りやめる"), "取りやめる");
    await expectTold(page, "同意を取りやめました");
    await expect(part(page, "個別ケース検討会議を開くこと")).toContainText("取りやめ");
    await openPart(page, "会議");
    await expect(request).toHaveAttribute("aria-disabled", "true");
    await expect(request).toHaveAccessibleDescription(/同意/);
  });
});

test("a case that is hidden answers like one that is not there", async ({ enter, staffUrl }) => {
  const ichiko = await enter("ichiko");
  await acceptCase(ichiko, "ゆき");
  const hidden = new URL(ichiko.url()).pathname;
  const kei = await enter("kei");
  const shown: string[] = [];
  for (const path of [hidden, "/case/0190a000-0000-7000-8000-000000000001"]) {
    await kei.goto(staffUrl + path);
    await expect(kei.getByText(/^見つかりませんでした。/)).toBeVisible();
    shown.push(await kei.getByRole("main").innerText());
    expect(await kei.title()).toBe("ともに");
  }
  expect(shown[0]).toBe(shown[1]);
  await look(kei, "case-not-found");
});

test("a record in three boxes, shared with her on purpose only", async ({ enter }) => {
  const page = await enter("ichiko");
  await acceptCase(page, "りか");
  await press(page, "記録する");
  const form = dialog(page, "記録する");
  await look(page, "record-dialog");
  await press(form, "記録する");
  await expect(form.getByText("相談の方法を一つ選んでください。")).toBeVisible();
  await pick(form, "方法", "電話");
  await field(form, "事実").fill("電話で話した。");
  await field(form, "本人の言葉").fill("ねむれるようになった");
  await field(form, "所見").fill("落ち着いてきた様子。");
  await expect(form.getByRole("checkbox", { name: /本人の画面にも出す/ })).not.toBeChecked();
  await press(form, "記録する");
  await expectTold(page, "記録しました");
  await openPart(page, "経過");
  await expect(page.getByRole("listitem").filter({ hasText: "ねむれるようになった" })).toContainText("電話");
});

test("緊急閲覧 wants a reason and says what follows", async ({ enter }) => {
  const page = await enter("kokoro");
  await page.getByRole("link", { name: "番号で緊急に開く" }).click();
  await look(page, "glass");
  await field(page, "ケースの番号").fill("K-R8-0999");
  await press(page, "つぎへ");
  await expect(page.getByText(/見つかりません/)).toBeVisible();
});

test("the assessment keeps what the intake knew", async ({ enter }) => {
  const page = await enter("ichiko");
  await acceptCase(page, "さき");
  await openPart(page, "書類");
  await part(page, "アセスメントシート").getByRole("link", { name: "書く" }).click();
  await expect(page.getByRole("heading", { name: "アセスメント" })).toBeVisible();
  await look(page, "assessment");
});

test("every other part of the case page has its empty state", async ({ enter }) => {
  const page = await enter("ichiko");
  await acceptCase(page, "まり");
  for (const name of ["いま", "経過", "計画", "会議", "同意と共有", "家族・つながり", "保護"]) {
    await openPart(page, name);
    await look(page, `case-fresh-${name}`);
  }
});
