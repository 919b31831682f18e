import { countTokens, loadTokenizer } from "../models/tokens.ts";
import type { PreparedDocument } from "./prepare-document.ts";
import type { ReadDocument } from "./read-document/read-document.ts";
import { splitDocument } from "./split-document.ts";

/** A document with its passages, measured in the tokens of o200k: an estimate is up to 3.5 times off (in Chinese). */
export async function cutDocument(document: ReadDocument): Promise<PreparedDocument> {
  await loadTokenizer();
  return { document, passages: splitDocument(document, (text) => countTokens(text, "openai")) };
}
