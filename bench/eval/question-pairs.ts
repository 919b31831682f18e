import { readFileSync } from "node:fs";
import { leastSimilarity } from "../../lib/ai/answer-cache.ts";
import { isSameQuestion } from "../../lib/ai/same-question.ts";
import { embedText } from "../../lib/knowledge/embed-local.ts";

/** Two questions, and whether an answer to one answers the other. */
export type QuestionPair = {
  /** Before or after the guard's faults had been looked at. */
  written: "before" | "after";
  kind: string;
  same: boolean;
  a: string;
  b: string;
};

export function readQuestionPairs(): QuestionPair[] {
  const file = new URL("./question-pairs.jsonl", import.meta.url);
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as QuestionPair);
}

/**
 * Prints how often the answer cache would answer a question with another's answer (false hits; must be none) and
 * how often it knows a paraphrase, by the guard alone and together with the similarity of the local embedder.
 */
export function printQuestionPairsEval(): void {
  const pairs = readQuestionPairs();
  console.log(`\nSame questions (${pairs.length} pairs)`);
  for (const written of ["before", "after"] as const) {
    const set = pairs.filter((pair) => pair.written === written);
    const different = set.filter(({ same }) => !same);
    const paraphrases = set.filter(({ same }) => same);
    const near = different.filter(isNear);
    const falseHits = different.filter(({ a, b }) => isSameQuestion(a, b));
    const guarded = paraphrases.filter(({ a, b }) => isSameQuestion(a, b));
    console.log(`\n  written ${written} the guard's faults were looked at: ${set.length} pairs`);
    console.log(
      `    different questions: ${different.length}, of which similarity alone takes ${near.length} for the same`,
    );
    console.log(`    false hits of the guard alone: ${falseHits.length}`);
    for (const { a, b } of falseHits) console.log(`      ${a} | ${b}`);
    const both = guarded.filter(isNear);
    console.log(
      `    paraphrases: ${paraphrases.length}, known by the guard ${share(guarded, paraphrases)}, by guard and similarity ${share(both, paraphrases)}`,
    );
  }
}

function isNear({ a, b }: QuestionPair): boolean {
  const other = embedText(b);
  return embedText(a).reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0) > leastSimilarity;
}

function share(some: unknown[], all: unknown[]): string {
  return `${some.length} (${((100 * some.length) / Math.max(1, all.length)).toFixed(0)} %)`;
}
