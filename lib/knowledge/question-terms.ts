import { meantLexemes, type Vocabulary } from "./spelling.ts";
import { joinedLexemes, stemLexemes, wordOfLexeme } from "./stem-lexemes.ts";

const mostTerms = 96;
/** What a word that passages write with a hyphen, and in its parts, is worth beside those. */
const hyphenated = 0.5;
/** BM25's k3: what is asked again counts less each time, and nine times what is asked once at most. */
const repetition = 8;
const mostCorrected = 8;

/**
 * The words of a question that a knowledge base's vocabulary knows, with what each counts: what
 * question_terms (knowledge_question_terms.sql) finds in the database, found in memory.
 */
export function questionTerms(
  question: string,
  { vocabulary, languages }: { vocabulary: Vocabulary; languages: readonly string[] },
): Map<string, number> {
  const asked = new Map<string, number>();
  const unknown = new Set<string>();
  const ask = (lexeme: string, share: number) => asked.set(lexeme, Math.max(asked.get(lexeme) ?? 0, share));
  for (const language of languages) {
    for (const [lexeme, times] of stemLexemes(question, language)) {
      const share = ((repetition + 1) * times) / (repetition + times);
      // Asked with a hyphen it may be written as one word, and the other way about.
      if (lexeme.startsWith("=")) {
        ask(lexeme, hyphenated * share);
        ask(lexeme.slice(1), share);
      } else {
        ask(lexeme, share);
        ask(`=${lexeme}`, hyphenated * share);
        if (!vocabulary.has(lexeme) && /^\p{L}{5,40}$/u.test(lexeme)) unknown.add(lexeme);
      }
    }
    for (const lexeme of joinedLexemes(question, language)) ask(lexeme, 1);
  }
  const terms = new Map(rarest([...asked], vocabulary));
  for (const [lexeme, share] of meant(unknown, question, { vocabulary, languages })) {
    terms.set(lexeme, (terms.get(lexeme) ?? 0) + share);
  }
  return terms;
}

function rarest(asked: [lexeme: string, share: number][], vocabulary: Vocabulary): [string, number][] {
  const count = ([lexeme]: [string, number]) => vocabulary.get(lexeme) ?? 0;
  return asked
    .filter((term) => count(term) > 0)
    .sort((a, b) => count(a) - count(b) || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostTerms);
}

/** While documents are indexed in two languages, a word that only one of them knows is no slip. */
function meant(
  unknown: ReadonlySet<string>,
  question: string,
  { vocabulary, languages }: { vocabulary: Vocabulary; languages: readonly string[] },
): [string, number][] {
  const [language] = languages;
  if (language === undefined || languages.length > 1) return [];
  return [...unknown]
    .sort((a, b) => (a < b ? -1 : 1))
    .slice(0, mostCorrected)
    .map((lexeme) => ({ lexeme, word: wordOfLexeme(lexeme, question, language) ?? lexeme }))
    .flatMap((written) => meantLexemes(written, vocabulary, language))
    .map(({ lexeme, share }) => [lexeme, share]);
}
