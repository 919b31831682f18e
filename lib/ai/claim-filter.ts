import { claimsIn } from "../claims/claims-in.ts";
import type { Evidence } from "../claims/evidence.ts";
import { type Judged, judgeSentence } from "../claims/judge-sentence.ts";
import { firstTelling, isPlain } from "../claims/telling-words.ts";
import type { Citation } from "./chat-event.ts";
import type { TextFilter } from "./text-filter.ts";

/** What was found while the answer went through. */
export type ClaimReport = {
  /** Checked, once each, by source and place. */
  citations: Citation[];
  /** What was taken out because nobody supports it. */
  unsupported: Judged["unsupported"];
};

/** A sentence that does not end is judged in pieces of about this many characters. */
const longestSentence = 1_200;
/** Of a sentence of which so many characters wait, the rest waits too: looking again with each piece takes long. */
const longestLook = 300;

/**
 * Holds a streamed answer's claims and citation marks back until their sentence is whole and was held against its
 * sources; then shows them, or what they were made into. What comes before the first of them in a sentence is shown
 * at once, and so is a sentence without any: nothing that was shown is taken back. `evidence` is asked for when it
 * is first needed.
 */
export function claimFilter(evidence: () => Evidence): TextFilter & { report(): ClaimReport } {
  const citations = new Map<string, Citation>();
  const unsupported: Judged["unsupported"] = [];
  /** Of the open sentence: what was shown of it, and what was not. */
  let shown = "";
  let waiting = "";

  function judge(sentence: string): string {
    const judged = judgeSentence(sentence, evidence(), shown.length);
    for (const citation of judged.citations) citations.set(`${citation.n}:${citation.start}`, citation);
    unsupported.push(...judged.unsupported);
    return judged.text.slice(shown.length);
  }

  function take(piece: string, isLast: boolean): string {
    let safe = "";
    let looksAgain = waiting.length <= longestLook;
    waiting += piece;
    for (
      let end = endOfSentence(shown + waiting, isLast);
      end > 0;
      end = endOfSentence(shown + waiting, isLast)
    ) {
      if (end <= shown.length) {
        shown = shown.slice(end);
        continue;
      }
      const sentence = (shown + waiting).slice(0, end);
      waiting = waiting.slice(end - shown.length);
      safe += judge(sentence);
      shown = "";
      looksAgain = true;
    }
    if (!looksAgain) return safe;
    const open = shown + waiting;
    const held = withBlank(open, holdFrom(open, shown.length, evidence), shown.length);
    safe += open.slice(shown.length, held);
    shown = open.slice(0, held);
    waiting = open.slice(held);
    return safe;
  }

  return {
    read(piece) {
      if (waiting === "" && isPlain(shown, piece)) {
        shown += piece;
        return piece;
      }
      return take(piece, false);
    },
    end: () => take("", true),
    report: () => ({
      citations: [...citations.values()].sort((one, other) => one.n - other.n || one.start - other.start),
      unsupported,
    }),
  };
}

/** A sentence with its marks, when the beginning of the next one shows that it is whole. */
const sentenceEnd =
  /\n|(?<![.!?…])[.!?…]+["'”’)\]*_]*(?:\s?\[\d{1,3}\])*(?=[ \t]+(?:[^\s[\p{Ll}]|\[\D))|[。！？]/gu;
/** Full stops that end no sentence. */
const abbreviation =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|no|nos|inc|ltd|co|corp|dr|mr|mrs|ms|st|jr|u\.s|\p{L}|\d{1,3})\.$/iu;

/** How many characters of a text are its first whole sentence; 0 where that is not whole yet. */
function endOfSentence(text: string, isLast: boolean): number {
  const quotations = quotationsIn(text);
  for (const match of text.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length;
    if (match[0] === "\n") return end;
    if (abbreviation.test(text.slice(Math.max(0, end - 12), end))) continue;
    // Two sentences that are quoted together are judged together.
    if (quotations.some((quotation) => quotation.start < end && end < quotation.end)) continue;
    return end;
  }
  if (isLast) return text.length;
  if (text.length < longestSentence) return 0;
  return text.lastIndexOf(" ", longestSentence) + 1 || longestSentence;
}

const quotation =
  /“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|«[^»]*(?:»|$)|(?<![\p{L}\p{N}])"(?=[\p{L}\p{N}])[^"]*(?:"|$)/gu;

const closing: Record<string, string> = { "“": "”", "„": "“”", "«": "»", '"': '"' };

/** What stands in quotation marks; one that is not closed goes on behind the text. */
function quotationsIn(text: string): { start: number; end: number }[] {
  return [...text.matchAll(quotation)].map(({ 0: words, index }) => {
    const isClosed = words.length > 1 && closing[words[0] ?? ""]?.includes(words.at(-1) ?? "");
    return { start: index, end: isClosed ? index + words.length : Number.POSITIVE_INFINITY };
  });
}

/** A claim shows itself for what it is, or is not, by the two words after it. */
const twoWordsOn = /^\S+\s+\S+\s+\S+\s/u;

/** Where in an open sentence a claim or a mark begins, or may: what stands before can be shown. `from` was shown up to there. */
function holdFrom(open: string, from: number, evidence: () => Evidence): number {
  let claims: ReturnType<typeof claimsIn> | undefined;
  for (let at = firstTelling(open, from); at < open.length; at = firstTelling(open, at + 1)) {
    const rest = open.slice(at);
    // A list's own numbering, and runs of digits that count nothing.
    if (/^\d{1,3}[.)]\s/.test(rest) && /^[\s>*_]*$/.test(open.slice(0, at))) continue;
    if (/^\s?\d{10,}/.test(rest)) {
      at += 9;
      continue;
    }
    const isMark = /^\s?\[/.test(rest);
    if (isMark || !twoWordsOn.test(rest) || isOpenQuotation(rest)) return at;
    claims ??= claimsIn(open, evidence().names);
    const claim = claims.find(({ end }) => end > at);
    if (!claim) {
      // Nothing known so far is a claim; what comes last may still become one.
      const next = firstTelling(open, at + 1);
      if (next >= open.length) return open.length;
      continue;
    }
    if (claim.start <= at || claim.start < at + 2) return at;
  }
  return open.length;
}

/** The blank before what is held comes with it. */
function withBlank(open: string, at: number, from: number): number {
  return at > from && at < open.length && /\s/.test(open[at - 1] ?? "") ? at - 1 : at;
}

function isOpenQuotation(rest: string): boolean {
  return /^(?:“[^”]*|„[^“”]*|«[^»]*|"[^"]*|‘[^’]*)$/u.test(rest) || /^>/.test(rest);
}
