import type { JudgedQuestion } from "./retrieval-set.ts";

export type Measures = { ndcg10: number; recall5: number; mrr: number };

/**
 * Means over questions with an answer. `ranked` are documents, best first, each once. nDCG@10 gains 2^grade − 1,
 * discounted by log2(rank + 1); Recall@5 is the share of the relevant documents (at most five) among the first five;
 * MRR is of the first document that is relevant at all.
 */
export function measure(
  answers: readonly { question: JudgedQuestion; ranked: readonly string[] }[],
): Measures {
  const mean = (of: (answer: (typeof answers)[number]) => number) =>
    answers.reduce((sum, answer) => sum + of(answer), 0) / Math.max(1, answers.length);
  return {
    ndcg10: mean(({ question, ranked }) => ndcg(question.relevant, ranked)),
    recall5: mean(({ question: { relevant }, ranked }) => {
      const found = ranked.slice(0, 5).filter((id) => (relevant[id] ?? 0) > 0).length;
      return found / Math.min(5, Object.keys(relevant).length);
    }),
    mrr: mean(({ question: { relevant }, ranked }) => {
      const at = ranked.findIndex((id) => (relevant[id] ?? 0) > 0);
      return at < 0 ? 0 : 1 / (at + 1);
    }),
  };
}

function ndcg(relevant: Record<string, number>, ranked: readonly string[]): number {
  const ideal = Object.values(relevant).sort((one, other) => other - one);
  return gainOf(ranked.slice(0, 10).map((id) => relevant[id] ?? 0)) / gainOf(ideal.slice(0, 10));
}

function gainOf(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
}
