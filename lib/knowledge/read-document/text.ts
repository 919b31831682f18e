import type { DocumentFile, ReadDocument } from "./read-document.ts";
import { titleFromName, toStoredText } from "./stored-text.ts";

/** Plain text; its title is its file name. Throws as toStoredText does. */
export function readText({ name, content }: DocumentFile): ReadDocument {
  return { title: titleFromName(name), tags: [], sample: false, text: toStoredText(content) };
}
