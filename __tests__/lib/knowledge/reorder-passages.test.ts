import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type PassageCandidate, rankPassages } from "../../../lib/knowledge/rank-passages.ts";
import { reorderPassages } from "../../../lib/knowledge/reorder-passages.ts";

/** Ranked passages of some documents, `size` in all, with tags that lift. */
function ranked({ seeds, lifted = {} }: { seeds: number[]; lifted?: Record<string, number> }) {
  const candidates = seeds.map(
    (seed, index): PassageCandidate => ({
      passageId: `passage ${index}`,
      documentId: `document ${seed % 4}`,
      title: `Title ${index}`,
      url: null,
      tags: seed % 3 === 0 ? ["driver"] : [],
      sample: false,
      headingPath: [],
      content: `word${index} keg${seed} is its own text number${index * 7}`,
      start: 0,
      end: 40,
      question: null,
      lexicalRank: index + 1,
      lexicalScore: 30 - index - (seed % 5),
      vectorRank: null,
      similarity: null,
    }),
  );
  return rankPassages(candidates, {
    question: "keg text",
    embeddingModel: "local-words",
    personaScores: lifted,
    documentTags: [],
    limit: seeds.length,
  });
}

const seeds = fc.array(fc.nat({ max: 99 }), { minLength: 2, maxLength: 20 });
const ids = (passages: readonly { passageId: string }[]) => passages.map(({ passageId }) => passageId);
const relevance = ({
  contributions: { words, meaning, coverage, alike },
}: ReturnType<typeof ranked>[number]) => words + meaning + coverage + alike;

test("no order, and the order of what speaks for each, change nothing", () => {
  fc.assert(
    fc.property(seeds, fc.double({ min: 0, max: 1, noNaN: true }), (all, driver) => {
      const before = ranked({ seeds: all, lifted: { driver } });
      const own = [...before].sort((one, other) => relevance(other) - relevance(one));
      expect(ids(reorderPassages(before, []))).toEqual(ids(before));
      expect(ids(reorderPassages(before, ids(own)))).toEqual(ids(before));
    }),
  );
});

test("whatever the order, each passage is there once, with the text it had", () => {
  fc.assert(
    fc.property(seeds, fc.array(fc.nat({ max: 30 })), (all, places) => {
      const before = ranked({ seeds: all });
      const order = [...new Set(places.map((place) => `passage ${place}`))];
      const after = reorderPassages(before, order);
      expect(ids(after).sort()).toEqual(ids(before).sort());
      const texts = new Map(before.map(({ passageId, content }) => [passageId, content]));
      expect(after.every(({ passageId, content }) => texts.get(passageId) === content)).toBe(true);
    }),
  );
});

/** Nearly alike by the search: each a little below the one before. */
const alike = (documents: string[], lifts: number[] = []) =>
  ranked({ seeds: documents.map((_, index) => index) }).map((passage, index) => {
    const lift = lifts[index] ?? 1;
    const words = 2 - index * 0.02;
    const contributions = { words, meaning: 0, coverage: 0, alike: 0, lift };
    const documentId = String(documents[index]);
    return { ...passage, passageId: `p${index}`, documentId, score: words * lift, contributions };
  });

test("a second passage of a document still comes after another document's", () => {
  const before = alike(["a", "b", "c", "c", "c"]);
  expect(ids(reorderPassages(before, ["p2", "p3", "p4", "p0", "p1"], 3))).toEqual(["p2", "p0", "p1"]);
});

test("what lifts a passage still does", () => {
  const order = ["p1", "p2", "p0"];
  expect(ids(reorderPassages(alike(["a", "b", "c"]), order))).toEqual(order);
  expect(ids(reorderPassages(alike(["a", "b", "c"], [1, 1, 1.2]), order))[0]).toBe("p2");
});
