import { slipsBetween } from "./slips-between.ts";
import { stemmerOf } from "./stem-lexemes.ts";

/** In how many passages each word of a knowledge base stands. */
export type Vocabulary = ReadonlyMap<string, number>;

/** A lexeme that a question's unknown word was meant to be, and how much of the word itself it counts. */
export type Meant = { lexeme: string; share: number };

const correctedShare = 0.8;

/**
 * What a word that is in no passage was meant to be, by the rules of meant_lexemes (knowledge_question_terms.sql):
 * a word one slip away; else the two words that it joins; else, from eight letters on, a word two slips away. Of
 * several the nearest, then the most used. Empty where nothing is like it, or its hyphenated form is known.
 * `word` is how the question writes the lexeme.
 */
export function meantLexemes(
  { lexeme, word }: { lexeme: string; word: string },
  vocabulary: Vocabulary,
  language: string,
): Meant[] {
  if (vocabulary.has(`=${lexeme}`)) return [];
  const near = mostUsed(vocabulary, {
    beginsOrEndsAs: lexeme,
    same: Math.floor((lexeme.length - 1) / 2),
    fits: (word) => Math.abs(word.length - lexeme.length) <= 1 && slipsBetween(lexeme, word) === 1,
  });
  if (near) return [{ lexeme: near, share: correctedShare }];
  // Cut as it is written: the stem of a compound has lost letters of its second word.
  const halves = halvesOf(word, vocabulary, language);
  if (halves.length > 0 || lexeme.length < 8) return halves.map((half) => ({ lexeme: half, share: 1 }));
  const far = mostUsed(vocabulary, {
    beginsOrEndsAs: lexeme,
    same: Math.floor((lexeme.length + 2) / 3),
    fits: (word) => Math.abs(word.length - lexeme.length) <= 2 && slipsBetween(lexeme, word) === 2,
  });
  return far ? [{ lexeme: far, share: correctedShare }] : [];
}

type Likeness = { beginsOrEndsAs: string; same: number; fits: (word: string) => boolean };

function mostUsed(vocabulary: Vocabulary, { beginsOrEndsAs, same, fits }: Likeness): string | undefined {
  const beginning = beginsOrEndsAs.slice(0, same);
  const ending = beginsOrEndsAs.slice(-same);
  let best: { word: string; passages: number } | undefined;
  for (const [word, passages] of vocabulary) {
    if (!word.startsWith(beginning) && !word.endsWith(ending)) continue;
    if (!/^\p{L}{4,}$/u.test(word) || !fits(word)) continue;
    const isBetter = !best || passages > best.passages || (passages === best.passages && word < best.word);
    if (isBetter) best = { word, passages };
  }
  return best?.word;
}

/** Both halves are known words of three letters or more; of several cuts the one whose rarer half is the commonest. */
function halvesOf(word: string, vocabulary: Vocabulary, language: string): string[] {
  const stem = stemmerOf(language);
  let best: { halves: string[]; rarer: number } | undefined;
  for (let at = 3; at <= word.length - 3; at += 1) {
    const halves = [word.slice(0, at), word.slice(at)].map((half) => stem(half) ?? "");
    const rarer = Math.min(...halves.map((half) => vocabulary.get(half) ?? 0));
    if (rarer > (best?.rarer ?? 0)) best = { halves, rarer };
  }
  return best?.halves ?? [];
}
