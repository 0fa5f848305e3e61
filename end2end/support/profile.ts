/** A browser's profile on the disk, and what can be read in it afterwards. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page, type TestInfo } from "@playwright/test";
import { expect } from "./test";

/** A word that is nowhere else in the world. */
export function mark(of: string): string {
  return `zq${of}${randomBytes(6).toString("hex")}ねこ`;
}

/** The forms in which a browser may have written a word down. */
function forms(word: string): Buffer[] {
  const plain = [Buffer.from(word, "utf8"), Buffer.from(word, "utf16le")];
  const coded = plain.flatMap((bytes) =>
    // Whatever stands before it, one of three shifts matches; the edges mix with the neighbours.
    [0, 1, 2].map((shift) => {
      const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
      return Buffer.from(text.slice(shift === 0 ? 0 : 4, -6));
    }),
  );
  return [...plain, Buffer.from(encodeURIComponent(word)), ...coded.filter((bytes) => bytes.length >= 10)];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Where a profile holds any of these words, as file and word. */
export function found(profile: string, words: Record<string, string>): string[] {
  const files = filesBelow(profile);
  expect(files.length, "a profile has files").toBeGreaterThan(10);
  const hits: string[] = [];
  for (const file of files) {
    const bytes = readFileSync(file);
    for (const [what, word] of Object.entries(words)) {
      if (forms(word).some((form) => bytes.includes(form)) || file.includes(word)) {
        hits.push(`${what} in ${file.slice(profile.length)}`);
      }
    }
  }
  return hits;
}

/** A browser with a profile of its own on the disk, as people have it. */
export async function withProfile(
  info: TestInfo,
  javaScriptEnabled: boolean,
  use: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), "profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    ...info.project.use.launchOptions,
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    viewport: info.project.use.viewport,
    javaScriptEnabled,
    // What lies in the cache shall be read as it is.
    extraHTTPHeaders: { "accept-encoding": "identity" },
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await use(page, context);
  } finally {
    await context.close();
  }
  return profile;
}
