/** 後から届く部分: what is cut out of the first download. */
import { press, rail, signIn } from "../../support/staff";
import { expect, look, test } from "../../support/test";

const PARTS = "**/parts/**/*.wasm";

test("a screen that does not come says so, and comes when it is asked for again", async ({ page, staffUrl }) => {
  await page.route(PARTS, (route) => route.abort());
  await signIn(page, staffUrl, "shirabe");
  await rail(page, "会議体");
  await expect(page.getByText(/^この画面を読みこめませんでした。/)).toBeVisible();
  await look(page, "part-lost");
  await rail(page, "ボード");
  await expect(page.getByRole("heading", { name: "ケースボード" })).toBeVisible();
  await rail(page, "会議体");
  await expect(page.getByText(/^この画面を読みこめませんでした。/)).toBeVisible();
  await page.unroute(PARTS);
  await press(page, "もう一度");
  await expect(page.getByText("試験 一子").first()).toBeVisible();
});

test("what the board may lead to is fetched while nobody waits for it", async ({ page, staffUrl }) => {
  const parts: string[] = [];
  page.on("requestfinished", (request) => {
    if (request.url().endsWith(".wasm")) {
      parts.push(new URL(request.url()).pathname);
    }
  });
  await signIn(page, staffUrl, "shirabe");
  for (const part of ["case", "work", "conference", "council"]) {
    const here = () => parts.some((path) => path.endsWith(`/split_${part}.wasm`));
    await expect.poll(here, { timeout: 30_000 }).toBe(true);
  }
  const before = parts.length;
  await rail(page, "会議体");
  await expect(page.getByText("試験 一子").first()).toBeVisible();
  expect(parts.length).toBe(before);
});
