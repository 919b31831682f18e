import { describe, expect, test } from "@jest/globals";
import { followUps } from "../../../lib/ai/follow-ups.ts";

const found = (question: string | null, documentId: string, score: number) => ({
  question,
  documentId,
  score,
});
const starters = ["What does it cost?", "How long is a rollout?", "Which ERP systems connect?"];

describe("follow-up questions", () => {
  test("come from the best passages, each document once before any twice", () => {
    const passages = [
      found("How do kegs return?", "kegs", 5),
      found("Who pays a keg's deposit?", "kegs", 4),
      found("Why are routes static?", "routes", 3),
      found("What is cross-docking?", "warehouse", 2),
    ];
    expect(followUps({ asked: ["Tell me about trucks"], passages, starters })).toEqual([
      "How do kegs return?",
      "Why are routes static?",
      "What is cross-docking?",
    ]);
  });

  test("are none that was asked in this conversation, in whatever words", () => {
    const passages = [found("How do I raise drop size?", "a", 2), found("What does a stop cost?", "b", 1)];
    const asked = ["raising our drop size", "hello"];
    expect(followUps({ asked, passages, starters: [] })).toEqual(["What does a stop cost?"]);
  });

  test("are none twice", () => {
    const passages = [
      found("What does a stop cost?", "a", 2),
      found("Can you explain what a stop costs?", "b", 1),
    ];
    expect(followUps({ asked: [], passages, starters: [] })).toHaveLength(1);
  });

  test("are filled up from the workspace's starters to two", () => {
    const passages = [found(null, "a", 2), found("What is drop size?", "b", 1)];
    expect(followUps({ asked: ["What does it cost?"], passages, starters })).toEqual([
      "What is drop size?",
      "How long is a rollout?",
    ]);
  });
});
