/** Staff at a desk whose network fails while something is sent. */
import { expect, type Locator, type Page } from "@playwright/test";

const PUSH = "**/api/push";

/**
 * Sends, by `send`, while there is no network: `where` says so and `kept` sees that nothing is lost.
 * Then it is sent again, and arrives.
 */
export async function sendOffline(
  page: Page,
  send: () => Promise<void>,
  where: Locator,
  kept: () => Promise<void>,
): Promise<void> {
  await page.route(PUSH, (route) => route.abort());
  await send();
  await expect(where).toContainText("送れていません。");
  await kept();
  await page.unroute(PUSH);
  await send();
}
