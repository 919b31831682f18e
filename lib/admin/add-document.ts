import { isUtf8 } from "node:buffer";
import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import { AppError } from "../errors.ts";
import { ingestDocument } from "../knowledge/ingest-document.ts";
import { readDocument } from "../knowledge/read-document/read-document.ts";
import { toStoredText } from "../knowledge/read-document/stored-text.ts";
import type { Embedder } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import { parseWith, personText } from "../request-body.ts";
import { type DocumentInput, longestText } from "./document-schema.ts";

/** What became of one document. A failed one has no id, and `error` says why in a sentence. */
export type AddedDocument = {
  id: string | null;
  title: string;
  passages: number;
  status: "ready" | "failed";
  /** `replaced`: a file of this name, or the same text, was there already. */
  change?: "created" | "replaced" | "unchanged";
  error?: string;
};

export type AddingDeps = { workspaceId: string; call: Call; embedder: Embedder; log: Logger };

/**
 * Stores a document that came as JSON. Throws `invalid_request` for what cannot be stored, and
 * `provider_unavailable` when the embedding model failed; nothing is stored then.
 */
export async function addDocument(input: DocumentInput, deps: AddingDeps): Promise<AddedDocument> {
  const { title, content, url, tags } = input;
  const document = { title, tags, sample: false, text: toStoredText(content), ...(url && { url }) };
  return asRefusal(() => ingestDocument({ workspaceId: deps.workspaceId, document }, deps));
}

/** Stores an uploaded file; a file of the same name is replaced by it. Throws as addDocument does, and 415. */
export async function addFile(file: File, deps: AddingDeps): Promise<AddedDocument> {
  const name = parseWith(fileNameSchema, file.name);
  const bytes = await file.arrayBuffer();
  const document = readDocument({ name, content: new TextDecoder().decode(bytes) });
  if (!isUtf8(bytes)) throw new AppError("invalid_request", { message: notUtf8, field: "file" });
  if (document.text.length > longestText)
    throw new AppError("invalid_request", { message: tooLong, field: "file" });
  const order = { workspaceId: deps.workspaceId, document, sourceKey: name };
  return asRefusal(() => ingestDocument(order, deps));
}

const fileNameSchema = personText({ max: 255 });

/** One document of several: its failure is an outcome, and the others go on. Never throws. */
export async function outcomeOf(
  title: string,
  add: () => Promise<AddedDocument>,
  { log }: Pick<AddingDeps, "log">,
): Promise<AddedDocument> {
  try {
    return await add();
  } catch (error) {
    const isRefusal = error instanceof AppError;
    if (!isRefusal || error.status >= 500) log.error({ err: error, title }, "a document could not be added");
    const reason = isRefusal ? reasonOf(error) : "Something went wrong on our side. Try it again.";
    return { id: null, title: title.slice(0, 300), passages: 0, status: "failed", error: reason };
  }
}

function reasonOf({ message, field }: AppError): string {
  return field && field !== "file" && field !== "content" ? `${field}: ${message}` : message;
}

const notUtf8 = "This is no UTF-8 text. Save it as UTF-8, then add it again.";
const tooLong = `One document may have ${longestText.toLocaleString("en")} characters. Split it into several files.`;

/** A provider's fault in words for the operator. */
async function asRefusal<Result>(store: () => Promise<Result>): Promise<Result> {
  try {
    return await store();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new AppError("provider_unavailable", {
      message: "The embedding model did not answer, so the document was not added. Try it again in a moment.",
      retryAfterSeconds: Math.ceil((error.retryAfterMs ?? 10_000) / 1000),
      cause: error,
    });
  }
}
