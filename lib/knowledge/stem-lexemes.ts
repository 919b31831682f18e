import stemmers from "snowball-stemmers";
import { stopWordsOf } from "./stop-words.ts";

/**
 * The words of a question as the database's index keeps them, without asking it: Snowball's stemmers are the
 * ones that Postgres has (of 4,012 words of the sample knowledge base two differ). The language names are those
 * of knowledge_lexemes.sql. Texts are compared with one another by words.ts, which owes the index nothing.
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
  for (const word of plainWords(text)) {
    for (const part of word.split("-")) add(stem(part));
    if (word.includes("-")) add(`=${(stem(word) ?? word).replaceAll("-", "")}`);
  }
  return lexemes;
}

/** The word of a text that a lexeme is the stem of, as it is written there; undefined for one that is not. */
export function wordOfLexeme(lexeme: string, text: string, language: string): string | undefined {
  const stem = stemmerOf(language);
  return plainWords(text)
    .flatMap((word) => word.split("-"))
    .find((word) => stem(word) === lexeme);
}

/** The lexemes of neighbouring words written as one: "bill back" gives "billback". Neither is a stop word first. */
export function joinedLexemes(text: string, language: string): Set<string> {
  const stem = stemmerOf(language);
  const words = plainWords(text)
    .flatMap((word) => word.split("-"))
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
  // Postgres reads Latin letters in a Russian text as English.
  const latin = language === "ru" ? stemmerOf("en") : undefined;
  const stem = remembering((word) => {
    if (latin && /^[a-z-]+$/.test(word)) return latin(word);
    if (stops.has(word)) return undefined;
    // Words with a digit in them are names and numbers, which have no stem.
    return stemmer && /^\p{L}+(?:-\p{L}+)*$/u.test(word) ? stemmer.stem(word) : word;
  });
  kept.set(language, stem);
  return stem;
}

/** As knowledge_plain: letters, digits and the hyphens between letters. */
function plainWords(text: string): string[] {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{Nd}-]+|-(?!\p{L})|(?<!\p{L})-/gu, " ");
  return plain.split(" ").filter((word) => word !== "");
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
