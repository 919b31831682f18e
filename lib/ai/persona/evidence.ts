import type { Statement } from "./attribute-clauses.ts";
import { clauseText } from "./clauses.ts";
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

/** From these log-odds on; 0 is an even chance. */
const strengths = [
  { strength: "STRONG", confidence: 0.3, from: 1.2 },
  { strength: "MEDIUM", confidence: 0.2, from: 0 },
  { strength: "WEAK", confidence: 0.1, from: -0.9 },
] as const;

/** A persona beside a stronger one must be that much surer. */
const besideAnother = 0.3;
const contextShare = 0.5;
const overlapShare = 0.5;
const keywordWeight = 0.12;
const mostUnits = 40;

/**
 * Weighs each statement, and each sentence of several, by itself: who writes a second sentence about
 * something else is no less who they are. The strongest one counts for each class.
 */
export function evidenceIn(statements: readonly Statement[], knowledge: PersonaKnowledge): Evidence[] {
  const parts = statements.slice(0, mostUnits).map(splitWorkplace);
  const found = strongest(parts.map(({ self, sentence }) => ({ words: self, sentence })), knowledge);
  if (found.some(({ confidence }) => confidence >= 0.2)) return found;
  return strongest(parts.map(({ self, workplace, sentence }) => ({ words: [...self, ...workplace], sentence })), knowledge);
}

/** "VP of sales at a wholesaler": the place says less about the person than the role, and counts without one. */
function splitWorkplace({ words, sentence }: Statement): { self: Word[]; workplace: Word[]; sentence: number } {
  const { text, starts } = clauseText(words);
  const place = /\b(?:at|for) (?:an?|one of|the|our)\b/.exec(text);
  if (place === null) return { self: words, workplace: [], sentence };
  const at = starts.indexOf(place.index);
  return { self: words.slice(0, at), workplace: words.slice(at), sentence };
}

function strongest(statements: readonly Statement[], knowledge: PersonaKnowledge): Evidence[] {
  const best = new Map<number, { sum: number; words: Word[] }>();
  for (const unit of unitsOf(statements, knowledge)) {
    unit.sums.forEach((sum, classIndex) => {
      if (sum <= (best.get(classIndex)?.sum ?? Number.NEGATIVE_INFINITY)) return;
      const telling = unit.words.filter((word, index) => isKeyword(word, unit.ofWord[index]?.[classIndex] ?? 0));
      if (telling.length > 0) best.set(classIndex, { sum, words: telling });
    });
  }
  const leading = Math.max(...[...best.values()].map(({ sum }) => sum));
  return [...best].flatMap(([classIndex, { sum, words }]) => {
    const needed = sum < leading ? besideAnother : 0;
    const level = strengths.find(({ from }) => sum - needed >= from);
    return level ? [{ classIndex, strength: level.strength, confidence: level.confidence, words }] : [];
  });
}

type Unit = Weighing & { words: Word[] };

/** Each statement with what speaks against everybody in the rest of its sentence, and each whole sentence. */
function unitsOf(statements: readonly Statement[], knowledge: PersonaKnowledge): Unit[] {
  const units: Unit[] = [];
  for (const sentence of Map.groupBy(statements, (statement) => statement.sentence).values()) {
    const parts = sentence.map(({ words }) => weighed(words, knowledge));
    const against = parts.map(({ sums }) => Math.min(0, Math.max(...sums) - knowledge.weights.bias));
    const total = against.reduce((sum, value) => sum + value, 0);
    parts.forEach((part, index) => {
      const elsewhere = (total - (against[index] ?? 0)) * contextShare;
      units.push({ ...part, sums: part.sums.map((sum) => sum + elsewhere) });
    });
    if (parts.length > 1) units.push(weighed(sentence.flatMap(({ words }) => words), knowledge));
  }
  return units;
}

function weighed(words: Word[], { weights }: PersonaKnowledge): Unit {
  const { sums, ofWord } = weighWords(featuresOf(words), words.length, weights);
  return { words, ofWord, sums: sums.map((sum, classIndex) => sum - rivalOverlap(ofWord, classIndex)) };
}

/** What a word says for a class it says more about another: counted in part. */
function rivalOverlap(ofWord: readonly (readonly number[])[], classIndex: number): number {
  let overlap = 0;
  for (const shares of ofWord) {
    const share = shares[classIndex] ?? 0;
    if (share > 0 && share < Math.max(...shares)) overlap += share * overlapShare;
  }
  return overlap;
}

function isKeyword({ form }: Word, weight: number): boolean {
  return weight > keywordWeight && !functionWords.has(form);
}
