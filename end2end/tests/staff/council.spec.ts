/** 会議体: who holds it jointly, and its rules, changed by who may with the change read before it is made. */
import type { Locator, Page } from "@playwright/test";
import { dialog, expectTold, field, fillDate, group, part, pick, press, rail } from "../../support/staff";
import { expect, expectNoSeriousAxe, look, test } from "../../support/test";

test.describe.configure({ mode: "serial" });

async function openRules(page: Page): Promise<void> {
  await rail(page, "会議体");
  await page.getByRole("navigation", { name: "会議体の中身" }).getByRole("link", { name: "きまり" }).click();
  await expect(part(page, "設置する市区町村")).toBeVisible();
}

const rules = (page: Page): Locator => part(page, "きまり");

test("a municipality joins with its code, and the council's head says who holds it", async ({ enter, setClock }) => {
  await setClock("2026-05-18T09:30:00+09:00");
  const shirabe = await enter("shirabe");
  await openRules(shirabe);
  const head = shirabe.getByText(/^設置：/);
  await expect(head).toHaveText("設置：みほん市・ためし市（共同設置）");
  await press(shirabe, "市区町村を加える");
  const form = dialog(shirabe, "設置する市区町村");
  await field(form, "名前").fill("れいじ市");
  await field(form, "団体コード").fill("992039");
  await fillDate(form, "はじめの日", "R8.4.1");
  await press(form, "記録する");
  await expect(form).toContainText("団体コードの数字をたしかめてください。");
  await expect(field(form, "名前")).toHaveValue("れいじ市");
  await field(form, "団体コード").fill("99203-8");
  await press(form, "記録する");
  await expectTold(shirabe, "設置する市区町村を記録しました");
  await expect(head).toHaveText("設置：みほん市・ためし市・れいじ市（共同設置）");
  await look(shirabe, "council-joint");

  // It leaves again, on the day that is written down.
  await shirabe.getByRole("button", { name: /直す.*れいじ市/ }).click();
  await fillDate(form, "おわりの日", "R8.5.1");
  await press(form, "記録する");
  await expect(head).toHaveText("設置：みほん市・ためし市（共同設置）");
  await expect(part(shirabe, "設置する市区町村")).toContainText("おわり");
});

test("a rule is changed with old and new in plain words, and never against the text it names", async ({ enter }) => {
  const shirabe = await enter("shirabe");
  await openRules(shirabe);
  await press(shirabe, "きまりを変える");
  const form = rules(shirabe);
  await press(form, "変わるところを確かめる");
  await expect(form).toContainText("変わったところがありません。");
  await pick(form, "会議を開くこと", "要らない");
  await press(form, "変わるところを確かめる");
  await expect(form).toContainText("この要領では、会議の開催に本人の同意が要ります");
  await pick(form, "もとにする文書", "この会議体の要綱");
  await press(form, "変わるところを確かめる");
  await expect(form).toContainText("会議体の要綱の名前と条を書いてください。");
  await field(form, "会議体の要綱の名前と条").fill("みほん市支援調整会議設置要綱 第6条");
  await field(form, "招集の目安（営業日）").fill("５");
  await press(form, "変わるところを確かめる");
  const told = group(form, "変わるところ");
  const lines = told.getByRole("listitem");
  await expect(lines).toHaveCount(4);
  await expect(lines.filter({ hasText: "会議を開くこと" })).toContainText("いま：本人の同意が要る");
  await expect(lines.filter({ hasText: "会議を開くこと" })).toContainText("これから：要らない");
  await expect(lines.filter({ hasText: "招集の目安" })).toContainText("これから：5営業日まで");
  await look(shirabe, "council-policy-confirm");
  await expectNoSeriousAxe(shirabe);

  // Going back keeps what was typed.
  await press(told, "もどって直す");
  await expect(field(form, "招集の目安（営業日）")).toHaveValue("５");
  await pick(form, "会議を開くこと", "本人の同意が要る");
  await press(form, "変わるところを確かめる");
  await expect(lines).toHaveCount(3);
  await press(told, "この内容に変える");
  await expectTold(shirabe, "きまりを変えました");
  await expect(form).toContainText("5営業日まで");
  await expect(form).toContainText("みほん市支援調整会議設置要綱 第6条");
});

test("who does not manage the council reads it and changes nothing", async ({ enter }) => {
  const kanri = await enter("kanri");
  await openRules(kanri);
  await expect(rules(kanri)).toContainText("5営業日まで");
  await expect(kanri.getByRole("button", { name: "きまりを変える" })).toHaveCount(0);
  await expect(kanri.getByRole("button", { name: "市区町村を加える" })).toHaveCount(0);
  await expect(kanri.getByRole("button", { name: /直す/ })).toHaveCount(0);
});
