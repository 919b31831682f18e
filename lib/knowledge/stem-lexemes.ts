import stemmers from "snowball-stemmers";
import { stopWordsOf } from "./stop-words.ts";

/**
 * The words of a question as the database's index keeps them, without asking it: Snowball's stemmers are the
 * ones that Postgres has (of 4,012 words of the sample knowledge base two differ). The language names are those
 * of knowledge_lexemes.sql.
 */
const algorithms: Record<string, string> = {
  en: "english",
  de: "german",
  fr: "french",
  es: "spanish",
  it: "italian",
  pt: "portuguese",
  nl: "dutch",
  sv: "swedish",
  da: "danish",
  no: "norwegian",
  fi: "finnish",
  ru: "russian",
};

const kept = new Map<string, (word: string) => string | undefined>();

/**
 * Each lexeme with how often the text says it; a hyphenated word gives its parts and, marked by "=", itself
 * joined, as knowledge_lexeme does.
 */
export function stemLexemes(text: string, language: string): Map<string, number> {
  const stem = stemmerOf(language);
  const lexemes = new Map<string, number>();
  const add = (lexeme: string | undefined) => {
    if (lexeme) lexemes.set(lexeme, (lexemes.get(lexeme) ?? 0) + 1);
  };
  for (const [word] of plain(text).matchAll(/[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*/gu)) {
    if (word.includes(".")) {
      add(word.replaceAll("-", ""));
      continue;
    }
    const parts = word.split("-");
    for (const part of parts) add(stem(part));
    if (parts.length > 1 && parts.every((part) => /^\p{L}/u.test(part))) add(joinedLexeme(word, stem));
  }
  return lexemes;
}

/** The lexemes of neighbouring words written as one: "bill back" gives "billback". Neither is a stop word first. */
export function joinedLexemes(text: string, language: string): Set<string> {
  const stem = stemmerOf(language);
  const words = [...plain(text).matchAll(/[\p{L}\p{N}]+/gu)]
    .map(([word]) => word)
    .filter((word) => /^\p{L}+$/u.test(word));
  const joined = words.flatMap((word, at) => {
    const next = words[at + 1] ?? "";
    return word.length > 1 && next.length > 1 && stem(word) !== undefined ? [stem(word + next)] : [];
  });
  return new Set(joined.filter((lexeme) => lexeme !== undefined));
}

/** The stem of one word; undefined for a stop word. */
export function stemmerOf(language: string): (word: string) => string | undefined {
  const known = kept.get(language);
  if (known) return known;
  const algorithm = algorithms[language];
  const stemmer = algorithm ? stemmers.newStemmer(algorithm) : undefined;
  const stops = stopWordsOf(language);
  const stem = remembering((word) => {
    if (stops.has(word)) return undefined;
    // Words with a digit in them are names and numbers, which have no stem.
    return stemmer && /^\p{L}+(?:-\p{L}+)*$/u.test(word) ? stemmer.stem(word) : word;
  });
  kept.set(language, stem);
  return stem;
}

/** As knowledge_plain: without what would make one word of several. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[/\\_@|*#`~=+<>]/gu, " ");
}

function joinedLexeme(word: string, stem: (word: string) => string | undefined): string {
  return `=${(stem(word) ?? word).replaceAll("-", "")}`;
}

const mostStems = 20_000;

/** A stem takes 8 µs and words repeat from question to question. */
function remembering(stem: (word: string) => string | undefined): (word: string) => string | undefined {
  const stems = new Map<string, string | undefined>();
  return (word) => {
    if (stems.has(word)) return stems.get(word);
    if (stems.size >= mostStems) stems.clear();
    const made = stem(word);
    stems.set(word, made);
    return made;
  };
}
