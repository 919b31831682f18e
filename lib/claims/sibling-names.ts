import { type QuestionTerm, readWords, type TextWords, termsOf } from "../knowledge/question-coverage.ts";
import type { EvidenceUnit } from "./evidence.ts";

/** Names that stand beside each other in a table's head, its first column or a list, each by its words. */
export type Siblings = readonly (readonly QuestionTerm[])[];

/** What has more words is no name. */
const longestName = 3;

/** The lists of names that the units have; kept with the units, since each claim of a sentence asks for them. */
export function siblingsIn(units: readonly EvidenceUnit[]): readonly Siblings[] {
  const known = read.get(units);
  if (known) return known;
  const lists = new Map<string, Siblings>();
  for (const { head, rivals } of units)
    for (const names of [head.slice(1), rivals]) {
      const key = names.join("|");
      if (!lists.has(key)) lists.set(key, names.map(wordsOfName).filter(isName));
    }
  const found = [...lists.values()].filter(({ length }) => length >= 2);
  read.set(units, found);
  return found;
}

const read = new WeakMap<readonly EvidenceUnit[], readonly Siblings[]>();

/** "Sixth barrel (sixtel)" is called by the name before the bracket. */
function wordsOfName(name: string): QuestionTerm[] {
  return termsOf(name.replace(/\([^)]*\)/g, " "));
}

function isName({ length }: readonly QuestionTerm[]): boolean {
  return length > 0 && length <= longestName;
}

/** The source names one of them, the claim another and not that one: what is said of one is not said of the other. */
export function namesAnother(siblings: readonly Siblings[], claimed: string, stated: string): boolean {
  const [claim, source] = [readWords(claimed), readWords(stated)];
  return siblings.some((names) => {
    const meant = names.filter((name) => isNamed(name, claim));
    return (
      meant.length > 0 &&
      !meant.some((name) => isNamed(name, source)) &&
      names.some((name) => !meant.includes(name) && isNamed(name, source))
    );
  });
}

function isNamed(name: readonly QuestionTerm[], { stems }: TextWords): boolean {
  return name.every(({ stem }) => stems.has(stem));
}
