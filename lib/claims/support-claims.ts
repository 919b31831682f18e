import { termsOf } from "../knowledge/question-coverage.ts";
import { findVerbatim } from "../knowledge/verbatim.ts";
import { workedOut } from "./arithmetic.ts";
import type { Claim } from "./claims-in.ts";
import type { Evidence, EvidenceUnit } from "./evidence.ts";
import { type Commitment, commitsAlike } from "./promise.ts";
import { findQuoted } from "./quotation.ts";
import { shareOf } from "./subject.ts";
import { type Places, placesIn, type Support, supportBy, supportOfDate, supportOfFigure } from "./support.ts";

/** What an answer may rest on, and its sentences and rows, read. */
export type Known = { evidence: Evidence; units: readonly EvidenceUnit[] };

/** By which days, weeks, months, hours and shares are reckoned into each other. */
const constants: ReadonlySet<number> = new Set([7, 12, 24, 52, 60, 100, 365, 1000]);

/** Who states each claim of a sentence; what is worked out from supported figures counts as said. */
export function supportAll(claims: readonly Claim[], sentence: string, known: Known): Map<Claim, Support> {
  const places = placesIn(sentence);
  const supported = new Map(claims.map((claim) => [claim, supportOf(claim, sentence, { ...known, places })]));
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
      if (one && !isSupported(supported.get(one))) supported.set(one, { sources: [], units: [], said: true });
  }
  return supported;
}

function supportOf(
  claim: Claim,
  sentence: string,
  { evidence, units, places }: Known & { places: Places },
): Support {
  const { said, sources } = evidence;
  switch (claim.kind) {
    case "figure":
      return supportOfFigure(claim.figure, sentence, { units, said, places });
    case "date":
      return supportOfDate(claim.date, sentence, { units, said });
    case "quotation": {
      const quoting = sources.flatMap(({ content }, index) =>
        findQuoted(claim.words, content) ? [index + 1] : [],
      );
      return {
        sources: quoting,
        units: [],
        said: said.some((text) => findQuoted(claim.words, text) !== undefined),
      };
    }
    case "promise":
      return supportOfPromise(claim.commitment, sentence, { units, said });
  }
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
    .filter(({ unit, share }) => share >= sameCommitment && commitsAlike(unit.text, kind));
  const asSaid = said.some((text) => findVerbatim(sentence, text) !== undefined);
  return supportBy(alike, asSaid);
}

export function isSupported(support: Support | undefined): boolean {
  return support !== undefined && (support.said || support.sources.length > 0);
}
