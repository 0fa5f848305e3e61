/** Ties written as her screens would send them, many at once. */
import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";

const KINDS = ["supporting", "weak", "stressful", "broken"];
const FLOWS = ["unsaid", "to_her", "from_her", "both"];

/** Describes so many people around her in the case that is open, numbered from `first` on. */
export async function describe(page: Page, count: number, first = 1): Promise<void> {
  const found = /\/case\/([0-9a-f-]+)/.exec(page.url());
  if (found === null) {
    throw new Error("no case is open");
  }
  const now = await page.evaluate(() => new Date().toISOString());
  const envelopes = Array.from({ length: count }, (_, at) => ({
    id: randomUUID(),
    occurred_at: now,
    command: {
      case: {
        case: found[1],
        act: {
          record_tie: {
            tie: randomUUID(),
            side: at % 2 === 0 ? "hers" : "worker",
            to: { person: { name: `架空の人 ${first + at}`, relation: "友人" } },
            how: { kind: KINDS[at % KINDS.length], strength: "some", flow: FLOWS[at % FLOWS.length] },
            words: "",
          },
        },
      },
    },
  }));
  const refused = await page.evaluate(async (envelopes) => {
    const answer = await fetch("/api/push", {
      method: "POST",
      headers: { "content-type": "application/json", "x-tomoni": "1" },
      body: JSON.stringify({ protocol: 1, envelopes }),
    });
    const { results } = (await answer.json()) as { results: { outcome: object }[] };
    return results.filter((result) => !("done" in result.outcome)).length;
  }, envelopes);
  expect(refused, "ties were refused").toBe(0);
}
