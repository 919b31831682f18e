import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import type { Call } from "../../db/call.ts";
import { AppError } from "../../errors.ts";
import { parseWith, personText } from "../../request-body.ts";
import { mostExpected, mostQuestions, type StoredDraft, type StoredExpectation } from "./judged-question.ts";
import { findDocuments, type NamedDocuments, settleExpectation } from "./settle-expected.ts";

/** What could not be taken, by the place it has in the file: of CSV the line, of JSON the number of the question. */
export type RefusedQuestion = { place: number; question: string; error: string };

/** A question as a file names it: documents by id, title or source. */
type FileQuestion = {
  place: number;
  question: string;
  expected: { document: string; excerpt?: string | undefined; grade: 1 | 2; place: number }[];
};

const gradeSchema = z.coerce
  .number({ error: "The grade must be 2 (answers it) or 1 (helps)." })
  .pipe(z.union([z.literal(2), z.literal(1)], { error: "The grade must be 2 (answers it) or 1 (helps)." }));

/**
 * The body of an import as JSON, in the shape in which the questions are listed, so that one workspace's list is
 * another's import. A document is named by `documentId` or by `document`: its title or where it came from.
 */
export const importSchema = z.object({
  questions: z
    .array(
      z.object({
        question: personText({ max: 4_000 }),
        expected: z
          .array(
            z.object({
              documentId: z.string().max(300).optional(),
              document: z.string().max(300).optional(),
              excerpt: personText({ max: 2_000 }).nullish(),
              grade: gradeSchema.default(2),
            }),
          )
          .max(mostExpected)
          .default([]),
      }),
    )
    .min(1, { error: "There is no question in it." })
    .max(mostQuestions, { error: `A workspace keeps at most ${mostQuestions} questions.` }),
});

/** Reads the JSON of an import. Throws `invalid_request` for what has not its shape. */
export function readJsonQuestions(value: unknown): FileQuestion[] {
  return parseWith(importSchema, value).questions.map(({ question, expected }, index) => ({
    place: index + 1,
    question,
    expected: expected.map(({ documentId, document, excerpt, grade }) => ({
      document: document ?? documentId ?? "",
      excerpt: excerpt ?? undefined,
      grade,
      place: index + 1,
    })),
  }));
}

const rowSchema = z.object({
  question: personText({ max: 4_000 }),
  document: z.string().trim().max(300).default(""),
  excerpt: z.string().trim().max(2_000).default(""),
  grade: z.preprocess((value) => (value === "" ? undefined : value), gradeSchema.default(2)),
});

/**
 * Reads CSV with the columns question, document, excerpt and grade; a question with several rows expects several
 * things, one without a document cannot be answered. Throws `invalid_request` for what is no such file; a bad row
 * is refused alone.
 */
export function readCsvQuestions(text: string): { questions: FileQuestion[]; refused: RefusedQuestion[] } {
  const questions = new Map<string, FileQuestion>();
  const refused: RefusedQuestion[] = [];
  for (const { record, info } of parseCsv(text)) {
    const row = rowSchema.safeParse(record);
    if (!row.success) {
      const [issue] = row.error.issues;
      const question = String(record.question ?? "").slice(0, 200);
      refused.push({ place: info.lines, question, error: `${issue?.path.join(".")}: ${issue?.message}` });
      continue;
    }
    const { question, document, excerpt, grade } = row.data;
    const before = questions.get(question) ?? { place: info.lines, question, expected: [] };
    questions.set(question, before);
    if (document !== "")
      before.expected.push({ document, excerpt: excerpt || undefined, grade, place: info.lines });
  }
  if (questions.size > mostQuestions)
    throw new AppError("invalid_request", {
      message: `A workspace keeps at most ${mostQuestions} questions.`,
    });
  return { questions: [...questions.values()], refused };
}

type CsvRow = { record: Record<string, string>; info: { lines: number } };

function parseCsv(text: string): CsvRow[] {
  const columns = (header: string[]) => {
    const names = header.map((name) => name.trim().toLowerCase());
    if (!names.includes("question"))
      throw new AppError("invalid_request", {
        message: "The first line must name the columns: question, document, excerpt, grade.",
      });
    return names;
  };
  try {
    const options = {
      bom: true,
      columns,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
    } as const;
    return parse(text, options) as unknown as CsvRow[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError("invalid_request", { message: `This is no CSV that can be read: ${error.message}.` });
  }
}

/** Finds the documents that a file names, in one call, and says which questions cannot be kept and why. */
export async function settleImport(
  questions: FileQuestion[],
  { workspaceId, call }: { workspaceId: string; call: Call },
): Promise<{ drafts: StoredDraft[]; refused: RefusedQuestion[] }> {
  const names = questions.flatMap(({ expected }) => expected.map(({ document }) => document));
  const documents = names.length > 0 ? await findDocuments(workspaceId, names, call) : {};
  const drafts = new Map<string, StoredDraft>();
  const refused: RefusedQuestion[] = [];
  for (const question of questions) {
    const settled = settleOne(question, documents);
    if ("error" in settled) refused.push(settled);
    else drafts.set(question.question, { question: question.question, expected: settled.expected });
  }
  return { drafts: [...drafts.values()], refused };
}

function settleOne(
  { place, question, expected }: FileQuestion,
  documents: NamedDocuments,
): RefusedQuestion | { expected: StoredExpectation[] } {
  if (expected.length > mostExpected)
    return { place, question, error: `Expect at most ${mostExpected} for one question.` };
  const settled: StoredExpectation[] = [];
  for (const { document: name, excerpt, grade, place: line } of expected) {
    try {
      const document = documents[name];
      settled.push(
        settleExpectation({ document, excerpt, grade }, { document: "document", excerpt: "excerpt" }),
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const about = error.field === "document" ? ` (${name || "no name"})` : "";
      return { place: line, question, error: `${error.message}${about}` };
    }
  }
  return { expected: settled };
}
