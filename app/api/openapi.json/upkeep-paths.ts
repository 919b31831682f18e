import { z } from "zod";
import { restoreSchema } from "../admin/documents/[id]/restore/schema.ts";
import { decisionSchema, findingsQuerySchema } from "../admin/findings/schema.ts";
import { idPath, operation, someId } from "./operation.ts";

const operator = { tag: "Admin", access: "operator" as const };
const someTime = "2026-11-21T12:00:00.000Z";

const side = z.object({
  documentId: z.guid(),
  title: z.string(),
  excerpt: z.string(),
  start: z.int(),
  end: z.int(),
  value: z.string().nullable(),
});
const finding = z.looseObject({
  id: z.guid(),
  about: z.enum(["contradiction", "stale"]),
  kind: z.string(),
  confidence: z.number(),
  first: side,
  second: side.nullable(),
  state: z.enum(["open", "dismissed", "resolved"]),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  foundAt: z.string(),
});
const scan = z.looseObject({
  id: z.guid(),
  status: z.enum(["running", "done", "stopped", "failed", "interrupted"]),
  documents: z.int(),
  documentsRead: z.int(),
  startedAt: z.string(),
});
const someFinding = {
  id: someId,
  about: "contradiction",
  kind: "duration",
  confidence: 0.92,
  first: {
    ...{ documentId: someId, title: "Rollout", excerpt: "A rollout takes six weeks.", start: 11, end: 37 },
    value: "six weeks",
  },
  second: {
    ...{ documentId: someId, title: "Questions", excerpt: "A rollout takes ten weeks.", start: 0, end: 26 },
    value: "ten weeks",
  },
  ...{ state: "open", decidedBy: null, decidedAt: null, foundAt: someTime },
};

const version = z.looseObject({
  version: z.int(),
  title: z.string(),
  writtenAt: z.string(),
  writtenBy: z.string().nullable(),
  current: z.boolean(),
});
const versionPath = idPath.extend({ version: z.int() });

/** What keeps a knowledge base right: findings, versions of documents, and what is used. */
export const upkeepPaths = {
  "/api/admin/findings": {
    get: operation({
      ...operator,
      summary: "What contradicts or is out of date, both sides with their words, and how far the scan is",
      query: findingsQuerySchema.partial(),
      answer: z.looseObject({ findings: z.array(finding), scan: scan.nullable(), changed: z.int() }),
      example: { findings: [someFinding], scan: null, changed: 3 },
      refusals: [400],
    }),
  },
  "/api/admin/findings/scan": {
    post: operation({
      ...operator,
      summary: "Look through all documents for contradictions and for what is out of date, in the background",
      status: 202,
      answer: scan,
      refusals: [409],
    }),
  },
  "/api/admin/findings/{id}": {
    patch: operation({
      ...operator,
      summary: "Dismiss or resolve a finding; it comes back only when the text changes",
      path: idPath,
      body: { schema: decisionSchema, example: { state: "dismissed" } },
      answer: finding,
      example: { ...someFinding, state: "dismissed", decidedBy: "owner@localhost", decidedAt: someTime },
    }),
  },
  "/api/admin/document-uses": {
    get: operation({
      ...operator,
      summary: "When each document was last cited in an answer, and in how many answers of 30 days",
      answer: z.object({
        days: z.int(),
        uses: z.record(z.string(), z.object({ lastCitedAt: z.string(), citations: z.int() })),
      }),
      example: { days: 30, uses: { [someId]: { lastCitedAt: someTime, citations: 12 } } },
    }),
  },
  "/api/admin/documents/{id}/versions": {
    get: operation({
      ...operator,
      summary: "The texts that a document has and had, the present one first",
      path: idPath,
      answer: z.object({ versions: z.array(version) }),
    }),
  },
  "/api/admin/documents/{id}/versions/{version}": {
    get: operation({
      ...operator,
      summary: "One text of a document, and with `against` what is different in it from that version",
      path: versionPath,
      query: z.object({ against: z.int().optional() }),
      answer: version,
    }),
  },
  "/api/admin/documents/{id}/restore": {
    post: operation({
      ...operator,
      summary: "Give a document an earlier text again; the present one is kept as a version",
      path: idPath,
      body: { schema: restoreSchema, example: { version: 1 } },
      answer: z.looseObject({ id: z.string(), title: z.string(), change: z.string() }),
      example: { id: someId, title: "Rollout", passages: 3, status: "ready", change: "replaced" },
      refusals: [503],
    }),
  },
};
