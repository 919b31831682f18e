import {
  coverageOf,
  type QuestionTerm,
  readWords,
  type TextWords,
  termsOf,
} from "../knowledge/question-coverage.ts";
import { stemOf } from "../knowledge/words.ts";
import { datesIn, type StatedDate, saysDate } from "./date.ts";
import { cellAt, type Evidence, type EvidenceUnit } from "./evidence.ts";
import { type Figure, figuresIn } from "./figure.ts";

/** Who states what a claim does: sources by their numbers and the units that do, best first, or what was said before. */
export type Support = { sources: number[]; units: readonly EvidenceUnit[]; said: boolean };

/** A unit that states a figure speaks of the claim's subject with at least this share of its telling words. */
const sameSubject = 0.25;
/** A unit that has so much more of the claim's words, and another figure of its kind, is what the claim is about. */
const clearlyBetter = 0.3;

/** Who states this figure of this sentence, of the same subject. */
export function supportOfFigure(
  figure: Figure,
  sentence: string,
  { units, said }: { units: readonly EvidenceUnit[]; said: Evidence["said"] },
): Support {
  const isSaid = said.some((text) => figuresIn(text).some((stated) => isSame(figure, stated, text)));
  const terms = subjectTerms(sentence, figure);
  const judged = units.map((unit) => ({ unit, share: shareOf(terms, unit) }));
  const stating = judged.filter(
    ({ unit, share }) => isOnSubject(terms, share) && states(unit, figure, sentence),
  );
  const kept = stating.filter(({ unit, share }) => !hasRival({ unit, share, figure }, judged));
  return supportBy(kept, isSaid);
}

/** Who states this date, of the same subject. */
export function supportOfDate(
  date: StatedDate,
  sentence: string,
  { units, said }: { units: readonly EvidenceUnit[]; said: Evidence["said"] },
): Support {
  const isSaid = said.some((text) => datesIn(text).some((stated) => saysDate(stated, date)));
  const terms = subjectTerms(sentence, date);
  const stating = units
    .map((unit) => ({ unit, share: shareOf(terms, unit) }))
    .filter(
      ({ unit, share }) => isOnSubject(terms, share) && unit.dates.some((stated) => saysDate(stated, date)),
    );
  return supportBy(stating, isSaid);
}

/** One telling word is too few to tell subjects apart by ("$400 x 12 = $4,800 a year"). */
function isOnSubject(terms: readonly QuestionTerm[], share: number): boolean {
  return terms.length < 2 || share >= sameSubject;
}

/** How much of these words a unit mentions, its place counted for half. */
export function shareOf(terms: readonly QuestionTerm[], { text, place }: EvidenceUnit): number {
  const own = coverageOf(terms, readWords(text)).share;
  const whole = coverageOf(terms, readWords(`${place}\n${text}`)).share;
  return (own + whole) / 2;
}

/** The telling words around a claim: of its clause, or of its sentence where the clause has hardly any. */
function subjectTerms(sentence: string, { start, end }: { start: number; end: number }): QuestionTerm[] {
  const before =
    sentence
      .slice(0, start)
      .split(/[;:—–()]|,\s|\b(?:and|but|while|whereas)\b/iu)
      .at(-1) ?? "";
  const after = sentence.slice(end).split(/[;:—–()]|,\s|\b(?:and|but|while|whereas)\b/iu)[0] ?? "";
  const clause = wordTerms(`${before} ${after}`);
  return clause.length >= 2 ? clause : wordTerms(sentence.slice(0, start) + sentence.slice(end));
}

/** Numbers are judged by themselves. */
function wordTerms(text: string): QuestionTerm[] {
  return termsOf(text.replace(/\[\d{1,3}\]/g, " ")).filter(({ word }) => !/^\p{N}/u.test(word));
}

function states(unit: EvidenceUnit, figure: Figure, sentence: string): boolean {
  const around = `${unit.place}\n${unit.text}`;
  return unit.figures.some(
    (stated) => isSame(figure, stated, around) && isInItsPlace(unit, stated, sentence),
  );
}

const speaksOfMoney =
  /[$€£¥]|\b(?:prices?|costs?|fees?|usd|eur|gbp|dollars?|euros?|amounts?|rates?|discounts?)\b/iu;
const speaksOfShare = /%|\b(?:percent|per cent|shares?|rates?|percentage)\b/iu;

/** The same number of the same thing; where one leaves the unit to its column or heading, those have to say it. */
function isSame(claimed: Figure, stated: Figure, around: string): boolean {
  if (!claimed.values.some((value) => stated.values.includes(value))) return false;
  if (claimed.bound && stated.bound && claimed.bound !== stated.bound) return false;
  // "Takes 3 days" is not what "takes 3 to 5 days" says.
  if (stated.inRange && !claimed.inRange && !claimed.bound) return false;
  if (claimed.kind === stated.kind) return hasSameUnit(claimed, stated, around);
  if (claimed.kind === "count") return claimed.unit === undefined || isSmallWord(claimed.unit);
  if (stated.kind !== "count" || (stated.unit !== undefined && !isSmallWord(stated.unit))) return false;
  if (stated.isFactor && claimed.kind !== "measure") return false;
  if (claimed.kind === "money") return speaksOfMoney.test(around);
  if (claimed.kind === "percent") return speaksOfShare.test(around);
  return readWords(around).stems.has(stemOf(claimed.unit ?? ""));
}

function hasSameUnit(claimed: Figure, stated: Figure, around: string): boolean {
  if (claimed.kind !== "count") return claimed.unit === stated.unit;
  if (claimed.unit === undefined || stated.unit === undefined) return true;
  if (isSmallWord(claimed.unit) || isSmallWord(stated.unit)) return true;
  const [noun] = termsOf(claimed.unit);
  return noun === undefined || coverageOf([noun], readWords(around)).found > 0;
}

/** "31 of", "22 and": no noun follows. */
function isSmallWord(word: string): boolean {
  return termsOf(word).length === 0;
}

/** A figure of a table or of a list of names belongs to its row and column: what the sentence names has to be those. */
function isInItsPlace(unit: EvidenceUnit, stated: Figure, sentence: string): boolean {
  const words = readWords(sentence);
  const [label = ""] = unit.cells;
  if (unit.cells.length > 0 && label !== "" && !isBestNamed(label, unit.rivals, words)) return false;
  // What is a row itself names no column.
  const column = unit.kind === "row" && !sentence.includes("|") ? cellAt(unit, stated.start) : 0;
  if (column === 0) return true;
  return isNamedColumn(column, unit.head, words);
}

/** No other of these names is mentioned more fully than this one. */
function isBestNamed(name: string, others: readonly string[], words: TextWords): boolean {
  const own = coverageOf(termsOf(name), words).share;
  return others.every((other) => coverageOf(termsOf(other), words).share <= own);
}

/** The column is mentioned, or none is. What every head says tells none from another. */
function isNamedColumn(column: number, heads: readonly string[], words: TextWords): boolean {
  const [, ...others] = heads.map(termsOf);
  const shared = (stem: string) => others.every((terms) => terms.some((term) => term.stem === stem));
  const isMentioned = (terms: QuestionTerm[]) =>
    coverageOf(
      terms.filter(({ stem }) => !shared(stem)),
      words,
    ).found > 0;
  return isMentioned(others[column - 1] ?? []) || !others.some(isMentioned);
}

/** Another unit is what the claim is about, and it says another figure of this kind. */
function hasRival(
  { unit, share, figure }: { unit: EvidenceUnit; share: number; figure: Figure },
  judged: readonly { unit: EvidenceUnit; share: number }[],
): boolean {
  return judged.some(
    (other) =>
      other.unit !== unit &&
      other.share >= share + clearlyBetter &&
      other.unit.figures.some(({ kind, unit: counted }) => kind === figure.kind && counted === figure.unit) &&
      !other.unit.figures.some(({ values }) => values.some((value) => figure.values.includes(value))),
  );
}

/** What these units support, each with its share of the claim's words. */
export function supportBy(judged: readonly { unit: EvidenceUnit; share: number }[], said: boolean): Support {
  const units = judged.toSorted((one, other) => other.share - one.share).map(({ unit }) => unit);
  return { sources: [...new Set(units.map(({ n }) => n))], units, said };
}
