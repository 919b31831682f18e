import type { TextWords } from "./question-coverage.ts";
import { weightOf } from "./word-weight.ts";
import { stemOf, wordsOf } from "./words.ts";

/** A pair with a word weighing less says how something is asked ("how does", "of the"). */
const leastWeight = 0.3;
/** Of a page of text the first ones tell enough. */
const mostPhrases = 64;

/**
 * How much of what a question could say in phrases each text has, 0 to 1: pairs of words that stand side by side in
 * both, by how rare each pair is among the texts (sequential dependence; Metzler and Croft, 2005). "Cash flow" is not a
 * text on cash that mentions a flow. Where grammar parts most of the question's words, its one phrase tells little.
 */
export function phraseShares(question: string, texts: readonly Pick<TextWords, "stems">[]): number[] {
  const { phrases, possible } = phrasesOf(question);
  const shares = new Array<number>(texts.length).fill(0);
  const most = possible * rarityOf(0, texts.length);
  for (const phrase of phrases) {
    const having = texts.flatMap(({ stems }, index) => (stems.has(phrase) ? [index] : []));
    const share = rarityOf(having.length, texts.length) / most;
    for (const index of having) shares[index] = (shares[index] as number) + share;
  }
  return shares;
}

/** As `TextWords` keeps neighbours: their stems joined. `possible`: as many as there would be without grammar between. */
function phrasesOf(question: string): { phrases: string[]; possible: number } {
  const stems = wordsOf(question).map(stemOf);
  const tells = (stem: string) => weightOf(stem) > leastWeight;
  const pairs = stems.flatMap((stem, index) => {
    const next = stems[index + 1];
    return next !== undefined && tells(stem) && tells(next) ? [stem + next] : [];
  });
  const phrases = [...new Set(pairs)].slice(0, mostPhrases);
  const possible = Math.min(new Set(stems.filter(tells)).size - 1, mostPhrases);
  return { phrases, possible: Math.max(phrases.length, possible) };
}

function rarityOf(having: number, texts: number): number {
  return Math.log(1 + (texts - having + 0.5) / (having + 0.5));
}
