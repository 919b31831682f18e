/** The half of the search that goes by vectors, held to a plain comparison with all of them. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import pg from "pg";
import { toConnection } from "../../../lib/db/postgres.ts";
import type { PassageCandidate } from "../../../lib/knowledge/rank-passages.ts";
import { toVectorText } from "../../../lib/knowledge/vector-text.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { englishWorkspace } from "../../support/english-workspace.ts";

let database: TestDatabase;
let client: pg.Client;
let large: string;
let small: string;
let index: string;
const dimensions = 256;
const vectors = new Map<string, number[]>();

beforeAll(async () => {
  database = await startTestDatabase();
  client = new pg.Client(toConnection(database.url));
  await client.connect();
  large = await englishWorkspace(database, "large");
  small = await englishWorkspace(database, "small");
  // As a bulk load does; it is built when everything is there.
  const { rows } = await client.query(
    "select indexdef from pg_indexes where indexname = 'passage_vectors_256'",
  );
  index = rows[0].indexdef;
  await client.query("drop index passage_vectors_256");
  await fill(large, 2_376);
  await fill(small, 24);
}, 60_000);
afterAll(async () => {
  await client.end();
  await database.close();
});

/** Numbers that look random and are the same each time (mulberry32). */
let state = 20261121;
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
/** Around one of forty subjects, as the vectors of texts are. */
const subjects = Array.from({ length: 40 }, () => Array.from({ length: dimensions }, () => random() - 0.5));
function vector(): number[] {
  const subject = subjects[Math.floor(random() * subjects.length)] ?? [];
  const mixed = subject.map((value) => value + (random() - 0.5) * 0.8);
  const length = Math.hypot(...mixed);
  return mixed.map((value) => value / length);
}

async function fill(workspaceId: string, amount: number): Promise<void> {
  const passages = Array.from({ length: amount }, (_, at) => ({
    content: `${workspaceId} ${at}`,
    vector: vector(),
  }));
  for (const { content, vector: made } of passages) vectors.set(content, made);
  for (let at = 0; at < amount; at += 300) {
    await database.call("replace_document", {
      p_workspace: workspaceId,
      p_document: {
        ...{ title: "x", sourceKey: String(at), contentHash: String(at), body: "x", sample: false },
        tags: [at === 0 ? "first" : "later"],
      },
      p_embedding_model: "seeded",
      p_passages: passages.slice(at, at + 300).map(({ content, vector: made }) => ({
        ...{
          headingPath: [],
          content,
          start: 0,
          end: content.length,
          tokens: 1,
          promptTokens: 1,
          question: null,
        },
        embedding: toVectorText(made),
      })),
    });
  }
}

async function nearest(workspaceId: string, asked: number[], sources?: string[]): Promise<string[]> {
  const found = await database.call<PassageCandidate[]>("find_passages", {
    ...{
      p_workspace: workspaceId,
      p_question: "",
      p_embedding: toVectorText(asked),
      p_embedding_model: "seeded",
    },
    ...{ p_limit: 5, p_sources: sources ?? null },
  });
  return found.sort((a, b) => Number(a.vectorRank) - Number(b.vectorRank)).map(({ content }) => content);
}

function plainNearest(among: (content: string) => boolean, asked: number[]): string[] {
  const similarity = (made: number[]) => made.reduce((sum, value, at) => sum + value * (asked[at] ?? 0), 0);
  return [...vectors]
    .filter(([content]) => among(content))
    .map(([content, made]) => ({ content, score: similarity(made) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 5)
    .map(({ content }) => content);
}

const questions = Array.from({ length: 20 }, vector);
const ofWorkspace = (id: string) => (content: string) => content.startsWith(id);

function recall(found: string[][], exact: string[][]): number {
  const hits = exact.flatMap((contents, at) => contents.filter((content) => found[at]?.includes(content)));
  return hits.length / exact.flat().length;
}

test("while a bulk load has taken the index away the search is exact", async () => {
  for (const asked of questions.slice(0, 4)) {
    expect(await nearest(large, asked)).toEqual(plainNearest(ofWorkspace(large), asked));
  }
});

describe("with its index", () => {
  beforeAll(async () => {
    await client.query(index);
    await client.query("analyze passage_vectors");
  });

  test("a workspace with one in a hundred of the passages gets its exact five", async () => {
    for (const asked of questions) {
      expect(await nearest(small, asked)).toEqual(plainNearest(ofWorkspace(small), asked));
    }
  });

  test("above 2,000 passages the index finds nearly all of the exact five", async () => {
    const { rows } = await client.query<{ "QUERY PLAN": string }>(
      `explain select passage from passage_vectors where workspace_id = '${large}' and model = 'seeded' and dimensions = 256
      order by embedding::extensions.vector(256) operator(extensions.<#>) '[${questions[0]}]' limit 5`,
    );
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("passage_vectors_256");
    const found = await Promise.all(questions.map((asked) => nearest(large, asked)));
    const exact = questions.map((asked) => plainNearest(ofWorkspace(large), asked));
    expect(recall(found, exact)).toBeGreaterThanOrEqual(0.98);
  });

  test("a filter never starves the result, whether it leaves much or little", async () => {
    const first = new Set([...vectors.keys()].filter(ofWorkspace(large)).slice(0, 300));
    for (const asked of questions.slice(0, 6)) {
      expect(await nearest(large, asked, ["first"])).toEqual(
        plainNearest((content) => first.has(content), asked),
      );
    }
    const later = (content: string) => ofWorkspace(large)(content) && !first.has(content);
    const found = await Promise.all(questions.map((asked) => nearest(large, asked, ["later"])));
    const exact = questions.map((asked) => plainNearest(later, asked));
    expect(found.every((contents) => contents.length === 5)).toBe(true);
    expect(recall(found, exact)).toBeGreaterThanOrEqual(0.98);
  });
});
