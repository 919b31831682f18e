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

/** "drop-size_and cost.md" → "Drop size and cost". */
export function titleFromName(name: string): string {
  const words = (name.split(/[/\\]/).at(-1) ?? name)
    .replace(/\.\w+$/, "")
    .replace(/[-_\s]+/g, " ")
    .trim();
  return words === "" ? "Untitled" : words.charAt(0).toUpperCase() + words.slice(1);
}

function refusal(message: string): AppError {
  return new AppError("invalid_request", { message, field: "content" });
}
