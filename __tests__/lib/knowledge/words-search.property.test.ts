/** The database's BM25 against a plain one, and the search in memory against the database's, on seeded texts. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { PassageCandidate } from "../../../lib/knowledge/rank-passages.ts";
import { loadSnapshot } from "../../../lib/knowledge/snapshot.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

const seed = 20261121;
/** Names of invented things, so that no two share a stem or are a slip apart. */
const words =
  "anvil basket cobalt dynamo ember falcon garnet hollow island jigsaw kettle lantern mirror".split(" ");

async function makeWorkspace(language: string): Promise<string> {
  const args = { p_slug: `words-${crypto.randomUUID().slice(0, 8)}`, p_config: { language } };
  return (await database.call<{ id: string }>("write_workspace", args)).id;
}

/** One document; its vectors say nothing. */
async function store(workspaceId: string, title: string, contents: string[]): Promise<void> {
  await database.call("replace_document", {
    p_workspace: workspaceId,
    p_document: {
      ...{ title, sourceKey: crypto.randomUUID(), contentHash: crypto.randomUUID() },
      ...{ tags: [], sample: false, body: contents.join("\n") },
    },
    p_embedding_model: "none",
    p_passages: contents.map((content) => ({
      ...{ headingPath: [], content, start: 0, end: content.length, tokens: 1, promptTokens: 1 },
      ...{ question: null, embedding: "[1,0,0,0]" },
    })),
  });
}

async function find(workspaceId: string, question: string, limit = 50) {
  const candidates = await database.call<PassageCandidate[]>("find_passages", {
    ...{ p_workspace: workspaceId, p_question: question, p_embedding: null },
    ...{ p_embedding_model: "none", p_limit: limit },
  });
  return inOrder(candidates);
}

const inOrder = (candidates: PassageCandidate[]) =>
  candidates
    .map(({ content, lexicalScore, lexicalRank }) => ({ content, score: Number(lexicalScore), lexicalRank }))
    .sort((a, b) => Number(a.lexicalRank) - Number(b.lexicalRank));

/** BM25 as the book has it: k1 = 1.8, b = 0.75, k3 = 8 for what is asked again, words of the title twice. */
function plainBm25(passages: { title: string; content: string }[], question: string): number[] {
  const texts = passages.map(({ title, content }) => `${title} ${title} ${content}`.trim().split(/ +/));
  const mean = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  return texts.map((text) =>
    [...new Set(question.split(" "))].reduce((sum, word) => {
      const asked = question.split(" ").filter((other) => other === word).length;
      const having = texts.filter((other) => other.includes(word)).length;
      if (having === 0) return sum;
      const rarity = Math.log(1 + (texts.length - having + 0.5) / (having + 0.5));
      const frequency = text.filter((other) => other === word).length;
      const lengthened = 1.8 * (0.25 + (0.75 * text.length) / mean);
      return sum + (((9 * asked) / (8 + asked)) * (rarity * frequency * 2.8)) / (frequency + lengthened);
    }, 0),
  );
}

const text = (min: number, max: number) =>
  fc.array(fc.constantFrom(...words), { minLength: min, maxLength: max }).map((parts) => parts.join(" "));
const documents = fc.array(
  fc.record({ title: text(1, 2), contents: fc.array(text(2, 30), { minLength: 1, maxLength: 4 }) }),
  {
    minLength: 2,
    maxLength: 8,
  },
);

test("scores are those of a plain BM25 over all passages, whatever was added and removed before", async () => {
  await fc.assert(
    fc.asyncProperty(documents, text(1, 12), async (stored, question) => {
      const workspaceId = await makeWorkspace("xx");
      await store(workspaceId, "gone", ["anvil basket gone"]);
      const [gone] = await database.call<{ id: string }[]>("list_documents", { p_workspace: workspaceId });
      for (const { title, contents } of stored) await store(workspaceId, title, contents);
      await database.call("delete_document", { p_workspace: workspaceId, p_document: gone?.id ?? "" });

      const passages = stored.flatMap(({ title, contents }) =>
        contents.map((content) => ({ title, content })),
      );
      const expected = plainBm25(passages, question).filter((score) => score > 0);
      const found = await find(workspaceId, question);
      const scores = found.map(({ score }) => score);
      expect(scores.map((score) => score.toFixed(3))).toEqual(
        expected.sort((a, b) => b - a).map((score) => score.toFixed(3)),
      );
    }),
    { numRuns: 12, seed },
  );
});

test("in a large knowledge base the lists of common words are left unread, and the best are the same", async () => {
  const workspaceId = await makeWorkspace("xx");
  const common = ["mirror", "kettle", "jigsaw"];
  const contents = Array.from({ length: 2_400 }, (_, at) => {
    const rare = at % 100 === 7 ? ` ${words[((at / 100) % 5) | 0]}` : "";
    return `${common.filter((_word, index) => (at >> index) % 8 !== 0).join(" ")}${" filler".repeat(at % 9)}${rare}`;
  });
  await store(workspaceId, "title", contents);
  for (const question of [
    "anvil mirror kettle jigsaw",
    "mirror kettle jigsaw cobalt cobalt",
    "kettle mirror jigsaw",
  ]) {
    const scores = plainBm25(
      contents.map((content) => ({ title: "title", content })),
      question,
    ).sort((a, b) => b - a);
    const found = await find(workspaceId, question, 10);
    expect(found.map(({ score }) => score.toFixed(3))).toEqual(
      scores.slice(0, 10).map((score) => score.toFixed(3)),
    );
  }
});

const trade = `distributor inventory bill-back drop size dropsize keg deposit sell-through shelf-life warehouse route
routing pallets delivery deliveries receivable invoice 3.5 20-30 covid-19 v2 end.next chargeback slotting depletion`;

/** What people make of words: a letter lost, doubled or exchanged, two words as one, a hyphen gone. */
const slips: ((question: string, at: number) => string)[] = [
  (question) => question,
  (question, at) => question.slice(0, at % question.length) + question.slice((at % question.length) + 1),
  (question, at) =>
    question.slice(0, at % question.length) + question.slice(at % question.length).replace(/^(.)/, "$1$1"),
  (question, at) =>
    question.slice(0, at % question.length) + question.slice(at % question.length).replace(/^(.)(.)/, "$2$1"),
  (question) => question.replace(" ", ""),
  (question) => question.replace("-", ""),
  (question) => question.replace("-", " "),
];

test.each(["en", "de"])(
  "a snapshot finds what the database finds, slips and compounds included (%s)",
  async (language) => {
    const workspaceId = await makeWorkspace(language);
    const tradeWords = trade.split(/\s+/);
    for (let at = 0; at < 12; at += 1) {
      const part = Array.from(
        { length: 9 },
        (_, index) => tradeWords[(at * 5 + index * 7) % tradeWords.length],
      );
      await store(workspaceId, `${tradeWords[at]} größe`, [
        `The ${part.join(" and the ")}.`,
        part.slice(0, 4).join(", "),
      ]);
    }
    const snapshot = await loadSnapshot({ call: database.call, workspaceId, embeddingModel: "none" });
    const asked = fc.record({
      question: fc.array(fc.constantFrom(...tradeWords, "about", "set up", "größe"), {
        minLength: 1,
        maxLength: 5,
      }),
      slip: fc.constantFrom(...slips),
      at: fc.nat(40),
    });
    const results: number[] = [];
    await fc.assert(
      fc.asyncProperty(asked, async ({ question, slip, at }) => {
        const written = slip(question.join(" "), at);
        const stored = await find(workspaceId, written);
        const kept = inOrder(snapshot?.search({ question: written, embedding: undefined, limit: 50 }) ?? []);
        const rounded = ({ content, score }: { content: string; score: number }) =>
          `${score.toFixed(2)} ${content}`;
        results.push(stored.length);
        expect([written, ...kept.map(rounded).sort()]).toEqual([written, ...stored.map(rounded).sort()]);
      }),
      { numRuns: 120, seed },
    );
    expect(results.filter((count) => count > 0).length).toBeGreaterThan(100);
  },
);

test("of a page of text its 96 rarest words are searched, in memory too", async () => {
  const workspaceId = await makeWorkspace("xx");
  // The first stands in the fewest passages.
  const page = Array.from({ length: 100 }, (_, at) => `w${at}`);
  await store(workspaceId, "title", [page.join(" "), ...page.slice(96), page.slice(90).join(" ")]);
  const question = page.join(" ");
  const stored = await find(workspaceId, question);
  const load = { call: database.call, workspaceId, embeddingModel: "none" };
  const snapshot = await loadSnapshot(load);
  const kept = inOrder(snapshot?.search({ question, embedding: undefined, limit: 50 }) ?? []);
  expect(stored.map(({ content }) => content)).toEqual([page.join(" "), page.slice(90).join(" ")]);
  expect(kept.map(({ content }) => content)).toEqual(stored.map(({ content }) => content));
});
