import { z } from "zod";
import { importSchema } from "@/lib/admin/judged/import-questions.ts";
import { judgedQuestionSchema } from "@/lib/admin/judged/judged-question.ts";
import { newRunSchema } from "../admin/judged-runs/schema.ts";
import { rerankingSchema } from "../admin/reranking/schema.ts";
import { idPath, operation, someId } from "./operation.ts";

const operator = { tag: "Admin", access: "operator" as const };
const someTime = "2026-11-21T12:00:00.000Z";

const question = z.looseObject({
  id: z.guid(),
  question: z.string(),
  expected: z.array(
    z.looseObject({
      documentId: z.guid(),
      title: z.string(),
      excerpt: z.string().nullable(),
      grade: z.int(),
      documentThere: z.boolean(),
    }),
  ),
  createdAt: z.string(),
  updatedAt: z.string(),
});
const someQuestion = {
  id: someId,
  question: "How long is a rollout?",
  expected: [
    {
      documentId: someId,
      title: "Rollout",
      excerpt: "A rollout takes six weeks.",
      grade: 2,
      documentThere: true,
    },
  ],
  createdAt: someTime,
  updatedAt: someTime,
};
const someDraft = {
  question: someQuestion.question,
  expected: [{ documentId: someId, excerpt: "A rollout takes six weeks.", grade: 2 }],
};

const figure = z.number().nullable();
const run = z.looseObject({
  id: z.guid(),
  label: z.string().nullable(),
  status: z.enum(["running", "done", "stopped", "failed", "interrupted"]),
  questions: z.int(),
  asked: z.int(),
  knowledgeVersion: z.int(),
  embedder: z.string(),
  summary: z
    .looseObject({
      ndcg10: figure,
      recall5: figure,
      mrr: figure,
      unanswerableRecognised: figure,
      wronglyDeclined: figure,
      /** Where a model was asked for the order. */
      reranking: z
        .looseObject({
          asked: z.int(),
          kept: z.record(z.string(), z.int()),
          costUsd: z.number().nullable(),
          addedMs: z.object({ p50: z.number(), p95: z.number() }),
        })
        .optional(),
    })
    .nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
});

const reranking = z.looseObject({
  on: z.boolean(),
  model: z.string().nullable(),
  without: run.nullable(),
  reranked: run.nullable(),
  deltas: z.looseObject({ ndcg10: figure, recall5: figure, mrr: figure }).nullable(),
  gain: z.boolean(),
  why: z.string().nullable(),
});
const noGain = {
  ...{ on: false, model: "openai:gpt-4o-mini", without: null, reranked: null, deltas: null, gain: false },
  why: "Run the judged questions with re-ranking first.",
};

/** Questions that operators keep with what is expected for them, and runs of all of them. */
export const judgedPaths = {
  "/api/admin/judged-questions": {
    get: operation({
      ...operator,
      summary: "The judged questions",
      answer: z.object({ questions: z.array(question) }),
      example: { questions: [someQuestion] },
    }),
    post: operation({
      ...operator,
      summary: "Keep a question with what is expected for it; nothing expected: it cannot be answered",
      body: { schema: judgedQuestionSchema, example: someDraft },
      status: 201,
      answer: question,
      example: someQuestion,
      refusals: [409],
    }),
  },
  "/api/admin/judged-questions/import": {
    post: operation({
      ...operator,
      summary: "Keep the questions of a file",
      description:
        "CSV with the columns question, document, excerpt and grade, or the JSON in which they are listed. What cannot be kept is told with its place.",
      body: {
        schema: importSchema,
        example: { questions: [{ question: "How long is a rollout?", expected: [{ document: "Rollout" }] }] },
        others: { "text/csv": { schema: z.string() } },
      },
      answer: z.object({
        created: z.int(),
        replaced: z.int(),
        refused: z.array(z.object({ place: z.int(), question: z.string(), error: z.string() })),
      }),
      example: { created: 1, replaced: 0, refused: [] },
      refusals: [409],
    }),
  },
  "/api/admin/judged-questions/{id}": {
    put: operation({
      ...operator,
      summary: "Change a judged question",
      path: idPath,
      body: { schema: judgedQuestionSchema, example: someDraft },
      answer: question,
      example: someQuestion,
      refusals: [409],
    }),
    delete: operation({
      ...operator,
      summary: "Remove a judged question",
      path: idPath,
      answer: z.looseObject({}),
    }),
  },
  "/api/admin/judged-runs": {
    get: operation({
      ...operator,
      summary: "The runs of the judged questions, the newest first",
      answer: z.object({ runs: z.array(run) }),
    }),
    post: operation({
      ...operator,
      summary: "Ask every judged question as a turn would; it goes on in the background",
      body: { schema: newRunSchema, example: { label: "before the new price list" } },
      status: 202,
      answer: run,
      refusals: [409],
    }),
  },
  "/api/admin/judged-runs/{id}": {
    get: operation({
      ...operator,
      summary: "A run with what was found for each question, and what changed since another",
      path: idPath,
      query: z.object({ against: z.guid().optional() }),
      answer: run,
    }),
    delete: operation({ ...operator, summary: "Remove a run", path: idPath, answer: z.looseObject({}) }),
  },
  "/api/admin/judged-runs/{id}/stop": {
    post: operation({ ...operator, summary: "Stop a run", path: idPath, answer: run }),
  },
  "/api/admin/reranking": {
    get: operation({
      ...operator,
      summary: "Whether a model puts passages in order for visitors, and what the judged runs say of it",
      answer: reranking,
      example: noGain,
    }),
    put: operation({
      ...operator,
      summary: "Turn that off, or on where the workspace's own runs show a gain",
      body: { schema: rerankingSchema, example: { on: false } },
      answer: reranking,
      example: noGain,
      refusals: [409],
    }),
  },
};
