import { z } from "zod";
import { itemQuerySchema, itemStates, itemsSchema } from "../admin/ingests/[id]/schema.ts";
import { sourceSchema } from "../admin/sources/schema.ts";
import { idPath, operation, someId } from "./operation.ts";

const operator = { tag: "Admin", access: "operator" as const };
const someTime = "2026-11-21T12:00:00Z";

const job = z
  .looseObject({
    id: z.string(),
    kind: z.enum(["upload", "text", "bulk", "source", "seed", "restore"]),
    label: z.string(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    counts: z.partialRecord(z.enum(itemStates), z.int()),
    items: z.int(),
    passages: z.int(),
  })
  .meta({ id: "Ingest", description: "What was handed in together, and how far it is." });

const item = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    state: z.enum(itemStates),
    reason: z.string().nullable(),
    title: z.string().nullable(),
    documentId: z.string().nullable(),
    change: z.enum(["created", "replaced", "unchanged"]).nullable(),
    passages: z.int(),
    passagesDone: z.int(),
    canRetry: z.boolean(),
  })
  .meta({ id: "IngestItem" });

const source = z
  .looseObject({
    id: z.string(),
    kind: z.enum(["page", "sitemap"]),
    url: z.string(),
    tags: z.array(z.string()),
  })
  .meta({ id: "Source", description: "An address that documents are fetched from." });

const someJob = {
  ...{ id: someId, kind: "upload", label: "price-list.pdf", sourceId: null, createdAt: someTime },
  ...{ createdBy: "owner@localhost", finishedAt: null, counts: { embedding: 1 }, items: 1, passages: 12 },
};
const someSource = { id: someId, kind: "sitemap", url: "https://example.com/sitemap.xml", tags: ["site"] };
const chosenItems = {
  schema: itemsSchema,
  example: { items: [someId] },
};

/** What is on its way into the knowledge base, and the addresses it is fetched from. */
export const ingestPaths = {
  "/api/admin/ingests": {
    get: operation({
      ...operator,
      summary: "The jobs under way, the newest others, and what failed",
      answer: z.object({ ingests: z.array(job), failures: z.array(item) }),
      example: { ingests: [someJob], failures: [] },
    }),
  },
  "/api/admin/ingests/{id}": {
    get: operation({
      ...operator,
      summary: "A job with a page of its items",
      path: idPath,
      query: itemQuerySchema,
      answer: job.extend({ entries: z.array(item), next: z.string().nullable() }),
      refusals: [400],
    }),
  },
  "/api/admin/ingests/{id}/retry": {
    post: operation({
      ...operator,
      summary: "Read again what failed, all of it or the items that are named",
      path: idPath,
      body: chosenItems,
      answer: z.object({ id: z.string(), retried: z.int() }),
      example: { id: someId, retried: 1 },
    }),
  },
  "/api/admin/ingests/{id}/cancel": {
    post: operation({
      ...operator,
      summary: "Give up what is not stored yet, all of it or the items that are named",
      path: idPath,
      body: chosenItems,
      answer: z.object({ id: z.string(), cancelled: z.int() }),
      example: { id: someId, cancelled: 1 },
    }),
  },
  "/api/admin/sources": {
    get: operation({
      ...operator,
      summary: "The addresses that documents are fetched from",
      answer: z.object({ sources: z.array(source) }),
      example: {
        sources: [
          { ...someSource, createdAt: someTime, createdBy: "owner@localhost", documents: 40, ingest: null },
        ],
      },
    }),
    post: operation({
      ...operator,
      summary: "Add an address, and begin to fetch it",
      body: { schema: sourceSchema, example: { url: someSource.url, kind: "sitemap", tags: ["site"] } },
      answer: z.object({ source: source.extend({ ingestId: z.string() }) }),
      example: { source: { ...someSource, running: null, ingestId: someId } },
      refusals: [429],
    }),
  },
  "/api/admin/sources/{id}": {
    delete: operation({
      ...operator,
      summary: "Delete a source with the documents that came from it",
      path: idPath,
      answer: z.object({ id: z.string(), deleted: z.boolean(), documents: z.int() }),
      example: { id: someId, deleted: true, documents: 40 },
    }),
  },
  "/api/admin/sources/{id}/refresh": {
    post: operation({
      ...operator,
      summary: "Fetch a source again",
      path: idPath,
      answer: z.object({ id: z.string(), ingestId: z.string() }),
      example: { id: someId, ingestId: someId },
      refusals: [429],
    }),
  },
};
