import { AppError } from "../../errors.ts";

/**
 * The text as it is stored: without a byte order mark, lines ended by `\n` alone. Throws AppError
 * `invalid_request` (field `content`) for text that is empty or that no database holds: NUL, lone surrogates.
 */
export function toStoredText(content: string): string {
  const text = content.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  if (text.includes("\0") || !text.isWellFormed()) {
    throw refusal("The document holds characters that are not text (NUL or half of a surrogate pair).");
  }
  if (text.trim() === "") throw refusal("The document is empty.");
  return text;
}

/** Characters of a title; longer ones are cut, and never within a character. */
const longestTitle = 300;

/** The words of a heading or of a file's own title as a title; undefined where there are none. */
export function toTitle(words: string): string | undefined {
  const line = words
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  if (line.length <= longestTitle) return line === "" ? undefined : line;
  const cut = line.slice(0, longestTitle);
  return (cut.isWellFormed() ? cut : cut.slice(0, -1)).trim();
}

/** "drop-size_and cost.md" → "Drop size and cost". */
export function titleFromName(name: string): string {
  const words = (name.split(/[/\\]/).at(-1) ?? name)
    .replace(/\.\w+$/, "")
    .replace(/[-_\s]+/g, " ")
    .trim();
  return toTitle(words.charAt(0).toUpperCase() + words.slice(1)) ?? "Untitled";
}

function refusal(message: string): AppError {
  return new AppError("invalid_request", { message, field: "content" });
}
