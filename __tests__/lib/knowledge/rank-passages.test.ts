import { describe, expect, test } from "@jest/globals";
import {
  type Asked,
  type PassageCandidate,
  type Ranking,
  rankPassages,
} from "../../../lib/knowledge/rank-passages.ts";

let count = 0;

/** Words that no other passage has. */
const words = (seed: number) => Array.from({ length: 12 }, (_, index) => `w${seed}x${index}`).join(" ");

function candidate(change: Partial<PassageCandidate>): PassageCandidate {
  count += 1;
  const content = change.content ?? `Kegs carry a deposit. ${words(count)}`;
  return {
    passageId: `passage-${count}`,
    documentId: `document-${count}`,
    title: "Deposits",
    url: null,
    tags: [],
    sample: false,
    headingPath: [],
    start: 0,
    end: content.length,
    question: null,
    lexicalRank: 1,
    lexicalScore: 1,
    vectorRank: 1,
    similarity: 0.5,
    ...change,
    content,
  };
}

const ranking: Asked & Ranking = {
  question: "keg deposit",
  embeddingModel: "local-v2",
  personaScores: {},
  documentTags: [],
  limit: 5,
};
const ids = (passages: { passageId: string }[]) => passages.map(({ passageId }) => passageId);

describe("passages are ordered", () => {
  test("by both ranks: found by words and by meaning comes before found by one", () => {
    const words = candidate({ lexicalRank: 1, vectorRank: null, similarity: null });
    const both = candidate({ lexicalRank: 2, vectorRank: 2 });
    expect(ids(rankPassages([words, both], ranking))).toEqual([both.passageId, words.passageId]);
  });

  test("by what they cover of the question", () => {
    const half = candidate({ content: "Kegs are heavy.", title: "Handling" });
    const whole = candidate({ content: "Kegs have a deposit.", title: "Handling" });
    expect(rankPassages([half, whole], ranking)[0]?.passageId).toBe(whole.passageId);
  });

  test("with a gentle lift for the visitor and the intent, which turns close calls only", () => {
    const first = candidate({ lexicalScore: 4, similarity: 0.6 });
    const second = candidate({ lexicalScore: 3.9, similarity: 0.59, tags: ["driver"] });
    const last = candidate({ lexicalScore: 1, similarity: 0.1, tags: ["driver"] });
    const lifted = rankPassages([first, second, last], { ...ranking, personaScores: { driver: 0.6 } });
    expect(ids(lifted)).toEqual([second.passageId, first.passageId, last.passageId]);
    const byIntent = rankPassages([first, second, last], { ...ranking, documentTags: ["driver"] });
    expect(ids(byIntent)[0]).toBe(second.passageId);
  });

  test("with a little lift for what was changed lately", () => {
    const now = Date.parse("2026-11-21T00:00:00Z");
    const old = candidate({ updatedAt: "2021-01-01T00:00:00Z" });
    const recent = candidate({ updatedAt: "2026-11-01T00:00:00Z" });
    const undated = candidate({});
    expect(ids(rankPassages([old, undated, recent], { ...ranking, now }))[0]).toBe(recent.passageId);
    expect(ids(rankPassages([old, undated, recent], ranking))[0]).toBe(old.passageId);
    const better = candidate({ lexicalScore: 1.3, similarity: 0.6, updatedAt: "2021-01-01T00:00:00Z" });
    expect(ids(rankPassages([recent, better], { ...ranking, now }))[0]).toBe(better.passageId);
  });

  test("by what marks the best: a passage that resembles them comes before one that only shares the question's word", () => {
    const best = candidate({
      lexicalScore: 5,
      content: "Keg deposit: charged with full barrels, credited with empty barrels.",
    });
    const like = candidate({
      lexicalScore: 2,
      content: "Empty barrels are credited when full barrels arrive; a keg each.",
    });
    const unlike = candidate({
      lexicalScore: 2,
      content: "Keg racing is a sport of the village fair on every second Sunday.",
    });
    const least = candidate({
      lexicalScore: 1,
      similarity: 0.1,
      content: "Something else altogether, about a church.",
    });
    expect(ids(rankPassages([unlike, least, like, best], ranking)).slice(0, 3)).toEqual(
      [best, like, unlike].map(({ passageId }) => passageId),
    );
  });

  test("by its phrases: words that stand side by side in the question and the passage", () => {
    const apart = candidate({ content: "The deposit is paid before a keg leaves.", title: "Handling" });
    const together = candidate({ content: "The keg deposit is paid before it leaves.", title: "Handling" });
    expect(rankPassages([apart, together], ranking)[0]?.passageId).toBe(together.passageId);
  });

  test("by local vectors less, the longer the question is; by a model's as much", () => {
    const long =
      "keg deposit barrel dock driver truck invoice pallet route shelf crate label winter storage rinse valve";
    const [short, longer] = ["keg deposit", long].map((question) => {
      const found = [candidate({}), candidate({ similarity: 0.1 })];
      const meaning = (embeddingModel: string) =>
        rankPassages(found, { ...ranking, question, embeddingModel })[0]?.contributions.meaning;
      return { local: meaning("local-v2"), model: meaning("openai:text-embedding-3-small") };
    });
    expect(longer?.local).toBeCloseTo(Number(short?.local) / 2);
    expect(longer?.model).toBe(short?.model);
  });

  test("and say what their score is made of", () => {
    const [passage] = rankPassages([candidate({ tags: ["driver"] })], {
      ...ranking,
      personaScores: { driver: 0.5 },
    });
    const { words = 0, meaning = 0, coverage = 0, alike = 0, lift = 0 } = passage?.contributions ?? {};
    expect(lift).toBeCloseTo(1.1);
    expect(passage?.score).toBeCloseTo((words + meaning + coverage + alike) * lift);
  });
});

describe("the best are diverse", () => {
  test("a document that was taken makes room for others that are nearly as good", () => {
    const same = [1, 2, 3].map((rank) =>
      candidate({ documentId: "one", lexicalScore: 5 - rank / 10, similarity: 0.6 - rank / 100 }),
    );
    const other = candidate({ documentId: "two", lexicalScore: 4.6, similarity: 0.56 });
    const far = candidate({ lexicalScore: 1, similarity: 0.1 });
    expect(
      rankPassages([...same, other, far], { ...ranking, limit: 3 }).map(({ documentId }) => documentId),
    ).toEqual(["one", "two", "one"]);
  });

  test("and a document's second passage waits for others that are half as good", () => {
    const same = [1, 2].map((rank) =>
      candidate({ documentId: "one", lexicalScore: 5 - rank / 10, similarity: 0.6 }),
    );
    const others = [3.2, 3.1].map((lexicalScore) => candidate({ lexicalScore, similarity: 0.5 }));
    const far = candidate({ lexicalScore: 1, similarity: 0.1 });
    const found = rankPassages([...same, ...others, far], { ...ranking, limit: 4 });
    expect(ids(found).indexOf(same[1]?.passageId ?? "")).toBe(3);
  });

  test("what says the same comes once", () => {
    const content = "A keg carries a deposit of thirty dollars until it returns empty to the dock in time.";
    const twice = [candidate({ content }), candidate({ content: `Again: ${content}` })];
    expect(rankPassages(twice, ranking)).toHaveLength(1);
  });

  test("no more than the limit", () => {
    expect(
      rankPassages(
        Array.from({ length: 9 }, () => candidate({})),
        ranking,
      ),
    ).toHaveLength(5);
  });
});

describe("the ranking leaves nothing out", () => {
  test("but what says the same: what is not about the question comes last", () => {
    const about = candidate({ lexicalScore: 3 });
    const not = candidate({ content: "Nothing of that.", title: "Other", lexicalScore: 1, similarity: 0 });
    expect(ids(rankPassages([not, about], ranking))).toEqual([about.passageId, not.passageId]);
  });

  test("and takes no candidates, and candidates without any score", () => {
    expect(rankPassages([], ranking)).toEqual([]);
    const bare = candidate({ lexicalRank: null, lexicalScore: null, vectorRank: null, similarity: null });
    expect(rankPassages([bare], ranking)).toHaveLength(1);
  });
});
