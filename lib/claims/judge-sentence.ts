import { termsOf } from "../knowledge/question-coverage.ts";
import { citationFor, type Excerpt } from "./citation-for.ts";
import { marksIn, withMarks } from "./citation-marks.ts";
import { citationsOf } from "./cite-sentence.ts";
import { type Claim, claimsIn } from "./claims-in.ts";
import { type Evidence, type EvidenceUnit, unitsFrom, unitsOf } from "./evidence.ts";
import { withRemarks } from "./remarks.ts";
import type { Support } from "./support.ts";
import { isSupported, supportAll } from "./support-claims.ts";

/** A sentence as it may be shown, what it cites, and the claims that were taken out of it. */
export type Judged = { text: string; citations: Excerpt[]; unsupported: Claim["kind"][] };

/**
 * Holds one sentence of an answer, with its citation marks `[n]`, against the sources. What it states and nobody
 * supports is replaced by a remark that says so; a mark stays only where its source says what the sentence does; what
 * another source says is marked as that one's. Characters before `shown` were shown before and stay.
 */
export function judgeSentence(sentence: string, evidence: Evidence, shown = 0): Judged {
  const claims = claimsIn(sentence, evidence.names);
  const marks = marksIn(sentence);
  if (claims.length === 0 && marks.length === 0) return { text: sentence, citations: [], unsupported: [] };
  const cited = marks.filter((n) => n >= 1 && n <= evidence.sources.length);

  const units = evidence.sources.flatMap((source, index) => unitsOf(source, index + 1));
  const supported = supportAll(claims, sentence, { evidence, units });
  const held = claims.filter((claim) => !isSupported(supported.get(claim)));
  const stating = claims
    .filter((claim) => !isWithinQuotation(claim, claims) && !held.includes(claim))
    .map((claim) => sourceOf(supported.get(claim), cited))
    .filter((n) => n !== undefined);
  const kept = keptMarks({
    words: unquoted(sentence, claims),
    cited,
    stating,
    units,
    hasHeld: held.length > 0,
  });
  const text = withMarks(withRemarks(sentence, held, shown), kept, shown);
  const citations = citationsOf({ sentence, claims, supported, kept, units, evidence });
  return { text, citations, unsupported: held.map(({ kind }) => kind) };
}

/** Of the sources that state a claim, the one that is cited; or else the best, which should have been. */
function sourceOf(support: Support | undefined, cited: readonly number[]): number | undefined {
  if (!support || cited.length === 0) return undefined;
  return support.sources.find((n) => cited.includes(n)) ?? (support.said ? undefined : support.sources[0]);
}

/** A figure or date that is quoted has the quotation's source. */
function isWithinQuotation({ start, end }: Claim, claims: readonly Claim[]): boolean {
  return claims.some(
    (one) =>
      one.kind === "quotation" && one.start <= start && one.end >= end && one.end - one.start > end - start,
  );
}

/** Fewer words beside a quotation only bring it in ("As source 2 puts it"). */
const fewestOwnTerms = 4;

/** What a sentence says beside what it quotes, whose source is known, and without its marks. */
function unquoted(sentence: string, claims: readonly Claim[]): string {
  let words = sentence;
  for (const { kind, start, end } of claims)
    if (kind === "quotation") words = words.slice(0, start) + " ".repeat(end - start) + words.slice(end);
  const own = words.replace(/\s?\[\d{1,3}\]/g, "");
  return words !== sentence && termsOf(own).length < fewestOwnTerms ? "" : own;
}

type Marked = {
  words: string;
  cited: readonly number[];
  stating: readonly number[];
  units: readonly EvidenceUnit[];
  hasHeld: boolean;
};

/** The marks that the sentence should have: of what states its claims, and of what says the rest of it. */
function keptMarks({ words, cited, stating, units, hasHeld }: Marked): number[] {
  const saying = hasHeld ? [] : cited.filter((n) => citationFor(words, unitsFrom(units, n)));
  // What the claims need is cited; without claims of its own, what the words are like.
  return [...new Set([...cited.filter((n) => saying.includes(n) || stating.includes(n)), ...stating])];
}
