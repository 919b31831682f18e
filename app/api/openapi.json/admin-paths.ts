import { z } from "zod";
import { documentSchema } from "@/lib/admin/document-schema.ts";
import { gapChangeSchema, gapListSchema, gapSchema } from "../admin/gaps/schema.ts";
import { personChangeSchema } from "../admin/people/[id]/schema.ts";
import { searchSchema } from "../admin/search/schema.ts";
import { signInSchema } from "../admin/session/schema.ts";
import { apiKeySchema, newKeySchema } from "../admin/workspaces/[slug]/keys/schema.ts";
import { documentSummary } from "./answers.ts";
import { idPath, operation, someId } from "./operation.ts";
import { alertsAnswer, personAnswer, somePerson, turnContextAnswer, usageAnswer } from "./usage-answers.ts";

const tag = "Admin";
const operator = { tag, access: "operator" as const };
const owner = { tag, access: "owner" as const };
const documents = z.object({ documents: z.array(documentSummary) });
const knowledgeAnswer = z.object({
  passages: z.int(),
  language: z.string(),
  languages: z.array(z.string()),
  embedding: z.object({ model: z.string().nullable(), since: z.string().nullable(), passages: z.int() }),
  change: z
    .object({ model: z.string(), startedAt: z.string(), passages: z.int(), error: z.string().nullable() })
    .nullable(),
});
const key = {
  id: someId,
  name: "Web shop",
  hint: "bg_live_x7Qa…",
  scopes: ["chat"],
  tier: "basic",
  createdAt: "2026-11-21T12:00:00Z",
  lastUsedAt: null,
  revokedAt: null,
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
const personPath = z.object({ id: z.string().max(128) });
const someTime = "2026-11-21T12:00:00.000Z";
const slugPath = z.object({ slug: z.string() });

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

/** What operators, their console and admin keys ask for. */
export const adminPaths = {
  "/api/admin/session": {
    get: operation({
      ...operator,
      summary: "Who is signed in",
      answer: z.looseObject({ email: z.string() }),
    }),
    post: operation({
      tag,
      access: "anyone",
      summary: "Sign in",
      body: { schema: signInSchema, example: { password: "the operator's password" } },
      answer: z.object({ email: z.string(), role: z.string() }),
      example: { email: "owner@localhost", role: "owner" },
      refusals: [401, 429],
    }),
    delete: operation({
      tag,
      access: "anyone",
      summary: "Sign out",
      answer: z.object({ signedOut: z.boolean() }),
      example: { signedOut: true },
    }),
  },
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
        "The embedding model that serves and the languages of the word index; `change` tells how far a change to another model is, and null where none is under way.",
      answer: knowledgeAnswer,
      example: {
        passages: 1200,
        language: "en",
        languages: ["en"],
        embedding: { model: "local-v2", since: null, passages: 1200 },
        change: { model: "text-embedding-3-small", startedAt: someTime, passages: 640, error: null },
      },
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
  "/api/admin/usage": {
    get: operation({
      ...operator,
      summary: "What was used in a period, by model, action, person or day",
      query: z.object({
        from: z
          .string()
          .optional()
          .meta({ description: "A day or a time; 30 days before `to` unless named." }),
        to: z.string().optional().meta({ description: "A day (to its end) or a time; now unless named." }),
        groupBy: z.enum(["model", "action", "user", "day"]).optional(),
      }),
      answer: usageAnswer,
      example: {
        rows: [
          {
            key: "gpt-4o",
            requests: 40,
            tokens_total: 36_480,
            cost_usd: 0.0948,
            avg_cost: 0.00237,
            avg_tokens: 912,
            errors: 1,
          },
        ],
        from: "2026-10-22T12:00:00.000Z",
        to: someTime,
        groupBy: "model",
      },
      refusals: [400],
    }),
  },
  "/api/admin/alerts": {
    get: operation({
      ...operator,
      summary: "What operators were told, the newest first",
      answer: alertsAnswer,
      example: {
        alerts: [
          {
            id: someId,
            kind: "breaker_open",
            message: "A model keeps failing and is left alone for a while.",
            detail: { provider: "openai", model: "gpt-4o" },
            createdAt: someTime,
          },
        ],
      },
    }),
  },
  "/api/admin/people/{id}": {
    get: operation({
      ...operator,
      summary: "A person: a visitor by their id, or whoever a caller named",
      path: personPath,
      answer: personAnswer,
      example: somePerson,
    }),
    patch: operation({
      ...operator,
      summary: "Change a person's tier, or top up their energy",
      path: personPath,
      body: { schema: personChangeSchema, example: { tier: "professional", energyTopUp: 500 } },
      answer: personAnswer,
      example: somePerson,
    }),
  },
  "/api/admin/turns/{id}/context": {
    get: operation({
      ...operator,
      summary: "What a turn's prompt was made of, and what did not fit",
      path: idPath,
      answer: turnContextAnswer,
    }),
  },
  "/api/admin/workspaces/{slug}/keys": {
    get: operation({
      ...owner,
      summary: "The workspace's API keys (owner)",
      path: slugPath,
      answer: z.object({ keys: z.array(apiKeySchema) }),
      example: { keys: [key] },
    }),
    post: operation({
      ...owner,
      summary: "Make an API key; the answer is the only one that shows it (owner)",
      path: slugPath,
      body: { schema: newKeySchema, example: { name: "Web shop", scopes: ["chat"], tier: "basic" } },
      status: 201,
      answer: apiKeySchema.extend({ key: z.string() }),
      example: { ...key, key: "bg_live_x7Qa…" },
    }),
  },
  "/api/admin/workspaces/{slug}/keys/{id}": {
    delete: operation({
      ...owner,
      summary: "Revoke an API key at once (owner)",
      path: slugPath.extend({ id: z.guid() }),
      answer: apiKeySchema,
      example: { ...key, revokedAt: "2026-11-21T13:00:00Z" },
    }),
  },
};
