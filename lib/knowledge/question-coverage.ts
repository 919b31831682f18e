import { type CountedText, countText } from "./resemble-best.ts";
import { slipsBetween } from "./slips-between.ts";
import { synonymGroupOf } from "./synonyms.ts";
import { markOf, marksOf, mayHave, type WordMarks } from "./word-marks.ts";
import { weightOf } from "./word-weight.ts";
import { stemOf, wordsOf } from "./words.ts";

/** What a question asks about: its words that tell something, each with the stem it is found by and its weight. */
export type QuestionTerm = { word: string; stem: string; weight: number };

/** A word weighing less says how something is asked, not what. */
const leastWeight = 0.3;
/** A synonym is a hint, the word itself is evidence. */
const synonymShare = 0.6;
/** What is left of a word's weight when it is only understood as a misspelling. */
const correctedShare = 0.8;

/** What follows more words than this is a story, not a question. */
const mostTerms = 64;

/** Each stem once, in the question's order; empty for a question of common words alone. */
export function termsOf(question: string): QuestionTerm[] {
  const terms = new Map<string, QuestionTerm>();
  for (const word of wordsOf(question)) {
    const stem = stemOf(word);
    const weight = weightOf(stem);
    if (weight >= leastWeight && !terms.has(stem)) terms.set(stem, { word, stem, weight });
  }
  return [...terms.values()].slice(0, mostTerms);
}

/**
 * The words of a text, their stems, the stems of neighbours joined (for compounds), and their synonyms' groups;
 * `wordMarks` and `stemMarks` are those of the first two.
 */
export type TextWords = {
  words: ReadonlySet<string>;
  stems: ReadonlySet<string>;
  groups: ReadonlySet<string>;
  wordMarks: WordMarks;
  stemMarks: WordMarks;
  counted: CountedText;
};

/** What of a text is looked into for the terms of a question. */
type Searched = Pick<TextWords, "stems" | "stemMarks" | "groups">;

/** The same passages are found again and again; what was read once is kept, some 22 KB of a passage of 1,500 characters. */
const read = new Map<string, TextWords>();
const mostRead = 4_000;

export function readWords(text: string): TextWords {
  const kept = read.get(text);
  if (kept) return kept;
  if (read.size >= mostRead) read.clear();
  const words = wordsOf(text);
  const stems = words.map(stemOf);
  const joined = stems.map((stem, index) => (stems[index - 1] ?? "") + stem);
  const groups = stems.map(synonymGroupOf).filter((group) => group !== undefined);
  const unique = { words: new Set(words), stems: new Set([...stems, ...joined]) };
  const textWords = {
    ...unique,
    groups: new Set(groups),
    wordMarks: marksOf(unique.words),
    stemMarks: marksOf(unique.stems),
    counted: countText(stems),
  };
  read.set(text, textWords);
  return textWords;
}

/** How much of a question a text mentions: by weight, 0 to 1, and how many of its terms. A synonym counts 0.6. */
export type Coverage = { share: number; found: number };

export function coverageOf(terms: readonly QuestionTerm[], text: Searched): Coverage {
  return coverageBy(terms, mentionsOf(terms, text));
}

/** Of each term how much of it a text mentions, 0 to 1: apart from what the terms weigh. */
export type Mentions = readonly number[];

function mentionsOf(terms: readonly QuestionTerm[], text: Searched): Mentions {
  return looksOf(terms).map((look) => shareFound(look, text));
}

/**
 * The mentions of each part of a text; a text of one part is that part. What the whole does not mention, no part does,
 * and of a single term the whole tells as much as the best of its parts.
 */
export function mentionsOfParts(
  terms: readonly QuestionTerm[],
  { whole, parts }: { whole: TextWords; parts: readonly TextWords[] },
): Mentions[] {
  const mentioned = mentionsOf(terms, whole);
  if (parts.length === 1 || mentioned.filter((share) => share > 0).length < 2) return [mentioned];
  const questionLooks = looksOf(terms);
  return parts.map((part) =>
    mentioned.map((share, index) => (share === 0 ? 0 : shareFound(questionLooks[index] as Look, part))),
  );
}

export function coverageBy(terms: readonly QuestionTerm[], mentions: Mentions): Coverage {
  let total = 0;
  let weight = 0;
  let found = 0;
  for (let index = 0; index < terms.length; index += 1) {
    const own = terms[index]?.weight ?? 0;
    const share = mentions[index] ?? 0;
    total += own;
    weight += own * share;
    if (share > 0) found += 1;
  }
  return { share: total === 0 ? 0 : weight / total, found };
}

/** What is looked for of a term: its stem, it joined with its neighbours (for compounds), its synonyms' group. */
type Look = { forms: readonly Form[]; group: string | undefined };
type Form = { stem: string; mark: number };

/** Of the questions whose terms are held somewhere: a question meets some hundred texts, and joining its words takes longer than looking for them. */
const looks = new WeakMap<readonly QuestionTerm[], Look[]>();

function looksOf(terms: readonly QuestionTerm[]): Look[] {
  const known = looks.get(terms);
  if (known) return known;
  const made = terms.map(({ stem }, index) => {
    const [last, next] = [terms[index - 1], terms[index + 1]];
    // "bill backs" asked, "billbacks" written.
    const forms = [stem, ...(next ? [stem + next.stem] : []), ...(last ? [last.stem + stem] : [])];
    return {
      forms: forms.map((form) => ({ stem: form, mark: markOf(form) })),
      group: synonymGroupOf(stem),
    };
  });
  looks.set(terms, made);
  return made;
}

function shareFound({ forms, group }: Look, { stems, stemMarks, groups }: Searched): number {
  for (const { stem, mark } of forms) if (mayHave(stemMarks, mark) && stems.has(stem)) return 1;
  return group !== undefined && groups.has(group) ? synonymShare : 0;
}

/** The terms with less weight the more of the texts have them: a company's own name stands everywhere and tells nothing. */
export function weighByRarity(terms: readonly QuestionTerm[], texts: readonly TextWords[]): QuestionTerm[] {
  const rarest = Math.log(1 + (texts.length + 0.5) / 0.5);
  return terms.map((term) => {
    const holding = texts.filter(({ stems }) => stems.has(term.stem)).length;
    const rarity = Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5));
    return { ...term, weight: (term.weight * rarity) / rarest };
  });
}

/** The terms with those that none of the texts knows replaced by a word of theirs that is spelt almost alike. */
export function correctTerms(terms: readonly QuestionTerm[], texts: readonly TextWords[]): QuestionTerm[] {
  return terms.map((term) => {
    const [look] = looksOf([term]);
    if (!look || term.word.length < 5 || texts.some((text) => shareFound(look, text) > 0)) return term;
    const spelt = findSpelling(term.word, texts);
    return spelt ? { word: spelt, stem: stemOf(spelt), weight: term.weight * correctedShare } : term;
  });
}

function findSpelling(written: string, texts: readonly TextWords[]): string | undefined {
  for (const { words } of texts) {
    for (const word of words) if (isSlipOf(written, word)) return word;
  }
  return undefined;
}

/** One letter missing, added, wrong or two exchanged; two such slips in a word of eight letters or more. */
function isSlipOf(written: string, meant: string): boolean {
  if (written[0] !== meant[0] || meant.length < 5) return false;
  const allowed = Math.min(written.length, meant.length) >= 8 ? 2 : 1;
  return Math.abs(written.length - meant.length) <= allowed && slipsBetween(written, meant) <= allowed;
}
