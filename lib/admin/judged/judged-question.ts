import { z } from "zod";
import { personText } from "../../request-body.ts";

/** Of one workspace. A run asks each of them, which takes the embedded database about 10 ms. */
export const mostQuestions = 1_000;
export const mostExpected = 20;

/** 2: it answers the question. 1: it helps. */
const gradeSchema = z.union([z.literal(2), z.literal(1)], { error: "Must be 2 (answers it) or 1 (helps)." });

const expectedSchema = z.strictObject({
  documentId: z.guid({ error: "Must be the id of a document." }),
  /** Words of the document; left out: any passage of it. */
  excerpt: personText({ max: 2_000 }).optional(),
  grade: gradeSchema.default(2),
});

/** `POST /api/admin/judged-questions` and `PUT …/:id`. With nothing expected the knowledge base cannot answer it. */
export const judgedQuestionSchema = z.strictObject({
  question: personText({ max: 4_000 }),
  expected: z
    .array(expectedSchema)
    .max(mostExpected, { error: `Expect at most ${mostExpected} for one question.` }),
});
export type JudgedDraft = z.infer<typeof judgedQuestionSchema>;

/** One thing that is expected to be found, as it is stored: `excerpt` stands verbatim in the document. */
export type StoredExpectation = {
  documentId: string;
  title: string;
  excerpt: string | null;
  grade: 1 | 2;
};
export type StoredDraft = { question: string; expected: StoredExpectation[] };

/** A question as the API tells it. */
export type JudgedQuestion = {
  id: string;
  question: string;
  /** Empty: the knowledge base cannot answer it. */
  expected: (StoredExpectation & { documentThere: boolean })[];
  createdAt: string;
  updatedAt: string;
};
