/** What a page must never do, watched in every test. */
import type { BrowserContext, Page } from "@playwright/test";

/**
 * Collects, as long as the context lives: breaches of the content security policy, errors that no
 * script caught, and requests to anything but the doors named.
 */
export function watch(context: BrowserContext, doors: string[]): string[] {
  const breaches: string[] = [];
  const allowed = new Set(doors.map((door) => new URL(door).host));
  context.on("console", (message) => {
    const text = message.text();
    if (/content security policy|trusted ?(types|html|script)/i.test(text)) {
      breaches.push(`content security policy: ${text}`);
    } else if (/panicked at/.test(text)) {
      breaches.push(`panic in the page: ${text}`);
    }
  });
  context.on("weberror", (error) => {
    breaches.push(`page error: ${error.error().message}`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    const carriesItself = ["data:", "blob:", "about:"].includes(url.protocol);
    if (!carriesItself && !allowed.has(url.host)) {
      breaches.push(`request to another host: ${url.protocol}//${url.host}`);
    }
  });
  return breaches;
}

/** All that the server answers to this window from now on, for tests that look for what must not be in it. */
export function received(page: Page): () => Promise<string> {
  const bodies: Promise<string>[] = [];
  page.on("response", (answer) => {
    const { pathname } = new URL(answer.url());
    // The stream of changes never ends, and carries ids only.
    if (pathname.startsWith("/api/") && pathname !== "/api/live") {
      bodies.push(answer.text().catch(() => ""));
    }
  });
  return async () => (await Promise.all(bodies)).join("\n");
}
