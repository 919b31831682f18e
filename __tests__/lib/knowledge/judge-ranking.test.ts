import { describe, expect, test } from "@jest/globals";
import { judgeRanking, summariseRankings } from "../../../lib/knowledge/judge-ranking.ts";

const graded = (grades: Record<string, number>) => new Map(Object.entries(grades));

describe("one ranking", () => {
  test("in the ideal order is worth one in everything", () => {
    const figures = judgeRanking(["a", "b", "x"], graded({ a: 2, b: 1 }));
    expect(figures).toEqual({ ndcg10: 1, recall5: 1, reciprocalRank: 1 });
  });

  test("discounts each grade by the logarithm of its place", () => {
    // (1 / log2(3) + 2 / log2(4)) / (2 / log2(2) + 1 / log2(3)) = 1.63093 / 2.63093
    const { ndcg10, reciprocalRank } = judgeRanking(["x", "b", "a"], graded({ a: 2, b: 1 }));
    expect(ndcg10).toBeCloseTo(0.61991, 5);
    expect(reciprocalRank).toBe(0.5);
  });

  test("looks for recall among five, and for the rest among ten", () => {
    const ranked = ["1", "2", "3", "4", "5", "a", "7", "8", "9", "10", "b"];
    const figures = judgeRanking(ranked, graded({ a: 1, b: 1 }));
    expect(figures.recall5).toBe(0);
    expect(figures.reciprocalRank).toBeCloseTo(1 / 6, 10);
    expect(figures.ndcg10).toBeCloseTo(1 / Math.log2(7) / (1 + 1 / Math.log2(3)), 10);
    expect(judgeRanking(ranked, graded({ b: 1 }))).toEqual({ ndcg10: 0, recall5: 0, reciprocalRank: 0 });
  });

  test("counts what comes twice once, and gives its second place to the next", () => {
    const twice = judgeRanking(["a", "a", "b"], graded({ a: 2, b: 1 }));
    expect(twice).toEqual({ ndcg10: 1, recall5: 1, reciprocalRank: 1 });
  });

  test("is not held to more than ten could show", () => {
    const many = Array.from({ length: 12 }, (_, index) => `e${index}`);
    const figures = judgeRanking(many, new Map(many.map((id) => [id, 1])));
    expect(figures.ndcg10).toBeCloseTo(1, 10);
    expect(figures.recall5).toBeCloseTo(5 / 12, 10);
  });

  test("cannot be judged by nothing", () => {
    expect(() => judgeRanking(["a"], graded({ a: 0 }))).toThrow(RangeError);
  });
});

describe("many questions", () => {
  test("count the same each, and the unanswerable apart", () => {
    const figures = (ndcg10: number) => ({ ndcg10, recall5: 1, reciprocalRank: 0.5 });
    const summary = summariseRankings([
      { kind: "answerable", figures: figures(1), declined: false },
      { kind: "answerable", figures: figures(0.5), declined: true },
      { kind: "unanswerable", declined: true },
      { kind: "unanswerable", declined: false },
    ]);
    expect(summary).toEqual({
      ...{ answerable: 2, unanswerable: 2, ndcg10: 0.75, recall5: 1, mrr: 0.5 },
      ...{ unanswerableRecognised: 0.5, wronglyDeclined: 0.5 },
    });
  });

  test("of one kind alone have no figure of the other", () => {
    const summary = summariseRankings([{ kind: "unanswerable", declined: true }]);
    expect(summary).toMatchObject({ ndcg10: null, recall5: null, mrr: null, unanswerableRecognised: 1 });
  });
});
