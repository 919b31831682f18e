import { describe, expect, test } from "@jest/globals";
import { hashingEmbedder } from "../../bench/eval/hashing-embedder.ts";
import { textsOf } from "../../bench/eval/judge-retrieval.ts";
import { type RetrievalSet, readRetrievalSets } from "../../bench/eval/retrieval-set.ts";
import { localEmbedder } from "../../lib/knowledge/embed-local.ts";
import { judgeRanking } from "../../lib/knowledge/judge-ranking.ts";
import { weightOf } from "../../lib/knowledge/word-weight.ts";
import { stemOf, wordsOf } from "../../lib/knowledge/words.ts";
import type { Embedder } from "../../lib/models/model.ts";

const sets = readRetrievalSets();

describe("the judged sets", () => {
  test("have 150 questions of four personas with an answer and 30 without, and another subject's", () => {
    const [beverage = [], kitchen = []] = sets.map(({ questions }) => questions);
    const answerable = beverage.filter(({ relevant }) => Object.keys(relevant).length > 0);
    expect(answerable.length).toBeGreaterThanOrEqual(150);
    expect(beverage.length - answerable.length).toBeGreaterThanOrEqual(30);
    expect(new Set(beverage.map(({ persona }) => persona)).size).toBe(4);
    expect(kitchen.length).toBeGreaterThan(90);
  });

  test.each(sets.map((set) => [set.name, set] as const))(
    "name documents that are there: %s",
    (_, { documents, questions }) => {
      const ids = new Set(documents.map(({ id }) => id));
      const unknown = questions.flatMap(({ relevant }) => Object.keys(relevant)).filter((id) => !ids.has(id));
      expect(unknown).toEqual([]);
      expect(new Set(questions.map(({ text }) => text)).size).toBe(questions.length);
    },
  );

  test.each(sets.map((set) => [set.name, set] as const))(
    "mark as paraphrases what shares no rare word with its answer: %s",
    (_, { documents, questions }) => {
      const stemsOf = (text: string) => new Set(wordsOf(text).map(stemOf));
      const stems = new Map(
        documents.map(({ id, document }) => [id, stemsOf(`${document.title}\n${document.text}`)]),
      );
      const isRare = (stem: string) =>
        weightOf(stem) >= 0.3 &&
        [...stems.values()].filter((each) => each.has(stem)).length <= documents.length / 5;
      const marked = questions.filter(({ paraphrase }) => paraphrase);
      expect(marked.length).toBeGreaterThan(5);
      const shared = marked.flatMap(({ text, relevant }) =>
        [...stemsOf(text)].filter(
          (stem) =>
            isRare(stem) &&
            Object.keys(relevant).some((id) => relevant[id] === 2 && stems.get(id)?.has(stem)),
        ),
      );
      expect(shared).toEqual([]);
    },
  );
});

describe("the local embedder alone", () => {
  test.each(sets.map((set) => [set.name, set] as const))(
    "finds more than plain hashing: %s",
    async (_, set) => {
      expect(await ndcgOf(set, localEmbedder)).toBeGreaterThan((await ndcgOf(set, hashingEmbedder)) + 0.02);
    },
  );
});

/** nDCG@10 of all questions that have an answer, by nothing but the cosine of question and passage. */
async function ndcgOf(set: RetrievalSet, embedder: Embedder): Promise<number> {
  const passages = await textsOf(set);
  const vectors = await embedder.embed(
    passages.map(({ text }) => text),
    "passage",
  );
  const asked = set.questions.filter(({ relevant }) => Object.keys(relevant).length > 0);
  let sum = 0;
  for (const question of asked) {
    const [vector = []] = await embedder.embed([question.text], "question");
    const near = vectors
      .map((each, at) => ({
        at,
        cosine: each.reduce((sum, value, index) => sum + value * (vector[index] ?? 0), 0),
      }))
      .sort((one, other) => other.cosine - one.cosine);
    const ranked = near.map(({ at }) => passages[at]?.id ?? "");
    sum += judgeRanking(ranked, new Map(Object.entries(question.relevant))).ndcg10;
  }
  return sum / asked.length;
}
