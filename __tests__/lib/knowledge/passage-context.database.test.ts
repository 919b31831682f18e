import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import { ingestDocument } from "../../../lib/knowledge/ingest-document.ts";
import { prepareFile } from "../../../lib/knowledge/prepare-document.ts";
import { quotedPassage } from "../../../lib/knowledge/quoted-passage.ts";
import type { PassageCandidate } from "../../../lib/knowledge/rank-passages.ts";
import { loadSnapshot } from "../../../lib/knowledge/snapshot.ts";
import { countTokens } from "../../../lib/models/tokens.ts";
import { company } from "../../support/company.ts";
import { startTestDatabase, type TestDatabase } from "../../support/database.ts";
import { pdfFile } from "../../support/pdf-file.ts";
import { bytesOf } from "../../support/prepared.ts";

let database: TestDatabase;
let workspaceId: string;
const embedded: string[] = [];

/** Notes what it is given. */
const embedder: typeof localEmbedder = {
  ...localEmbedder,
  embed: (texts, ...rest) => {
    embedded.push(...texts);
    return localEmbedder.embed(texts, ...rest);
  },
};

beforeAll(async () => {
  database = await startTestDatabase();
  const workspace = { p_slug: "bevgenie", p_config: company() };
  workspaceId = (await database.call<{ id: string }>("write_workspace", workspace)).id;
  const rows = Array.from({ length: 80 }, (_, row) => `Keg number ${row},Yard ${row % 7}`).join("\n");
  const files = [
    { name: "stock.csv", bytes: bytesOf(`Article,Whereabouts\n${rows}`) },
    {
      name: "terms.pdf",
      bytes: await pdfFile(3, (print, page) => {
        for (let line = 0; line < 20; line += 1)
          print.line(`Clause ${line} of chapter ${page} regulates what happens to kegs.`);
      }),
    },
  ];
  for (const file of files) {
    const [read] = await prepareFile(file);
    if (!read || "reason" in read) throw new Error(read?.reason);
    const order = { workspaceId, document: read.prepared.document, sourceKey: file.name };
    await ingestDocument(order, { call: database.call, embedder });
  }
});
afterAll(() => database.close());

const search = (question: string) =>
  database.call<PassageCandidate[]>("find_passages", {
    p_workspace: workspaceId,
    p_question: question,
    p_embedding: null,
    p_embedding_model: localEmbedder.model,
    p_limit: 20,
  });

test("every part of a table is found by the names of its columns, and quoted under them", async () => {
  const found = (await search("whereabouts")).sort((one, other) => one.start - other.start);
  expect(found.length).toBeGreaterThan(2);
  const header = "| Article | Whereabouts |\n| --- | --- |";
  for (const passage of found.slice(1)) {
    expect(passage.context).toBe(header);
    expect(passage.content).not.toContain("Whereabouts");
    expect(passage.content).toMatch(/^\| Keg number \d+ \|/);
    const quoted = quotedPassage(passage);
    expect(quoted).toContain(`>\n${header}\n${passage.content}\n</passage>`);
    expect(passage.tokens).toBe(countTokens(quoted, "openai"));
    expect(embedded).toContain(`Stock\n${header}\n${passage.content}`);
  }
});

test("a process's own copy of the knowledge has the same", async () => {
  const snapshot = await loadSnapshot({
    call: database.call,
    workspaceId,
    embeddingModel: localEmbedder.model,
  });
  const own = snapshot?.search({ question: "whereabouts", embedding: undefined, limit: 20 }) ?? [];
  const byId = (passages: PassageCandidate[]) =>
    passages
      .map(({ passageId, context, page }) => ({ passageId, context, page }))
      .sort((a, b) => (a.passageId < b.passageId ? -1 : 1));
  expect(byId(own)).toEqual(byId(await search("whereabouts")));
});

test("a passage of a PDF is stored with its page, and the console is shown it", async () => {
  const pages = (await search("chapter regulates")).map(({ page }) => page).sort();
  expect(pages).toEqual([1, 2, 3]);
  const { documentId } = (await search("chapter regulates"))[0] ?? {};
  const stored = await database.call<{ passages: { page: number | null; context: string | null }[] }>(
    "read_document",
    {
      p_workspace: workspaceId,
      p_document: documentId ?? "",
    },
  );
  expect(stored.passages.map(({ page, context }) => [page, context])).toEqual([
    [1, null],
    [2, null],
    [3, null],
  ]);
});
