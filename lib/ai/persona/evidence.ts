import type { Statement } from "./attribute-clauses.ts";
import { clauseText } from "./clauses.ts";
import { featuresOf } from "./features.ts";
import type { PersonaKnowledge } from "./learn-personas.ts";
import { functionWords, type Word } from "./tokenise.ts";
import { weighWords } from "./weigh-words.ts";

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
  for (const words of unitsOf(statements)) {
    const { sums, ofWord } = weighWords(featuresOf(words), words.length, knowledge.weights);
    sums.forEach((sum, classIndex) => {
      if (sum <= (best.get(classIndex)?.sum ?? Number.NEGATIVE_INFINITY)) return;
      const telling = words.filter((word, index) => isKeyword(word, ofWord[index]?.[classIndex] ?? 0));
      if (telling.length > 0) best.set(classIndex, { sum, words: telling });
    });
  }
  return [...best].flatMap(([classIndex, { sum, words }]) => {
    const level = strengths.find(({ from }) => sum >= from);
    return level ? [{ classIndex, strength: level.strength, confidence: level.confidence, words }] : [];
  });
}

function unitsOf(statements: readonly Statement[]): Word[][] {
  const sentences = new Map<number, Word[]>();
  for (const { words, sentence } of statements) sentences.set(sentence, [...(sentences.get(sentence) ?? []), ...words]);
  return [...statements.map(({ words }) => words), ...sentences.values()];
}

function isKeyword({ form }: Word, weight: number): boolean {
  return weight > keywordWeight && !functionWords.has(form);
}
