import type { ReadDocument } from "./read-document.ts";
import type { Reader, TextSource } from "./reader.ts";
import { titleFromName, toStoredText } from "./stored-text.ts";

/** Plain text; its title is its file name. */
export const text = {
  called: "a text file",
  endings: [".txt", ".text"],
  mediaTypes: ["text/plain"],
  form: "text",
  read: ({ name, text: content, url }: TextSource): ReadDocument => ({
    title: titleFromName(name),
    ...(url !== undefined && { url }),
    tags: [],
    sample: false,
    text: toStoredText(content),
  }),
} satisfies Reader;
