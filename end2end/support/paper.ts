/** Papers that a screen hands over as files. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";

/** The file that the button hands over. */
export async function download(page: Page, button: Locator): Promise<{ name: string; path: string }> {
  // Setting a paper takes its time where others work beside it; the server allows half a minute.
  const [file] = await Promise.all([page.waitForEvent("download", { timeout: 45_000 }), button.click()]);
  return { name: file.suggestedFilename(), path: await file.path() };
}

/**
 * The words of the PDF that the button hands over, without spaces and line breaks. Its first page is
 * kept as a picture beside those of the screens.
 */
export async function readPaper(page: Page, button: Locator, name: string): Promise<string> {
  const file = await download(page, button);
  expect(file.name).toBe(`${name}.pdf`);
  const quietly = { stdio: ["ignore", "pipe", "ignore"] as ["ignore", "pipe", "ignore"] };
  const facts = execFileSync("pdfinfo", [file.path], quietly).toString();
  expect(facts, "nothing about a case stands in the file's own data").not.toMatch(/K-R8-\d|試験|架空/);
  const picture = join(__dirname, "../output/screens", `paper-${name}`);
  execFileSync("pdftoppm", ["-png", "-r", "70", "-singlefile", file.path, picture], quietly);
  return onPaper(execFileSync("pdftotext", ["-layout", file.path, "-"], quietly).toString());
}

/** Words as `readPaper` answers them. */
export function onPaper(words: string): string {
  return words.normalize("NFKC").replace(/\s/g, "");
}
