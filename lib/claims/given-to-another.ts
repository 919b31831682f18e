import { coverageOf, type QuestionTerm, readWords, termsOf } from "../knowledge/question-coverage.ts";
import type { EvidenceUnit } from "./evidence.ts";
import type { Figure } from "./figure.ts";
import { contextsOf, type FigureContext, nearTerms, wordsAround } from "./figure-context.ts";
import { isOfAnotherName } from "./listed-names.ts";
import { namesAnother, type Siblings } from "./sibling-names.ts";

/** A figure of a sentence, with the words around it, and how many figures the sentence has. */
export type PlacedFigure = { sentence: string; context: FigureContext; figures: number };

type Stated = { unit: EvidenceUnit; stated: Figure; siblings: readonly Siblings[] };

/**
 * Whether a unit that speaks of the same things states this figure of something else: of what is nearer to another
 * figure of its own, per something else, of another name, or as paid where the claim has it saved. What a table's cell
 * is of is told by its row and column.
 */
export function isGivenToAnother(claim: PlacedFigure, { unit, stated, siblings }: Stated): boolean {
  if (unit.cells.length > 1) return false;
  const contexts = contextsOf(unit.text, unit.figures);
  const own = contexts[unit.figures.indexOf(stated)];
  if (!own) return false;
  const around = wordsAround(claim.context);
  return (
    hasNearer(claim.context, { own, stated, unit, contexts }) ||
    isOfAnother(perTerms(claim.context), perTerms(own)) ||
    isAnotherWay(claim.context, own) ||
    isOfAnotherName({ text: claim.sentence, context: claim.context }, { text: unit.text, context: own }) ||
    namesAnother(siblings, around, wordsAround(own)) ||
    namesAnother(siblings, around, unit.text)
  );
}

/** By so much more of the words around the claim's, the nearest counted most, another figure is the one that is meant. */
const clearlyNearer = 0.2;

type Own = { own: FigureContext; stated: Figure; unit: EvidenceUnit; contexts: readonly FigureContext[] };

function hasNearer(claimed: FigureContext, { own, stated, unit, contexts }: Own): boolean {
  const terms = nearTerms(claimed);
  const ownWords = wordsAround(own);
  const mine = terms.filter((term) => isMentioned(term, own));
  return unit.figures.some((other, index) => {
    const context = contexts[index];
    // Figures of one list have the same words around them.
    if (context === undefined || !isRival(other, stated) || wordsAround(context) === ownWords) return false;
    const theirs = terms.filter((term) => isMentioned(term, context));
    const lead = weightOf(theirs) - weightOf(mine);
    // Where it has all of the words that this one has, and another, one word is enough.
    const isMore = mine.every((term) => theirs.includes(term));
    return lead > 0 && lead >= clearlyNearer * (isMore ? Math.min(1, weightOf(terms)) : weightOf(terms));
  });
}

function isMentioned(term: QuestionTerm, context: FigureContext): boolean {
  return coverageOf([term], readWords(wordsAround(context))).found > 0;
}

function weightOf(terms: readonly QuestionTerm[]): number {
  return terms.reduce((sum, { weight }) => sum + weight, 0);
}

/** Another number of the same kind. */
function isRival(other: Figure, { kind, unit, values }: Figure): boolean {
  return (
    other.kind === kind &&
    (kind === "count" || other.unit === unit) &&
    !other.values.some((value) => values.includes(value))
  );
}

const noun = String.raw`(?:(?!(?:per|an?|each|every|for|in|of|on|with|without|to|is|are|as|if|when|plus|and|or)\b)\p{L}+[\s-]*){1,3}`;
const per = new RegExp(
  String.raw`^\s*(?:each\s+)?(?:per|an?|each|every|for (?:each|every)|/)\s+(${noun})`,
  "iu",
);

/** What a figure is for one of ("per sales rep, a month"), times apart. */
function perTerms({ after }: FigureContext): QuestionTerm[] {
  const found: QuestionTerm[] = [];
  let rest = after;
  for (let match = per.exec(rest); match; match = per.exec(rest)) {
    found.push(...termsOf(match[1] ?? "").filter(({ weight }) => weight === 1));
    rest = rest.slice(match[0].length);
  }
  return found;
}

/** Both say for one of what, and not of the same. */
function isOfAnother(claimed: readonly QuestionTerm[], stated: readonly QuestionTerm[]): boolean {
  if (claimed.length === 0 || stated.length === 0) return false;
  return coverageOf(claimed, readWords(stated.map(({ word }) => word).join(" "))).found === 0;
}

const ways = [
  /\b(?:costs?|pay(?:s|ing)?|paid|spen(?:d|ds|t|ding)|fees?|charged?|charges|owes?)\b/iu,
  /\b(?:sav(?:es?|ed|ings?)|gain(?:s|ed)?|benefits?|recover(?:s|ed|y)?|credit(?:s|ed)?)\b/iu,
];

/** What is paid is not what is saved. */
function isAnotherWay(claimed: FigureContext, stated: FigureContext): boolean {
  const [one, other] = [claimed, stated].map(({ before, after }) =>
    ways.filter((way) => way.test(`${before} ${after}`)),
  );
  return one?.length === 1 && other?.length === 1 && one[0] !== other[0];
}
