import { describe, expect, test } from "@jest/globals";
import { learnMeanings, readMeanings } from "../../../lib/knowledge/corpus-meanings.ts";
import { learnedEmbedder } from "../../../lib/knowledge/embed-learned.ts";
import { readFeatures } from "../../../lib/knowledge/read-features.ts";

/** Two subjects whose words stand together only within each; "zorb" and "quell" never meet in one passage. */
const draft = [
  "zorb tap cellar",
  "tap cellar quell",
  "cellar zorb brass",
  "quell brass tap",
  "brass cellar tap",
];
const ledger = [
  "grint audit folio",
  "audit folio wexel",
  "folio grint quire",
  "wexel quire audit",
  "quire folio audit",
];
const texts = [...draft.slice(0, 4), ...ledger.slice(0, 4)];

function cosine(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((sum, v, at) => sum + v * (b[at] ?? 0), 0);
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
}

describe("a snapshot learnt from passages", () => {
  const bytes = learnMeanings(texts);
  const meanings = readMeanings(bytes);
  const meaning = (text: string) => meanings.meaningOf(readFeatures(text));

  test("brings words together that keep the same company, though they never meet", () => {
    expect(cosine(meaning("zorb"), meaning("quell"))).toBeGreaterThan(0.3);
    expect(Math.abs(cosine(meaning("zorb"), meaning("wexel")))).toBeLessThan(0.1);
  });

  test("is the same each time and has its content's id", () => {
    expect(learnMeanings(texts).equals(bytes)).toBe(true);
    expect(readMeanings(learnMeanings(texts)).id).toBe(meanings.id);
    expect(readMeanings(learnMeanings(texts.slice(2))).id).not.toBe(meanings.id);
  });

  test("makes vectors of the same dimensions, of a model of its own", async () => {
    const embedder = learnedEmbedder(meanings);
    expect(embedder.model).toBe(`local-v2+${meanings.id}`);
    const [known, unknown, empty] = await embedder.embed(["zorb", "xyzzy", "the"], "passage");
    for (const vector of [known, unknown, empty]) {
      expect(vector).toHaveLength(embedder.dimensions);
      expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 6);
    }
  });

  test("knows nothing of words that were not learnt", () => {
    expect(Math.hypot(...meaning("xyzzy"))).toBe(0);
  });

  test("is refused where it is damaged", () => {
    expect(() => readMeanings(bytes.subarray(0, bytes.length - 30))).toThrow(/damaged/);
  });

  test("of passages without a common word is empty, not a failure", () => {
    const nothing = readMeanings(learnMeanings(["alpha", "beta", "gamma"]));
    expect(nothing.terms).toBe(0);
    expect(Math.hypot(...nothing.meaningOf(readFeatures("alpha")))).toBe(0);
  });
});
