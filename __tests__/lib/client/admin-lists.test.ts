import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { countTags, type DocumentFilter, findDocuments } from "../../../lib/client/admin-find-documents.ts";
import type { DocumentSummary, StoredPassage } from "../../../lib/client/admin-knowledge.ts";
import { layOutPassages } from "../../../lib/client/admin-lay-out-passages.ts";
import { distinctWords, matchedWords } from "../../../lib/client/admin-matched-words.ts";

function document(change: Partial<DocumentSummary>): DocumentSummary {
  return {
    id: crypto.randomUUID(),
    title: "Untitled",
    url: null,
    tags: [],
    sample: false,
    status: "ready",
    error: null,
    passages: 1,
    createdAt: "2026-11-01T08:00:00Z",
    updatedAt: "2026-11-01T08:00:00Z",
    ...change,
  };
}

const everything: DocumentFilter = { words: "", tag: undefined, order: "title", direction: "ascending" };
const titles = (documents: DocumentSummary[]) => documents.map(({ title }) => title);

describe("the list of documents", () => {
  const list = [
    document({ title: "Routes", tags: ["delivery"], passages: 4, updatedAt: "2026-11-03T08:00:00Z" }),
    document({ title: "Café deposits", tags: ["cash"], passages: 9, updatedAt: "2026-11-02T08:00:00Z" }),
    document({ title: "Loading", tags: ["delivery", "warehouse"], passages: 4 }),
  ];

  it("is found by any words of title and tags, in any order, without case and accents", () => {
    expect(titles(findDocuments(list, { ...everything, words: "CAFE" }))).toEqual(["Café deposits"]);
    expect(titles(findDocuments(list, { ...everything, words: "warehouse load" }))).toEqual(["Loading"]);
    expect(findDocuments(list, { ...everything, words: "routes cash" })).toEqual([]);
  });

  it("is narrowed by a tag and counts what each tag would leave", () => {
    expect(titles(findDocuments(list, { ...everything, tag: "delivery" }))).toEqual(["Loading", "Routes"]);
    expect(countTags(list)).toEqual([
      { tag: "cash", documents: 1 },
      { tag: "delivery", documents: 2 },
      { tag: "warehouse", documents: 1 },
    ]);
  });

  it("keeps equal rows in the order of their titles, whichever way it is sorted", () => {
    const order = { ...everything, order: "passages" as const };
    expect(titles(findDocuments(list, order))).toEqual(["Loading", "Routes", "Café deposits"]);
    expect(titles(findDocuments(list, { ...order, direction: "descending" }))).toEqual([
      "Café deposits",
      "Loading",
      "Routes",
    ]);
    expect(titles(findDocuments(list, { ...order, order: "updated", direction: "descending" }))[0]).toBe(
      "Routes",
    );
  });
});

function passage(start: number, end: number): StoredPassage {
  return {
    passageId: `${start}-${end}`,
    headingPath: [],
    content: "",
    start,
    end,
    tokens: 1,
    context: null,
    page: null,
    question: null,
  };
}

describe("a document laid out with its passages", () => {
  it("shows what lies between passages, and says what two of them share", () => {
    const laidOut = layOutPassages("# A\n\none two three", [passage(5, 12), passage(9, 18)]);
    expect(laidOut.map(({ kind, text }) => [kind, text])).toEqual([
      ["between", "# A\n\n"],
      ["passage", "one two"],
      ["passage", " three"],
    ]);
    expect(laidOut[2]).toMatchObject({ number: 2, shared: 3 });
  });

  it("shows the whole text exactly once, wherever the passages lie", () => {
    const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => passage(Math.min(a, b), Math.max(a, b)));
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), fc.array(span, { maxLength: 8 }), (text, passages) => {
        const laidOut = layOutPassages(text, passages);
        expect(laidOut.map((stretch) => stretch.text).join("")).toBe(text);
        expect(laidOut.filter(({ kind }) => kind === "passage")).toHaveLength(passages.length);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe("the words that made a passage match", () => {
  const text = "Routing software plans each route. The routes' drivers decide.";

  it("are found in every form, and only where they stand", () => {
    const ranges = matchedWords(text, "How do we plan routes?");
    expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual([
      "Routing",
      "plans",
      "route",
      "routes",
    ]);
    expect(distinctWords(text, ranges)).toEqual(["routing", "plans", "route", "routes"]);
  });

  it("are never the small words that stand everywhere", () => {
    expect(matchedWords("This is the one", "What is the plan?")).toEqual([]);
  });
});
