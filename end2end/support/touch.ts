/** A finger and a mouse on a card, and a keyboard that converts kana: what Playwright has no words for. */
import type { Locator, Page } from "@playwright/test";

interface Point {
  x: number;
  y: number;
}

async function middle(place: Locator): Promise<Point> {
  const box = await place.boundingBox();
  if (box === null) {
    throw new Error("there is nothing to touch");
  }
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 120) };
}

function between(from: Point, to: Point, steps: number): Point[] {
  return Array.from({ length: steps }, (_, at) => {
    const part = (at + 1) / steps;
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  });
}

async function stroke(page: Page, start: Point, end: Point): Promise<void> {
  const finger = await page.context().newCDPSession(page);
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [start] });
  for (const point of between(start, end, 12)) {
    await finger.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [point] });
  }
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await finger.detach();
}

/** Drags with one finger, as the browser reports it. */
export async function dragWithFinger(page: Page, from: Locator, to: Locator): Promise<void> {
  await stroke(page, await middle(from), await middle(to));
}

/** Swipes up over nearly the whole height of a list and lets go while moving: it runs on. */
export async function swipeUp(page: Page, list: Locator): Promise<void> {
  const box = await list.boundingBox();
  if (box === null) {
    throw new Error("there is nothing to swipe");
  }
  const x = box.x + box.width / 2;
  await stroke(page, { x, y: box.y + box.height - 40 }, { x, y: box.y + 40 });
}

/** Drags with the mouse. */
export async function dragWithMouse(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await middle(from);
  const end = await middle(to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  for (const point of between(start, end, 12)) {
    await page.mouse.move(point.x, point.y);
  }
  await page.mouse.up();
}

/**
 * Types with an input method: the kana appear while they are converted, Enter (key 229) takes the
 * conversion and must not do anything else.
 */
export async function convert(page: Page, into: Locator, kana: string[], taken: string): Promise<void> {
  await into.focus();
  const keyboard = await page.context().newCDPSession(page);
  for (const text of kana) {
    await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", windowsVirtualKeyCode: 229, key: "Process" });
    await keyboard.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }
  await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", windowsVirtualKeyCode: 229, key: "Enter", code: "Enter" });
  await keyboard.send("Input.insertText", { text: taken });
  await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", windowsVirtualKeyCode: 13, key: "Enter", code: "Enter" });
  await keyboard.detach();
}
