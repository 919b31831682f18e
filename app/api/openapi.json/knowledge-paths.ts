import { z } from "zod";
import { documentSchema } from "@/lib/admin/document-schema.ts";
import { gapChangeSchema, gapListSchema, gapSchema } from "../admin/gaps/schema.ts";
import { knowledgeSettingsSchema } from "../admin/knowledge/schema.ts";
import { searchSchema } from "../admin/search/schema.ts";
import { documentSummary } from "./answers.ts";
import { idPath, operation, someId } from "./operation.ts";

const operator = { tag: "Admin", access: "operator" as const };
const documents = z.object({ documents: z.array(documentSummary) });
const knowledgeAnswer = z.object({
  passages: z.int(),
  documents: z.int(),
  indexed: z.int(),
  language: z.string(),
  languages: z.array(z.string()),
  embedding: z.object({ model: z.string().nullable(), since: z.string().nullable(), passages: z.int() }),
  change: z
    .object({ model: z.string(), startedAt: z.string(), passages: z.int(), error: z.string().nullable() })
    .nullable(),
  staleAfterMonths: z.int(),
});
const someKnowledge = {
  ...{ passages: 1200, documents: 56, indexed: 56, language: "en", languages: ["en"] },
  embedding: { model: "local-v2", since: null, passages: 1200 },
  change: {
    ...{ model: "text-embedding-3-small", startedAt: "2026-11-21T12:00:00.000Z", passages: 640, error: null },
  },
  staleAfterMonths: 12,
};
const someGap = {
  id: someId,
  state: "open" as const,
  question: "Do you deliver kegs to Canada?",
  wordings: ["Do you deliver kegs to Canada?", "Are kegs delivered to Canada?"],
  visitors: 2,
  asked: 3,
  firstAskedAt: "2026-11-20T12:00:00Z",
  lastAskedAt: "2026-11-21T12:00:00Z",
  why: { nothing_found: 3 },
  language: "en",
  nearest: { documentId: someId, passageId: someId, title: "Kegs, empties and deposits", excerpt: "…" },
  found: null,
};
const embedder = z.looseObject({
  model: z.string(),
  dimensions: z.int(),
  canLearn: z.boolean(),
  state: z.enum(["idle", "learning", "embedding", "done", "failed"]),
  passages: z.int(),
  embedded: z.int(),
  error: z.string().nullable(),
  startedAt: z.string().nullable(),
  knowledge: z.int(),
  learned: z
    .object({
      id: z.string(),
      passages: z.int(),
      terms: z.int(),
      dimensions: z.int(),
      createdAt: z.string(),
    })
    .nullable(),
});

/** What operators ask of the knowledge base. */
export const knowledgePaths = {
  "/api/admin/embedder": {
    get: operation({ ...operator, summary: "What passages are embedded by", answer: embedder }),
    post: operation({
      ...operator,
      summary: "Teach the local embedder from the workspace's passages",
      description: "In the background, while the vectors of before go on serving; ask again how far it is.",
      status: 202,
      answer: embedder,
      refusals: [409],
    }),
    delete: operation({ ...operator, summary: "Forget what it has learnt", answer: embedder }),
  },
  "/api/admin/documents": {
    get: operation({ ...operator, summary: "The documents", answer: documents }),
    post: operation({
      ...operator,
      summary: "Add documents",
      description:
        "One as JSON, files as multipart/form-data (Markdown, text, HTML, PDF, DOCX, CSV, XLSX, JSON, ZIP of these), or many as application/x-ndjson. All of it is stored before it is read; what takes long is answered as `waiting` or `processing` with the id of its job (`ingestId`).",
      query: z.object({
        ingest: z.guid().optional().meta({ description: "The job to hand it into; an id you make up." }),
      }),
      header: z.object({
        prefer: z.string().optional().meta({ description: "`respond-async` waits for no document." }),
      }),
      body: {
        schema: documentSchema,
        example: { title: "Rollout", content: "# Rollout\n\nA rollout takes six weeks.", tags: ["product"] },
        others: {
          "multipart/form-data": {
            schema: z.object({ file: z.array(z.string().meta({ format: "binary" })) }),
          },
          "application/x-ndjson": { schema: z.string() },
        },
      },
      answer: documents,
      refusals: [429, 503],
      others: { "application/x-ndjson": "One line of progress a document, for a bulk load." },
    }),
  },
  "/api/admin/documents/{id}": {
    get: operation({
      ...operator,
      summary: "A document with its passages",
      path: idPath,
      answer: z.looseObject({ id: z.string(), title: z.string(), content: z.string() }),
    }),
    delete: operation({
      ...operator,
      summary: "Delete a document",
      path: idPath,
      answer: z.looseObject({}),
    }),
  },
  "/api/admin/knowledge": {
    get: operation({
      ...operator,
      summary: "What the passages are searched by",
      description:
        "The embedding model that serves and the languages of the word index; `change` tells how far a change to another model is, and null where none is under way. `indexed` is how many documents are indexed in `language`.",
      answer: knowledgeAnswer,
      example: someKnowledge,
    }),
    patch: operation({
      ...operator,
      summary: "Change the language of the documents, or after how many months they are shown as out of date",
      description:
        "After a change of the language the words are indexed anew in the background; each document is found at any time.",
      body: { schema: knowledgeSettingsSchema, example: { language: "de", staleAfterMonths: 6 } },
      answer: knowledgeAnswer,
      example: { ...someKnowledge, language: "de", indexed: 0, staleAfterMonths: 6 },
    }),
  },
  "/api/admin/search": {
    post: operation({
      ...operator,
      summary: "Search the knowledge base as a turn does",
      body: { schema: searchSchema, example: { query: "rollout", limit: 5 } },
      answer: z.looseObject({
        passages: z.array(
          z.looseObject({
            passageId: z.string(),
            documentId: z.string(),
            title: z.string(),
            headingPath: z.array(z.string()),
            content: z.string(),
            start: z.int(),
            end: z.int(),
            score: z.number(),
            lexicalRank: z.int().nullable(),
            vectorRank: z.int().nullable(),
          }),
        ),
        tookMs: z.number(),
        /** Where a model was asked for the order; `kept` says why it stays as the search had it. */
        reranking: z
          .object({
            model: z.string(),
            tookMs: z.number(),
            costUsd: z.number().nullable(),
            kept: z.enum(["late", "invalid", "failed", "stopped", "capped"]).optional(),
          })
          .optional(),
      }),
    }),
  },
  "/api/admin/gaps": {
    get: operation({
      ...operator,
      summary: "Questions that were not answered, gathered by meaning, those of most visitors first",
      query: z.object({ state: z.enum(["open", "answered", "dismissed"]).optional() }),
      answer: gapListSchema,
      example: { gaps: [someGap], counts: { open: 1, answered: 0, dismissed: 0 } },
      refusals: [400],
    }),
  },
  "/api/admin/gaps/{id}": {
    patch: operation({
      ...operator,
      summary: "Dismiss a question, open it again, or count it as answered, which a search has to confirm",
      path: idPath,
      body: { schema: gapChangeSchema, example: { state: "dismissed" } },
      answer: gapSchema,
      example: { ...someGap, state: "dismissed" },
      refusals: [400, 409],
    }),
  },
};
