/** 写真 of a record (F-08): taken without a network, its pixels and nothing that the camera noted beside them. */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { acceptCase } from "../../support/case";
import { dialog, expectTold, field, openCase, openPart, part, pick, press } from "../../support/staff";
import { connect, cutOff, delivery, KEPT, keptRows, newWindow, openBox } from "../../support/tablet";
import { expect, expectNoSeriousAxe, look, test } from "../../support/test";

const FACTS = "玄関のドアに傷があった。";
const SHOWS = "玄関のドアの傷";
/** What a camera notes beside the pixels. */
const POSITION = "N35.6581 E139.7017 SHINJUKU";

interface Shot {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A picture of that size as a camera makes it: its position first, lying on its side. */
async function shot(page: Page, width: number, height: number): Promise<Shot> {
  const url = await page.evaluate(
    ([width, height]) => {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = height;
      const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
      // Fine detail, as of leaves: the largest file that a picture of this size makes.
      const noise = pen.createImageData(width, height);
      for (let at = 0; at < noise.data.length; at += 1) {
        noise.data[at] = at % 4 === 3 ? 255 : (at * 7919 + (at >> 7) * 104729) % 256;
      }
      pen.putImageData(noise, 0, 0);
      return canvas.toDataURL("image/jpeg", 0.95);
    },
    [width, height] as const,
  );
  const plain = Buffer.from(url.split(",")[1] ?? "", "base64");
  // Exif: one entry, the orientation (6: turned to the right), and the position behind it.
  const exif = Buffer.concat([
    Buffer.from("Exif\0\0MM\0*\0\0\0\u0008", "latin1"),
    Buffer.from([0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]),
    Buffer.from(POSITION, "latin1"),
  ]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(exif.length + 2, 2);
  const buffer = Buffer.concat([plain.subarray(0, 2), head, exif, plain.subarray(2)]);
  return { name: "IMG_35.6581_139.7017.jpg", mimeType: "image/jpeg", buffer };
}

const chooser = (form: Locator): Locator => form.getByLabel("写真をとる");

/** The size of a picture on the page, in its own pixels. */
async function sizeOf(picture: Locator): Promise<{ width: number; height: number }> {
  return picture.evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  });
}

/** The photos that leave this window from now on. */
function sent(page: Page): Buffer[] {
  const photos: Buffer[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/push") {
      for (const [, signs] of (request.postData() ?? "").matchAll(/"jpeg":"([^"]+)"/g)) {
        photos.push(Buffer.from(signs ?? "", "base64"));
      }
    }
  });
  return photos;
}

async function begin(page: Page): Promise<Locator> {
  await press(page, "記録する");
  const form = dialog(page, "記録する");
  await pick(form, "方法", "訪問");
  await field(form, "事実").fill(FACTS);
  return form;
}

test("F-08 a photo is taken without a network, outlives the window and arrives without what the camera noted", async ({
  enter,
  staffUrl,
}) => {
  const page = await enter("ichiko");
  await acceptCase(page, "とき");
  const camera = await shot(page, 1200, 800);
  expect(camera.buffer.includes(POSITION)).toBe(true);
  await cutOff(page);
  const form = await begin(page);
  await chooser(form).setInputFiles(camera);
  await expect(form.getByRole("img", { name: "選んだ写真" })).toBeVisible();
  await press(form, "記録する");
  await expect(form.getByRole("alert").or(form.getByText("ことばで書いてください"))).toBeVisible();
  await field(form, "写っているもの").fill(SHOWS);
  await look(page, "photo-form");
  await expectNoSeriousAxe(page);
  await expect.poll(() => keptRows(page, "draft")).toBe(1);
  await page.close();

  const next = await newWindow(page.context(), staffUrl);
  await openCase(next, "ときさん");
  await press(next, "続きを書く");
  const again = dialog(next, "記録する");
  const kept = await sizeOf(again.getByRole("img", { name: SHOWS }));
  // Upright, as it was held.
  expect(kept.height).toBeGreaterThan(kept.width);
  await cutOff(next);
  const leaves = sent(next);
  await press(again, "記録する");
  await expectTold(next, KEPT);
  await openPart(next, "経過");
  const waits = part(next, "まだ送っていない記録");
  // What is asked for in vain leaves its place first.
  await expect(next.getByText("新しい内容を読みこめていません。").first()).toBeVisible();
  // Never there unasked: somebody may stand behind.
  await expect(waits.getByRole("img")).toHaveCount(0);
  await press(waits, "写真を見る");
  await expect(waits.getByRole("img", { name: SHOWS })).toBeVisible();
  await look(next, "photo-waits");

  await connect(next);
  const entry = next.getByRole("main").locator("ol.timeline > li").filter({ hasText: FACTS });
  await expect(entry).toHaveCount(1, { timeout: 70_000 });
  await expect(waits).toHaveCount(0);
  await expect(entry).toContainText(`写真：${SHOWS}`);
  await expect(entry.getByRole("img")).toHaveCount(0);
  const answered = next.waitForResponse("**/api/ask/photo");
  await press(entry, "写真を見る");
  expect(await sizeOf(entry.getByRole("img", { name: SHOWS }))).toEqual(kept);
  await look(next, "photo-read");
  await expectNoSeriousAxe(next);
  const { jpeg } = (await (await answered).json()) as { jpeg: string };
  const arrived = Buffer.from(jpeg, "base64");
  for (const file of [arrived, ...leaves]) {
    expect(file.equals(arrived)).toBe(true);
    expect(file.includes(POSITION) || file.includes("Exif")).toBe(false);
  }
  expect(leaves.length).toBeGreaterThan(0);
  await press(entry, "写真をとじる");
  await expect(entry.getByRole("img")).toHaveCount(0);
});

test("F-08 a large photo is made small, three are the most, and what is no photo is told", async ({ enter }) => {
  const page = await enter("ichiko");
  await acceptCase(page, "すず");
  const form = await begin(page);
  await chooser(form).setInputFiles({ name: "a.txt", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
  await expect(form.getByText("この写真は読みこめませんでした")).toBeVisible();
  await expect(field(form, "事実")).toHaveValue(FACTS);

  await chooser(form).setInputFiles(await shot(page, 2600, 1900));
  const pictures = form.getByRole("img", { name: "選んだ写真" });
  await expect(pictures).toHaveCount(1, { timeout: 30_000 });
  const small = await sizeOf(pictures);
  expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(1600);
  await expect(form.getByText("この写真は読みこめませんでした")).toHaveCount(0);

  for (const count of [2, 3]) {
    await chooser(form).setInputFiles(await shot(page, 300, 200));
    await expect(pictures).toHaveCount(count);
  }
  await expect(chooser(form)).toHaveCount(0);
  await form.getByRole("button", { name: "この写真をはずす" }).last().click();
  await expect(pictures).toHaveCount(2);
  await expect(chooser(form)).toBeVisible();
  for (const words of await field(form, "写っているもの").all()) {
    await words.fill(SHOWS);
  }
  const leaves = sent(page);
  await press(form, "記録する");
  await expectTold(page, "記録しました");
  expect(leaves).toHaveLength(2);
  for (const file of leaves) {
    expect(file.length).toBeLessThanOrEqual(72 * 1024);
  }
  await openPart(page, "経過");
  const entry = page.getByRole("main").locator("ol.timeline > li").filter({ hasText: FACTS });
  await expect(entry.getByRole("button", { name: "写真を見る" })).toHaveCount(2);
});

test("a record that the server refuses keeps its photo: written out in one file, mended and sent", async ({ enter }) => {
  const page = await enter("ichiko");
  await acceptCase(page, "まゆ");
  await openPart(page, "経過");
  await cutOff(page);
  await press(page, "記録する");
  const form = dialog(page, "記録する");
  await pick(form, "方法", "訪問");
  // A record of nothing but a next step is none (F-08).
  await field(form, "つぎにすること").fill("あした また見る");
  await chooser(form).setInputFiles(await shot(page, 400, 300));
  await field(form, "写っているもの").fill(SHOWS);
  await press(form, "記録する");
  await expectTold(page, KEPT);
  await connect(page);
  await expect(delivery(page)).toContainText("確認が必要 1件", { timeout: 70_000 });
  await openBox(page);
  const refused = part(page, "確認が必要");
  await press(refused, "書き出す");
  const file = page.waitForEvent("download");
  await press(refused, "ファイルに書き出す");
  const written = await file;
  expect(written.suggestedFilename()).toBe("送信箱の控え.html");
  const text = readFileSync(await written.path(), "utf8");
  expect(text).toContain("あした また見る");
  expect(text).toContain(`<img alt="${SHOWS}" src="data:image/jpeg;base64,/9j/`);

  await press(refused, "直して送る");
  await press(page, "続きを書く");
  await expect(form.getByRole("img", { name: SHOWS })).toBeVisible();
  await field(form, "事実").fill(FACTS);
  await press(form, "記録する");
  const entry = page.getByRole("main").locator("ol.timeline > li").filter({ hasText: FACTS });
  await expect(entry).toContainText(`写真：${SHOWS}`);
});
