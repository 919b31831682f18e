import type { Word } from "./tokenise.ts";

const closingOf: Readonly<Record<string, string>> = {
  '"': '"',
  "“": "”",
  "„": "“",
  "«": "»",
  "‘": "’",
  "'": "'",
};
const ownSpeech =
  /\b(?:i|we)\s+(?:(?!was|were|am|are|been|got)\w+\s+)?(?:said|say|wrote|told|asked|typed|meant|mean|search(?:ed)?)\b[^.!?]{0,24}$/i;

/**
 * The words that are the visitor's own: speech quoted from somebody else is left out. One or two quoted
 * words are a name or irony and stay, and so does a message that is quoted as a whole.
 */
export function withoutQuotedSpeech(message: string, words: readonly Word[]): Word[] {
  const quotes = quotedRanges(message).filter((quote) => {
    const inside = words.filter((word) => word.start >= quote.start && word.end <= quote.end).length;
    return inside > 2 && inside < words.length && !ownSpeech.test(message.slice(0, quote.start));
  });
  if (quotes.length === 0) return [...words];
  const isQuoted = (word: Word) => quotes.some((quote) => word.start >= quote.start && word.end <= quote.end);
  return words.filter((word) => !isQuoted(word));
}

type Range = { start: number; end: number };

/** At most 20 quotations are looked at: a message is short, and a hostile one must not cost more. */
function quotedRanges(message: string): Range[] {
  const ranges: Range[] = [];
  const unclosed = new Set<string>();
  let at = 0;
  while (at < message.length && ranges.length < 20) {
    const closing = closingOf[message[at] ?? ""];
    if (closing === undefined || unclosed.has(closing) || !opensHere(message, at)) {
      at += 1;
      continue;
    }
    const end = closingAt(message, at, closing);
    // What closes nothing here closes nothing further on: looked for each time, 4,000 such marks cost 45 ms.
    if (end < 0) unclosed.add(closing);
    else ranges.push({ start: at, end });
    at = (end < 0 ? at : end) + 1;
  }
  return ranges;
}

/** An apostrophe opens a quotation only at the beginning of a word. */
function opensHere(message: string, at: number): boolean {
  if (message[at] !== "'" && message[at] !== "‘") return true;
  return /^$|[\s(:,]/.test(message[at - 1] ?? "") && /[\p{L}]/u.test(message[at + 1] ?? "");
}

function closingAt(message: string, opening: number, closing: string): number {
  let end = message.indexOf(closing, opening + 1);
  while (end >= 0 && (closing === "'" || closing === "’") && /[\p{L}\p{N}]/u.test(message[end + 1] ?? "")) {
    end = message.indexOf(closing, end + 1);
  }
  return end;
}
