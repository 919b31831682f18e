import { z } from "zod";
import { documentSchema } from "@/lib/admin/document-schema.ts";
import { searchSchema } from "../admin/search/schema.ts";
import { signInSchema } from "../admin/session/schema.ts";
import { apiKeySchema, newKeySchema } from "../admin/workspaces/[slug]/keys/schema.ts";
import { documentSummary } from "./answers.ts";
import { idPath, operation, someId } from "./operation.ts";

const tag = "Admin";
const operator = { tag, access: "operator" as const };
const owner = { tag, access: "owner" as const };
const documents = z.object({ documents: z.array(documentSummary) });
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
const slugPath = z.object({ slug: z.string() });

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
  "/api/admin/documents": {
    get: operation({ ...operator, summary: "The documents", answer: documents }),
    post: operation({
      ...operator,
      summary: "Add documents",
      description: "One as JSON, files as multipart/form-data, or many as application/x-ndjson.",
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
      }),
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
