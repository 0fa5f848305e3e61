/** 費用: written beside a decision, listed for who answers for the money, sums only for the 代表者. */
import type { Page } from "@playwright/test";
import { CENTER, WELFARE } from "../../support/case";
import { allCame, openConference, planConference } from "../../support/conference";
import { begin, callMeeting, openMeeting } from "../../support/meeting";
import { sendOffline } from "../../support/offline";
import {
  arrowTo,
  choose,
  enterOn,
  expectTold,
  field,
  fillDate,
  group,
  part,
  pick,
  press,
  rail,
  tabTo,
  typeInto,
  unfold,
} from "../../support/staff";
import { expect, look, test } from "../../support/test";

test.describe.configure({ mode: "serial", timeout: 240_000 });

const NAME = "ゆい";
const SERIES = "実務者会議（年4回・定例）";
const HOTEL = "今夜から3泊の宿を取る";
const LAWYER = "弁護士に相談の場を頼む";
const LECTURE = "弁護士に手続きの話をしてもらう";
const NOTHING = "金額は、1円からの数で入れてください。まだ決まっていないときは、空のままにしてください（未定）。";

const decided = (page: Page) => part(page, "決まったこと");
const costs = (page: Page) => part(page, "会議で決まった費用");

test("a decision of her meeting and what it costs; nothing typed is lost", async ({ enter, setClock }) => {
  await setClock("2026-05-10T10:00:00+09:00");
  await callMeeting(enter, {
    called: NAME,
    name: "仮名 ゆい",
    day: "R8.5.11",
    hours: ["10:00", "11:00"],
  });
  await setClock("2026-05-11T10:00:00+09:00");
  const shirabe = await enter("shirabe");
  await begin(shirabe, `${NAME}さん`, 1, ["試験 一子", "試験 調", "試験 心"]);

  const form = await unfold(shirabe, "決まったことを加える");
  const amount = field(form, "金額（円）");
  await field(form, "何を").fill(HOTEL);
  await choose(form, "だれが（機関）", WELFARE);
  await fillDate(form, "いつまでに", "R8.5.11");
  await pick(form, "本人の受けとめ", "納得している");
  await expect(amount).toHaveCount(0);
  await choose(form, "かかる費用", "緊急宿泊");
  for (const wrong of ["０円", "1万5千", "-500"]) {
    await amount.fill(wrong);
    await press(form, "決まったことに加える");
    await expect(form).toContainText(NOTHING);
    await expect(amount).toHaveValue(wrong);
  }
  await expect(field(form, "何を")).toHaveValue(HOTEL);
  await expect(group(form, "本人の受けとめ").getByRole("radio", { name: "納得している", exact: true })).toBeChecked();
  await look(shirabe, "cost-wrong");

  await test.step("without a network all of it waits here", async () => {
    await amount.fill("１２，０００円");
    await sendOffline(shirabe, () => press(form, "決まったことに加える"), form, async () => {
      await expect(amount).toHaveValue("１２，０００円");
      await expect(field(form, "何を")).toHaveValue(HOTEL);
      await look(shirabe, "cost-offline");
    });
    await expectTold(shirabe, "決まったことを記録しました");
  });
  const card = decided(shirabe).getByRole("article");
  await expect(card).toHaveCount(1);
  await expect(card).toContainText("緊急宿泊 12,000円");
  await expect(field(form, "何を")).toHaveValue("");
  await expect(amount).toHaveCount(0);

  await test.step("another by keyboard alone, its amount still open", async () => {
    await typeInto(shirabe, field(form, "何を"), LAWYER);
    await arrowTo(shirabe, field(form, "だれが（機関）"), CENTER);
    await tabTo(shirabe, group(form, "本人の受けとめ").getByRole("radio").first());
    await shirabe.keyboard.press("Space");
    await arrowTo(shirabe, field(form, "かかる費用"), "専門家報償費");
    await enterOn(shirabe, form.getByRole("button", { name: "決まったことに加える" }));
    await expect(card).toHaveCount(2);
    await expect(card.filter({ hasText: LAWYER })).toContainText("専門家報償費 未定");
  });
  await look(shirabe, "cost-decided");

  await test.step("who came without a part in the record reads it and cannot add to it", async () => {
    const kokoro = await enter("kokoro");
    await openMeeting(kokoro, `${NAME}さん`);
    await expect(decided(kokoro)).toContainText("緊急宿泊 12,000円");
    await expect(decided(kokoro).getByText("決まったことを加える")).toHaveCount(0);
  });
});

test("a decision of a conference costs something too", async ({ enter, setClock }) => {
  await setClock("2026-05-11T14:00:00+09:00");
  const planner = await enter("shirabe");
  await planConference(planner, {
    series: SERIES,
    full: false,
    day: "R8.5.12",
    hours: ["10:00", "11:00"],
    more: [],
    chair: `${CENTER}（試験 調）`,
    recorder: `${CENTER}（試験 心）`,
  });
  await setClock("2026-05-12T10:00:00+09:00");
  const shirabe = await enter("shirabe");
  await openConference(shirabe, SERIES, "5月12日(火)");
  await press(shirabe, "会議を始める");
  await expectTold(shirabe, "会議を始めました");
  await allCame(shirabe);

  // Whoever was called and reads the year sees it come.
  const year = await enter("shirabe");
  await rail(year, "年間のまとめ");
  await expect(costs(year)).toContainText("専門家報償費");
  const form = await unfold(shirabe, "決まったことを加える");
  await field(form, "何を").fill(LECTURE);
  await choose(form, "どの機関が", CENTER);
  await choose(form, "かかる費用", "専門家報償費");
  await field(form, "金額（円）").fill("30000");
  await press(form, "決まったことに加える");
  await expect(decided(shirabe).getByRole("article")).toContainText("専門家報償費 30,000円");
  await expect(costs(year).getByRole("row").filter({ hasText: "会議体の会議" })).toContainText("30,000円");
  await look(shirabe, "cost-conference");
});

test("the costs of the year: one by one by number, sums only above five women", async ({
  enter,
  setClock,
  staffUrl,
}) => {
  await setClock("2026-05-12T12:00:00+09:00");
  const shirabe = await enter("shirabe");
  await rail(shirabe, "年間のまとめ");
  const panel = costs(shirabe);
  const sums = panel.getByRole("table", { name: "種類ごとの合計" }).getByRole("row");
  await expect(sums.filter({ hasText: "緊急宿泊" })).toContainText(/12,000円\s*0件/);
  await expect(sums.filter({ hasText: "専門家報償費" })).toContainText(/30,000円\s*1件/);
  const lines = panel.getByRole("table", { name: /^一件ずつ/ }).getByRole("row");
  await expect(lines).toHaveCount(4);
  await expect(lines.nth(1)).toContainText(/R8\.5\.11\s*K-R8-\d{4}\s*(緊急宿泊|専門家報償費)/);
  await expect(lines.filter({ hasText: "緊急宿泊" })).toContainText("12,000円");
  await expect(lines.filter({ hasText: "未定" })).toContainText("専門家報償費");
  await expect(lines.nth(3)).toContainText(/R8\.5\.12\s*会議体の会議\s*専門家報償費\s*30,000円/);
  await expect(shirabe.getByRole("main")).not.toContainText(/ゆい|今夜|弁護士/);
  await look(shirabe, "year-costs");

  await test.step("another year has none", async () => {
    await group(shirabe, "年度").getByRole("button", { name: "前の年度" }).click();
    await expect(panel).toContainText("この年度に、会議で決まった費用はまだありません。");
    await look(shirabe, "year-costs-none");
  });
  await test.step("a representative reads no sum that rests on few women, and no line", async () => {
    const daihyo = await enter("daihyo");
    await rail(daihyo, "年間のまとめ");
    await expect(costs(daihyo)).toContainText("※");
    await expect(costs(daihyo)).toContainText("人数が少ないため示していません。");
    await expect(costs(daihyo).getByRole("table")).toHaveCount(1);
    await expect(daihyo.getByRole("main")).not.toContainText(/K-R8|12,000|30,000|未定/);
    await look(daihyo, "year-costs-sums");
  });
  await test.step("nobody else has that screen", async () => {
    for (const login of ["ichiko", "ko"] as const) {
      const other = await enter(login);
      await expect(other.getByRole("link", { name: "年間のまとめ" })).toHaveCount(0);
      await other.goto(`${staffUrl}/year`);
      await expect(other.getByText("開けませんでした")).toBeVisible();
      await expect(other.getByRole("main")).not.toContainText(/円|K-R8/);
    }
  });
});
