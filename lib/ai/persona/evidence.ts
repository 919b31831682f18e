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
const besideAnother = 0.8;
const besideWithOwn = 0;
const ownWordWeight = 1.4;
const contextShare = 0.5;
const overlapShare = 0.5;
const foreignWeight = 0.25;
const titleWeight = 0.8;
const keywordWeight = 0.12;
const mostUnits = 40;

/**
 * Weighs each statement, and each sentence of several, by itself: who writes a second sentence about
 * something else is no less who they are. The strongest one counts for each class.
 */
export function evidenceIn(statements: readonly Statement[], knowledge: PersonaKnowledge): Evidence[] {
  return strongest(
    statements.slice(0, mostUnits).map(({ words, sentence }) => ({ words: withoutWorkplace(words, knowledge), sentence })),
    knowledge,
  );
}

/** "VP of sales at a wholesaler": the place says less about the person than the role, and counts without one. */
function withoutWorkplace(words: Word[], knowledge: PersonaKnowledge): Word[] {
  const { text, starts } = clauseText(words);
  const place = /\b(?:at|for|with|of) (?:an?|one of)\b|\bat (?:the|our)\b/.exec(text);
  if (place === null) return words;
  const role = words.slice(0, starts.indexOf(place.index));
  const isRole = /^(?:\w+ )?(?:i|we) /.test(text) || role.some(knowledge.isTitle);
  return isRole && Math.max(...weighed(role, knowledge).sums) >= 0 ? role : words;
}

function strongest(statements: readonly Statement[], knowledge: PersonaKnowledge): Evidence[] {
  const best = new Map<number, { sum: number; words: Word[]; hasOwnWord: boolean }>();
  for (const unit of unitsOf(statements, knowledge)) {
    unit.sums.forEach((sum, classIndex) => {
      if (sum <= (best.get(classIndex)?.sum ?? Number.NEGATIVE_INFINITY)) return;
      const telling = unit.words.filter((word, index) => isKeyword(word, unit.ofWord[index]?.[classIndex] ?? 0));
      if (telling.length > 0) best.set(classIndex, { sum, words: telling, hasOwnWord: hasOwnWord(unit.ofWord, classIndex) });
    });
  }
  const leading = Math.max(...[...best.values()].map(({ sum }) => sum));
  return [...best].flatMap(([classIndex, { sum, words, hasOwnWord: isOwn }]) => {
    const needed = sum >= leading ? 0 : isOwn ? besideWithOwn : besideAnother;
    const level = strengths.find(({ from }) => sum - needed >= from);
    return level ? [{ classIndex, strength: level.strength, confidence: level.confidence, words }] : [];
  });
}

function hasOwnWord(ofWord: readonly (readonly number[])[], classIndex: number): boolean {
  return ofWord.some((shares) => (shares[classIndex] ?? 0) > ownWordWeight && shares[classIndex] === Math.max(...shares));
}

type Unit = Weighing & { words: Word[] };

/** Each statement with what speaks against everybody in the rest of its sentence, and each whole sentence. */
function unitsOf(statements: readonly Statement[], knowledge: PersonaKnowledge): Unit[] {
  const units: Unit[] = [];
  for (const sentence of Map.groupBy(statements, (statement) => statement.sentence).values()) {
    const parts = sentence.flatMap(({ words }) => conjuncts(words)).map((words) => weighed(words, knowledge));
    const against = parts.map(({ sums }) => Math.min(0, Math.max(...sums) - knowledge.weights.bias));
    const total = against.reduce((sum, value) => sum + value, 0);
    parts.forEach((part, index) => {
      const elsewhere = (total - (against[index] ?? 0)) * contextShare;
      units.push({ ...part, sums: part.sums.map((sum) => sum + elsewhere) });
    });
    if (parts.length > sentence.length) units.push(...sentence.map(({ words }) => weighed(words, knowledge)));
    if (sentence.length > 1) units.push(weighed(sentence.flatMap(({ words }) => words), knowledge));
  }
  return units;
}

/** "I own the company and lead its sales team" says two things. */
function conjuncts(words: Word[]): Word[][] {
  const parts: Word[][] = [[]];
  for (const word of words) {
    if (word.form === "and" || word.form === "plus") parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 0);
}

function weighed(words: Word[], { weights, isKnown, isTitle }: PersonaKnowledge): Unit {
  const claimed = claimedTitle(words, isTitle);
  const foreign = words.filter((word) => !isKnown(word)).length;
  const { sums, ofWord } = weighWords(featuresOf(words), words.length, weights);
  return { words, ofWord, sums: sums.map((sum, classIndex) => sum + titleBonus(ofWord[claimed], classIndex) - rivalOverlap(ofWord, classIndex) - loneWordPenalty(ofWord, classIndex, foreign)) };
}

/** Where "I'm the CIO", "as a wholesaler" or "sales director here" has its title; -1 without one. */
function claimedTitle(words: readonly Word[], isTitle: PersonaKnowledge["isTitle"]): number {
  const { text, starts } = clauseText(words);
  const likeUs = / like (?:us|me|ours|mine)\b/.exec(text);
  if (likeUs) return starts.indexOf(likeUs.index + 1) - 1;
  const claim = /\b(?:(?:i|we) (?:am|are|run|own|lead|head)|as) (?:(?:just|also|the|an?|your|our|actually|currently|both|now) )*/.exec(text);
  const from = claim ? starts.indexOf(claim.index + claim[0].length) : 0;
  if (from < 0) return -1;
  const phrase = words.slice(from, from + 5);
  const end = phrase.findIndex(({ form }) => functionWords.has(form) && form !== "of");
  const at = phrase.slice(0, end < 0 ? phrase.length : end).findIndex(isTitle);
  const isClaim = claim !== null || phrase[end]?.form === "here";
  return isClaim && at >= 0 ? from + at : -1;
}

function titleBonus(shares: readonly number[] | undefined, classIndex: number): number {
  return shares && (shares[classIndex] ?? 0) > 0.5 ? titleWeight : 0;
}

/** One telling word among strange ones is likely to be about something else. */
function loneWordPenalty(ofWord: readonly (readonly number[])[], classIndex: number, foreign: number): number {
  const telling = ofWord.filter((shares) => (shares[classIndex] ?? 0) > 0.5).length;
  return telling > 1 ? 0 : Math.min(foreign, 4) * foreignWeight;
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
