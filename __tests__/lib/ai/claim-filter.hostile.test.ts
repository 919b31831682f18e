/** A model's answer may be anybody's words, and so may what its visitor said: judging them may not hold up the others. */
import { describe, expect, test } from "@jest/globals";
import { claimFilter } from "../../../lib/ai/claim-filter.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const content = "Large costs $185 per truck per month. Small costs $120 per truck. A trial takes 60 days.";

function cpuMsOfAnswer(answer: string, said: readonly string[] = []): number {
  const sources = [{ content, start: 0, title: "Prices", headingPath: [] }];
  const filter = claimFilter(() => ({ sources, said, names: ["Acme"] }));
  const pieces = answer.match(/.{1,4}/gsu) ?? [];
  return cpuMsOf(() => {
    for (const piece of pieces) filter.read(piece);
    filter.end();
  });
}

const filled = (pattern: string, length: number) => pattern.repeat(length).slice(0, length);

/** A long answer of ordinary sentences takes some 20 ms. */
const longestMs = 3_000;

describe("an answer is judged in bounded time", () => {
  test.each([
    ["of quotations that are not closed", filled("“. A", 3_000)],
    ["of many marks before a word", `We guarantee delivery${" [1]".repeat(27)} tomorrow.`],
    ["of circled digits", filled("① ", 3_000)],
    [
      "of hyphens behind a word",
      filled(`6 trucks ${"a".repeat(250)}${"-".repeat(500)}b 5 6 7 8 9 days are good. `, 4_000),
    ],
  ])("%s", (_, answer) => {
    expect(cpuMsOfAnswer(answer)).toBeLessThan(longestMs);
  });

  test.each([
    ["one long word", filled("a", 4_000)],
    ["many figures", filled("1 2 3 4 5 ", 4_000)],
    ["the same figure again and again", filled("5 ", 4_000)],
  ])("whose conversation has messages of %s", (_, message) => {
    const said = Array.from({ length: 10 }, (_unused, index) => `${index} ${message}`);
    const answer = filled("It costs $5 and 6 trucks take 7 days. ", 2_000);
    expect(cpuMsOfAnswer(answer, said)).toBeLessThan(longestMs);
  });
});
