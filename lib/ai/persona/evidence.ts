import type { Statement } from "./attribute-clauses.ts";
import { claimedTitle, splitWorkplace } from "./claimed-role.ts";
import { featuresOf } from "./features.ts";
import type { PersonaKnowledge } from "./learn-personas.ts";
import { functionWords, type Word } from "./tokenise.ts";
import { type Weighing, weighWords } from "./weigh-words.ts";

/** What speaks for one class, and the words that do. */
export type Evidence = {
  classIndex: number;
  strength: "STRONG" | "MEDIUM" | "WEAK";
  confidence: number;
  words: Word[];
};

/** In log-odds: 0 is an even chance. These and the figures below were chosen on bench/eval's development part. */
const strengths = [
  { strength: "STRONG", confidence: 0.3, from: 1.2 },
  { strength: "MEDIUM", confidence: 0.2, from: 0 },
  { strength: "WEAK", confidence: 0.1, from: -0.9 },
] as const;

/** A persona beside a stronger one must be that much surer, unless a word of this weight is its own. */
const besideAnother = 0.8;
const ownWordWeight = 1.4;
/** How much of what speaks against everybody in the rest of a sentence counts. */
const contextShare = 0.5;
/** How much of what a word says for a class is taken off when it says more for another. */
const overlapShare = 0.5;
/** "I'm the CIO" against "the CIO". */
const titleBonus = 0.8;
/** Taken off per word that the personas never use, when a single word tells. */
const strangeWordPenalty = 0.25;
const mostStrangeWords = 4;
const tellingWeight = 0.5;
const keywordWeight = 0.12;
const mostStatements = 40;

/**
 * Weighs each part of each statement, and each statement and sentence as a whole: who writes a second
 * sentence about something else is no less who they are. The best one counts for each class.
 */
export function evidenceIn(statements: readonly Statement[], knowledge: PersonaKnowledge): Evidence[] {
  const read = statements.slice(0, mostStatements).map(({ words, sentence }) => ({
    words: withoutWorkplace(words, knowledge),
    sentence,
  }));
  const best = new Map<number, Candidate>();
  for (const unit of unitsOf(read, knowledge)) {
    unit.sums.forEach((sum, classIndex) => {
      if (sum <= (best.get(classIndex)?.sum ?? Number.NEGATIVE_INFINITY)) return;
      const words = unit.words.filter((word, index) =>
        isKeyword(word, unit.ofWord[index]?.[classIndex] ?? 0),
      );
      if (words.length > 0) best.set(classIndex, { sum, words, hasOwnWord: hasOwnWord(unit, classIndex) });
    });
  }
  return graded(best);
}

type Candidate = { sum: number; words: Word[]; hasOwnWord: boolean };
type Unit = Weighing & { words: Word[] };

/** The place says less about a person than their role does, and counts only without one. */
function withoutWorkplace(words: Word[], knowledge: PersonaKnowledge): Word[] {
  const split = splitWorkplace(words, knowledge.isTitle);
  return split && Math.max(...weighed(split.role, knowledge).sums) >= 0 ? split.role : words;
}

function unitsOf(statements: readonly Statement[], knowledge: PersonaKnowledge): Unit[] {
  const units: Unit[] = [];
  for (const sentence of Map.groupBy(statements, (statement) => statement.sentence).values()) {
    const parts = sentence.flatMap(({ words }) => conjuncts(words)).map((words) => weighed(words, knowledge));
    units.push(...inContext(parts, knowledge.weights.bias));
    if (parts.length > sentence.length) units.push(...sentence.map(({ words }) => weighed(words, knowledge)));
    if (sentence.length > 1) {
      units.push(
        weighed(
          sentence.flatMap(({ words }) => words),
          knowledge,
        ),
      );
    }
  }
  return units;
}

/** "I own the company and lead its sales team" says two things. */
function conjuncts(words: readonly Word[]): Word[][] {
  const parts: Word[][] = [[]];
  for (const word of words) {
    if (word.form === "and" || word.form === "plus") parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 0);
}

/** What speaks against everybody in one part of a sentence ("that nightclub downtown") also counts in its others. */
function inContext(parts: readonly Unit[], bias: number): Unit[] {
  const against = parts.map(({ sums }) => Math.min(0, Math.max(...sums) - bias));
  const total = against.reduce((sum, value) => sum + value, 0);
  return parts.map((part, index) => {
    const elsewhere = (total - (against[index] ?? 0)) * contextShare;
    return { ...part, sums: part.sums.map((sum) => sum + elsewhere) };
  });
}

function weighed(words: Word[], { weights, isKnown, isTitle }: PersonaKnowledge): Unit {
  const { sums, ofWord } = weighWords(featuresOf(words), words.length, weights);
  const claimed = ofWord[claimedTitle(words, isTitle)];
  const strangeWords = words.filter((word) => !isKnown(word)).length;
  const adjusted = sums.map((sum, classIndex) => {
    const bonus = claimed && (claimed[classIndex] ?? 0) > tellingWeight ? titleBonus : 0;
    return (
      sum + bonus - rivalOverlap(ofWord, classIndex) - loneWordPenalty({ ofWord, classIndex, strangeWords })
    );
  });
  return { words, ofWord, sums: adjusted };
}

function rivalOverlap(ofWord: Weighing["ofWord"], classIndex: number): number {
  let overlap = 0;
  for (const shares of ofWord) {
    const share = shares[classIndex] ?? 0;
    if (share > 0 && share < Math.max(...shares)) overlap += share * overlapShare;
  }
  return overlap;
}

/** One telling word among strange ones is likely to be about something else. */
function loneWordPenalty(unit: {
  ofWord: Weighing["ofWord"];
  classIndex: number;
  strangeWords: number;
}): number {
  const telling = unit.ofWord.filter((shares) => (shares[unit.classIndex] ?? 0) > tellingWeight).length;
  return telling > 1 ? 0 : Math.min(unit.strangeWords, mostStrangeWords) * strangeWordPenalty;
}

function isKeyword({ form }: Word, weight: number): boolean {
  return weight > keywordWeight && !functionWords.has(form);
}

function hasOwnWord({ ofWord }: Unit, classIndex: number): boolean {
  return ofWord.some((shares) => {
    const share = shares[classIndex] ?? 0;
    return share > ownWordWeight && share === Math.max(...shares);
  });
}

function graded(best: ReadonlyMap<number, Candidate>): Evidence[] {
  const leading = Math.max(...[...best.values()].map(({ sum }) => sum));
  return [...best].flatMap(([classIndex, { sum, words, hasOwnWord: isOwn }]) => {
    const needed = sum < leading && !isOwn ? besideAnother : 0;
    const level = strengths.find(({ from }) => sum - needed >= from);
    return level ? [{ classIndex, strength: level.strength, confidence: level.confidence, words }] : [];
  });
}
