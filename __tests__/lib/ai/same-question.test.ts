import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readQuestionPairs } from "../../../bench/eval/question-pairs.ts";
import { leansOnHistory } from "../../../lib/ai/leans-on-history.ts";
import { isSameQuestion } from "../../../lib/ai/same-question.ts";
import type { ModelMessage } from "../../../lib/models/model.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const pairs = readQuestionPairs();

describe("of the list of pairs", () => {
  test("there are at least 150, of every kind", () => {
    expect(pairs.length).toBeGreaterThanOrEqual(150);
    const kinds = new Set(pairs.map(({ kind }) => kind));
    for (const kind of ["opposite", "negated", "numeric", "unit", "name", "swapped", "paraphrase"])
      expect(kinds).toContain(kind);
  });

  test("no two different questions are taken for the same, from either side", () => {
    const taken = pairs.filter(({ same, a, b }) => !same && (isSameQuestion(a, b) || isSameQuestion(b, a)));
    expect(taken).toEqual([]);
  });

  test("two thirds of the paraphrases are known", () => {
    const paraphrases = pairs.filter(({ same }) => same);
    const known = paraphrases.filter(({ a, b }) => isSameQuestion(a, b));
    expect(known.length / paraphrases.length).toBeGreaterThan(2 / 3);
  });
});

test("a question is itself, whatever it is, and its order matters to nobody's asking first", () => {
  const question = fc.array(
    fc.constantFrom(..."what is not the of a truck Netsuite 20 % ? , . IT's I".split(" ")),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(question, question, fc.string({ unit: "grapheme" }), (one, other, any) => {
      const [a, b] = [one.join(" "), other.join(" ")];
      expect(isSameQuestion(a, b)).toBe(isSameQuestion(b, a));
      expect(() => isSameQuestion(any, a)).not.toThrow();
    }),
    { seed: 20261121, numRuns: 500 },
  );
  for (const { a } of pairs) expect([a, isSameQuestion(a, a)]).toEqual([a, true]);
});

test("any word put in or taken out that is not known to mean nothing makes another question", () => {
  const words = "not without never more before only each Tuesday 7 closed supplier they".split(" ");
  for (const { a } of pairs) {
    const parts = a.split(" ");
    for (const [at, word] of words.entries()) {
      const changed = parts.toSpliced((at % parts.length) + 1, 0, word).join(" ");
      expect([changed, isSameQuestion(a, changed)]).toEqual([changed, false]);
    }
  }
});

test("a long message is compared in no noticeable time", () => {
  const long = "Hello, can you tell me what it costs? ".repeat(110);
  expect(cpuMsOf(() => isSameQuestion(long, `${long} `))).toBeLessThan(100);
});

describe("a message leans on what was said before", () => {
  const asked = (...messages: string[]): ModelMessage[] =>
    messages.map((content) => ({ role: "user", content }));
  test.each([
    ["And how long does that take?", asked("What is a rollout?")],
    ["Why is it so expensive?", asked("What is the price?")],
    ["How long?", asked("What is a rollout?")],
    ["What does the Professional edition cost?", asked("We run 20 trucks.")],
    ["What does the Professional edition cost?", asked("Answer in Spanish.")],
    ["What does the Professional edition cost?", asked("What is the price for 20 trucks?")],
    ["What does the Professional edition cost?", asked("What is a rollout? Keep it short.")],
    ["What does the Professional edition cost?", asked("What is a rollout?", "Can we do it by May?")],
  ])("%s", (message, history) => {
    expect(leansOnHistory(message, history)).toBe(true);
  });

  test.each([
    ["Why is it so expensive?", []],
    [
      "What does the Professional edition cost?",
      asked("What is a rollout?", "How does route planning work?"),
    ],
  ])("but not: %s", (message, history) => {
    expect(leansOnHistory(message, history)).toBe(false);
  });
});
