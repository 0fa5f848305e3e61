/** 予約カード: given in person, put on paper once, and nothing on the paper tells whose it is or what for. */
import { acceptCase, CENTER } from "../../support/case";
import { onPaper, readPaper } from "../../support/paper";
import { caseMenu, dialog, field, openCase, press } from "../../support/staff";
import { expect, look, test } from "../../support/test";

test.describe.configure({ mode: "serial", timeout: 180_000 });

const NAME = "しおり";
const PIN = "739164";
const LINE = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/;
const TELLS = [NAME, PIN, "K-R8", "ともに", "Tomoni", "支援", "相談", "女性", "福祉", "暗証", CENTER];

test("a card is made with her number and printed once", async ({ enter, setClock }) => {
  await setClock("2026-05-12T13:00:00+09:00");
  const page = await enter("ichiko");
  await acceptCase(page, NAME);
  await caseMenu(page, "カードを渡す");
  const form = dialog(page, "カードを渡す");
  await expect(form).toContainText("なくしたとき");
  await field(form, "暗証番号（本人が入れます）").fill(PIN);
  await field(form, "もう一度").fill(PIN);
  await press(form, "カードを作る");
  const shown = form.getByText(LINE);
  await expect(shown.first()).toBeVisible();
  const lines = (await shown.allTextContents()).map((line) => line.trim());
  expect(lines).toHaveLength(10);
  await expect(form).not.toContainText(PIN);
  await look(page, "card-given");

  const button = form.getByRole("button", { name: "紙にする（PDF）" });
  const paper = await readPaper(page, button, "予約カード");
  for (const line of lines) {
    expect(paper.split(line), "each line stands on one of the ten cards").toHaveLength(2);
  }
  expect(paper.split("予約カード")).toHaveLength(11);
  for (const tells of TELLS) {
    expect(paper).not.toContain(onPaper(tells));
  }
  await button.click();
  await expect(form.getByRole("status")).toContainText("もう作りました");
  await expect(shown, "they can still be copied by hand").toHaveCount(10);
  await press(form, "渡しました");
  await expect(form).toBeHidden();
});

test("opened again it tells no line and offers no paper: there is only a new card", async ({ enter, setClock }) => {
  await setClock("2026-05-12T13:20:00+09:00");
  const page = await enter("ichiko");
  await openCase(page, `${NAME}さん`);
  await caseMenu(page, "カードを渡す");
  const form = dialog(page, "カードを渡す");
  await expect(form.getByText(LINE)).toHaveCount(0);
  await expect(form.getByRole("button", { name: "紙にする（PDF）" })).toHaveCount(0);
  await expect(field(form, "暗証番号（本人が入れます）")).toHaveValue("");
});
