import { termsOf } from "../knowledge/question-coverage.ts";
import { findVerbatim, standsAt } from "../knowledge/verbatim.ts";
import { workedOut } from "./arithmetic.ts";
import { citationFor, type Excerpt, excerptOf } from "./citation-for.ts";
import { type Claim, claimsIn } from "./claims-in.ts";
import { type Evidence, type EvidenceUnit, unitsOf } from "./evidence.ts";
import { type Commitment, commitsAlike } from "./promise.ts";
import { type Support, shareOf, supportOfDate, supportOfFigure } from "./support.ts";

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

type Known = { evidence: Evidence; units: readonly EvidenceUnit[] };

/** By which days, weeks, months, hours and shares are reckoned into each other. */
const constants: ReadonlySet<number> = new Set([7, 12, 24, 52, 60, 100, 365, 1000]);

function supportAll(claims: readonly Claim[], sentence: string, known: Known): Map<Claim, Support> {
  const supported = new Map(claims.map((claim) => [claim, supportOf(claim, sentence, known)]));
  for (const { result, operands } of workedOut(sentence)) {
    const claimAt = (start: number) => claims.find((claim) => claim.start <= start && claim.end > start);
    const claim = claimAt(result.start);
    const rest = operands.map(({ start }) => claimAt(start));
    // Months in a year and the like need no source as operands, nor does what is no claim.
    const isKnown = (index: number) => {
      const operand = rest[index];
      return (
        !operand ||
        isSupported(supported.get(operand)) ||
        operands[index]?.values.some((value) => constants.has(value))
      );
    };
    if (!claim || !operands.every((_, index) => isKnown(index))) continue;
    for (const one of [claim, ...rest])
      if (one && !isSupported(supported.get(one))) supported.set(one, { sources: [], said: true });
  }
  return supported;
}

function supportOf(claim: Claim, sentence: string, { evidence, units }: Known): Support {
  const { said, sources } = evidence;
  switch (claim.kind) {
    case "figure":
      return supportOfFigure(claim.figure, sentence, { units, said });
    case "date":
      return supportOfDate(claim.date, sentence, { units, said });
    case "quotation": {
      const quoting = sources.flatMap(({ content }, index) =>
        findQuoted(claim.words, content) ? [index + 1] : [],
      );
      return { sources: quoting, said: said.some((text) => findQuoted(claim.words, text) !== undefined) };
    }
    case "promise":
      return supportOfPromise(claim.commitment, sentence, { units, said });
  }
}

/** Words left out inside a quotation are left out of one sentence. */
function findQuoted(words: string, text: string) {
  const parts = words.split(/\s*(?:\[?(?:…|\.{3})\]?)\s*/u).filter((part) => /[\p{L}\p{N}]/u.test(part));
  if (parts.length < 2) return findVerbatim(words, text);
  const found = parts.map((part) => findVerbatim(part, text));
  const [first] = found;
  const last = found.at(-1);
  if (!first || !last || found.some((one, index) => !one || one.start < (found[index - 1]?.end ?? 0)))
    return undefined;
  const between = text.slice(first.start, last.end);
  return /[.!?]\s|\n/.test(between) ? undefined : { start: first.start, end: last.end };
}

/** A source commits in the same way, and to what the sentence speaks of. */
const sameCommitment = 0.45;

function supportOfPromise(
  { kind }: Commitment,
  sentence: string,
  { units, said }: { units: readonly EvidenceUnit[]; said: readonly string[] },
): Support {
  const terms = termsOf(sentence.replace(/\[\d{1,3}\]/g, " "));
  const alike = units
    .map((unit) => ({ unit, share: shareOf(terms, unit) }))
    .filter(({ unit, share }) => share >= sameCommitment && commitsAlike(unit.text, kind))
    .toSorted((one, other) => other.share - one.share);
  const asSaid = said.some((text) => findVerbatim(sentence, text) !== undefined);
  return { sources: [...new Set(alike.map(({ unit }) => unit.n))], said: asSaid };
}

function isSupported(support: Support | undefined): boolean {
  return support !== undefined && (support.said || support.sources.length > 0);
}

/** Of the sources that state a claim, the one that is cited; or else the best, which should have been. */
function sourceOf(support: Support | undefined, cited: readonly number[]): number | undefined {
  if (!support || cited.length === 0) return undefined;
  return support.sources.find((n) => cited.includes(n)) ?? (support.said ? undefined : support.sources[0]);
}

function marksIn(sentence: string): number[] {
  return [...new Set([...sentence.matchAll(/\[(\d{1,3})\]/g)].map((match) => Number(match[1])))];
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

function unitsFrom(units: readonly EvidenceUnit[], n: number): EvidenceUnit[] {
  return units.filter((unit) => unit.n === n);
}

type Citing = Known & {
  sentence: string;
  claims: readonly Claim[];
  supported: ReadonlyMap<Claim, Support>;
  kept: readonly number[];
};

/** For each mark the words it stands for. They stand in the source, or they are not shown. */
function citationsOf({ sentence, claims, supported, kept, units, evidence }: Citing): Excerpt[] {
  const words = sentence.replace(/\s?\[\d{1,3}\]/g, "");
  return kept.flatMap((n) => {
    const source = evidence.sources[n - 1];
    const quoted = claims.flatMap((claim) =>
      claim.kind === "quotation" && source ? quotedFrom(claim.words, source, n) : [],
    );
    const found = quoted.length > 0 ? quoted : [bestUnit(words, { n, claims, supported, units })];
    return found.filter(
      (one): one is Excerpt =>
        one !== undefined &&
        source !== undefined &&
        standsAt(one.excerpt, source.content, {
          start: one.start - source.start,
          end: one.end - source.start,
        }),
    );
  });
}

function quotedFrom(words: string, { content, start }: Evidence["sources"][number], n: number): Excerpt[] {
  const place = findQuoted(words, content);
  if (!place) return [];
  return [
    { n, excerpt: content.slice(place.start, place.end), start: start + place.start, end: start + place.end },
  ];
}

/** What says most of the sentence; of a sentence that states something, a unit that states it too. */
function bestUnit(
  words: string,
  { n, claims, supported, units }: Pick<Citing, "claims" | "supported" | "units"> & { n: number },
): Excerpt | undefined {
  const own = unitsFrom(units, n);
  const stated = claims.filter((claim) => supported.get(claim)?.sources.includes(n));
  const stating = own.filter((unit) => stated.some((claim) => statesClaim(unit, claim)));
  if (stating.length === 0) return citationFor(words, own);
  const terms = termsOf(words);
  const [best] = stating.toSorted((one, other) => shareOf(terms, other) - shareOf(terms, one));
  return best && excerptOf(best);
}

function statesClaim(unit: EvidenceUnit, claim: Claim): boolean {
  if (claim.kind === "figure")
    return unit.figures.some(({ values }) => values.some((value) => claim.figure.values.includes(value)));
  if (claim.kind === "date")
    return unit.dates.some(({ year, month }) => year === claim.date.year && month === claim.date.month);
  return claim.kind === "promise" && commitsAlike(unit.text, claim.commitment.kind);
}

const remarks: Record<Claim["kind"] | "price", string> = {
  figure: "*(a figure I have no source for)*",
  price: "*(a price I have no source for)*",
  date: "*(a date I have no source for)*",
  quotation: "*(a quotation I cannot find in the sources)*",
  promise: "*(a promise I have no source for)*",
};

/** The sentence with a remark in place of each claim; a promise is taken out to the end of its sentence. */
function withRemarks(sentence: string, held: readonly Claim[], shown: number): string {
  let text = "";
  let at = 0;
  let last: string | undefined;
  for (const claim of held) {
    const start = Math.max(claim.start, shown);
    if (start < at) continue;
    const remark = remarkOn(claim);
    const between = sentence.slice(at, start);
    // "from $5 to $9" is one remark.
    if (last !== remark || !/^[\s,/–-]*(?:to|and|or)?[\s,/–-]*$/i.test(between)) text += between + remark;
    last = remark;
    at = Math.max(start, endOfClaim(claim, sentence));
  }
  return text + sentence.slice(at);
}

/** What is counted goes with its number, what is promised to the end of its sentence. */
function endOfClaim(claim: Claim, sentence: string): number {
  if (claim.kind === "promise") return endOfWords(sentence);
  if (claim.kind !== "figure" || claim.figure.kind !== "measure") return claim.end;
  return claim.end + (/^[\s-]*(?:\p{L}+\s){0,2}?\p{L}+/u.exec(sentence.slice(claim.end))?.[0].length ?? 0);
}

function remarkOn(claim: Claim): string {
  return remarks[claim.kind === "figure" && claim.figure.kind === "money" ? "price" : claim.kind];
}

/** Where the sentence's words end: before its marks and its full stop. */
function endOfWords(sentence: string): number {
  return /(?:\s?\[\d{1,3}\]|[.!?…:;\s*_"'”’)])*$/u.exec(sentence)?.index ?? sentence.length;
}

/** Marks that do not hold are taken out, missing ones put where the first of them stood, or before the full stop. */
function withMarks(text: string, kept: readonly number[], shown: number): string {
  const head = text.slice(0, shown);
  const tail = text.slice(shown);
  const present = new Set(marksIn(text));
  const missing = kept.filter((n) => !present.has(n));
  const [first] = marksIn(tail).filter((n) => !kept.includes(n));
  const added = missing.map((n) => `[${n}]`).join("");
  let isPlaced = added === "";
  const rewritten = tail.replace(/(\s?)\[(\d{1,3})\]/g, (mark, blank: string, number: string) => {
    const n = Number(number);
    if (kept.includes(n)) return mark;
    if (isPlaced || n !== first) return "";
    isPlaced = true;
    return `${blank}${added}`;
  });
  if (isPlaced) return head + rewritten;
  const end = endOfWords(rewritten);
  return `${head}${rewritten.slice(0, end)} ${added}${rewritten.slice(end)}`;
}
