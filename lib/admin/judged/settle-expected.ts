import type { Call } from "../../db/call.ts";
import { AppError } from "../../errors.ts";
import { findWords } from "./find-words.ts";
import type { JudgedDraft, StoredDraft, StoredExpectation } from "./judged-question.ts";

type NamedDocument = { documentId: string; title: string; text: string };
/** By the name that was asked for: a document's id, its title or where it came from. */
export type NamedDocuments = Record<string, NamedDocument | { ambiguous: true }>;

/** Looks documents up by id, title or source in one call. Unknown ones are not in the answer. */
export function findDocuments(workspaceId: string, names: string[], call: Call): Promise<NamedDocuments> {
  const wanted = [...new Set(names)];
  return call<NamedDocuments>("find_named_documents", { p_workspace: workspaceId, p_names: wanted });
}

/**
 * A judged question as it is stored: each document is one of the workspace, each excerpt stands in it and is kept
 * in the document's own characters. Throws `invalid_request` that names the field.
 */
export async function settleQuestion(
  { question, expected }: JudgedDraft,
  { workspaceId, call }: { workspaceId: string; call: Call },
): Promise<StoredDraft> {
  const names = expected.map(({ documentId }) => documentId);
  const documents = names.length > 0 ? await findDocuments(workspaceId, names, call) : {};
  return {
    question,
    expected: expected.map(({ documentId, excerpt, grade }, index) =>
      settleExpectation(
        { document: documents[documentId], excerpt, grade },
        { document: `expected.${index}.documentId`, excerpt: `expected.${index}.excerpt` },
      ),
    ),
  };
}

/** Throws `invalid_request` with the field's name as given in `fields`. */
export function settleExpectation(
  {
    document,
    excerpt,
    grade,
  }: { document: NamedDocuments[string] | undefined; excerpt: string | undefined; grade: 1 | 2 },
  fields: { document: string; excerpt: string },
): StoredExpectation {
  if (!document)
    throw new AppError("invalid_request", { message: "There is no such document.", field: fields.document });
  if ("ambiguous" in document)
    throw new AppError("invalid_request", {
      message: "Several documents have this name. Name the one by its id.",
      field: fields.document,
    });
  const { documentId, title, text } = document;
  if (excerpt === undefined) return { documentId, title, excerpt: null, grade };
  const found = findWords(text, excerpt);
  if (found === undefined)
    throw new AppError("invalid_request", {
      message: `These words do not stand in “${title}”. Copy them from the document.`,
      field: fields.excerpt,
    });
  return { documentId, title, excerpt: text.slice(found.start, found.end), grade };
}
