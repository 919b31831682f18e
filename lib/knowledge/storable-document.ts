import { createHash } from "node:crypto";
import { countForStoring } from "../models/tokens.ts";
import type { KeptValidators } from "./page-validators.ts";
import { passageQuestion } from "./passage-question.ts";
import { quotedPassage } from "./quoted-passage.ts";
import type { ReadDocument } from "./read-document/read-document.ts";
import { type Passage, splitterVersion } from "./split-document.ts";
import { toVectorText } from "./vector-text.ts";

/** Where a document belongs. Each may be left out; see find_unchanged_document and replace_document. */
export type DocumentPlace = {
  /** Where it came from (a file's path, an address); a document of the same source is replaced. */
  sourceKey?: string;
  /** The document whose text this is to become; there must be one. */
  documentId?: string;
  /** Who wrote it, as its versions tell. */
  by?: string;
  /** Of the page that it was read from. */
  validators?: KeptValidators;
};

/** What the database knows a document again by: all of it but its text. */
export function documentIdentity(document: ReadDocument, place: DocumentPlace) {
  const { title, url, tags, sample, pages } = document;
  const { sourceKey, documentId, by } = place;
  return { documentId, sourceKey, title, url, tags, sample, pages, by, contentHash: hashOf(document) };
}

/** A document's passages as replace_document takes them; `vectors` are theirs, in order. */
export async function storablePassages(
  title: string,
  passages: readonly Passage[],
  vectors: readonly number[][],
): Promise<object[]> {
  const tokens = await countForStoring(passages.map((passage) => quotedPassage({ title, ...passage })));
  return passages.map((passage, index) => ({
    ...passage,
    promptTokens: tokens[index] ?? null,
    question: passageQuestion({ title, passage }),
    embedding: toVectorText(vectors[index] ?? []),
  }));
}

/** What makes a document the same one: its words, its title, and how it is cut. */
function hashOf({ title, text }: ReadDocument): string {
  return createHash("sha256")
    .update(JSON.stringify([splitterVersion, title, text]))
    .digest("hex");
}
