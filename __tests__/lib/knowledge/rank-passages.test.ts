import { describe, expect, test } from "@jest/globals";
import { type PassageCandidate, type Ranking, rankPassages } from "../../../lib/knowledge/rank-passages.ts";

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

const ranking: Ranking = {
  question: "keg deposit",
  embeddingModel: "local-v1",
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
    const first = candidate({ lexicalRank: 1, vectorRank: 1 });
    const second = candidate({ lexicalRank: 2, vectorRank: 2, tags: ["driver"] });
    const last = candidate({ lexicalRank: 20, vectorRank: 20, tags: ["driver"] });
    const lifted = rankPassages([first, second, last], { ...ranking, personaScores: { driver: 0.6 } });
    expect(ids(lifted)).toEqual([second.passageId, first.passageId, last.passageId]);
    const byIntent = rankPassages([first, second], { ...ranking, documentTags: ["driver"] });
    expect(ids(byIntent)[0]).toBe(second.passageId);
  });

  test("and say what their score is made of", () => {
    const [passage] = rankPassages([candidate({ tags: ["driver"] })], {
      ...ranking,
      personaScores: { driver: 0.5 },
    });
    const { words = 0, meaning = 0, coverage = 0, lift = 0 } = passage?.contributions ?? {};
    expect(lift).toBeCloseTo(1.1);
    expect(passage?.score).toBeCloseTo((words + meaning + coverage) * lift);
  });
});

describe("the best are diverse", () => {
  test("a document that was taken makes room for others that are nearly as good", () => {
    const same = [1, 2, 3].map((rank) =>
      candidate({ documentId: "one", lexicalRank: rank, vectorRank: rank }),
    );
    const other = candidate({ documentId: "two", lexicalRank: 4, vectorRank: 4 });
    expect(
      rankPassages([...same, other], { ...ranking, limit: 3 }).map(({ documentId }) => documentId),
    ).toEqual(["one", "two", "one"]);
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

describe("a question about something else finds nothing", () => {
  test("though a passage shares a word with it", () => {
    const capital = candidate({
      content: "Working capital is tied up in kegs.",
      title: "Cash",
      similarity: 0.2,
    });
    expect(rankPassages([capital], { ...ranking, question: "What is the capital of France?" })).toEqual([]);
  });

  test("unless its meaning is near", () => {
    const near = candidate({ content: "Barrels return empty.", title: "Barrels", similarity: 0.6 });
    expect(rankPassages([near], ranking)).toHaveLength(1);
  });

  test("but a misspelt one is understood", () => {
    const kegs = candidate({ similarity: 0.1 });
    expect(rankPassages([kegs], { ...ranking, question: "depsoit for kegs" })).toHaveLength(1);
  });
});
