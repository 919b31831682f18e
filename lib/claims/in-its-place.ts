import {
  coverageOf,
  type QuestionTerm,
  readWords,
  type TextWords,
  termsOf,
} from "../knowledge/question-coverage.ts";
import { cellAt, type EvidenceUnit } from "./evidence.ts";
import type { Figure } from "./figure.ts";

/**
 * A figure of a table or of a list of names belongs to its row and column: what the sentence names has to be those.
 * `around`: the words of the sentence that may name the figure's column.
 */
export function isInItsPlace(
  unit: EvidenceUnit,
  stated: Figure,
  { sentence, around }: { sentence: string; around: string },
): boolean {
  const words = readWords(sentence);
  const [label = ""] = unit.cells;
  if (unit.cells.length > 0 && label !== "" && !isBestNamed(label, unit.rivals, words)) return false;
  // What is a row itself names no column.
  const column = unit.kind === "row" && !sentence.includes("|") ? cellAt(unit, stated.start) : 0;
  if (column === 0) return true;
  return isNamedColumn(column, unit.head, readWords(around));
}

/** No other of these names is mentioned more fully than this one, by the words that are not of both. */
function isBestNamed(name: string, others: readonly string[], words: TextWords): boolean {
  const own = termsOf(name);
  return others.every((other) => {
    const terms = termsOf(other);
    const [mine = 0, theirs = 0] = [without(own, terms), without(terms, own)].map(
      (rest) => coverageOf(rest, words).share,
    );
    return mine === 1 || theirs === 0 || theirs < mine;
  });
}

function without(terms: readonly QuestionTerm[], others: readonly QuestionTerm[]): QuestionTerm[] {
  return terms.filter(({ stem }) => !others.some((other) => other.stem === stem));
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
