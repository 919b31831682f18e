import stemmers from "snowball-stemmers";
import { weightOf } from "./word-weight.ts";

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

const kept = new Map<string, (word: string) => string>();

/** Each lexeme once. A hyphenated word gives its parts and, joined, itself, as the index does. */
export function stemLexemes(text: string, language: string): Set<string> {
  const stem = stemmerOf(language);
  const lexemes = new Set<string>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*/gu) ?? []) {
    for (const part of word.split(/[-.]/u)) if (!isStopWord(part, language)) lexemes.add(stem(part));
    if (/[-.]/u.test(word)) lexemes.add(stem(word).replaceAll("-", ""));
  }
  return lexemes;
}

/**
 * The index has no stop words, so hardly one of a question's is found there. The short ones are what a longer word
 * may be stemmed to ("add-ons" to "on").
 */
function isStopWord(word: string, language: string): boolean {
  return language === "en" && word.length <= 3 && weightOf(word) < tellsNothing;
}

const tellsNothing = 0.1;

function stemmerOf(language: string): (word: string) => string {
  const known = kept.get(language);
  if (known) return known;
  const algorithm = algorithms[language];
  const stemmer = algorithm ? stemmers.newStemmer(algorithm) : undefined;
  const stem = stemmer ? remembering((word) => stemmer.stem(word)) : (word: string) => word;
  kept.set(language, stem);
  return stem;
}

const mostStems = 20_000;

/** A stem takes 8 µs and words repeat from question to question. */
function remembering(stem: (word: string) => string): (word: string) => string {
  const stems = new Map<string, string>();
  return (word) => {
    const known = stems.get(word);
    if (known !== undefined) return known;
    if (stems.size >= mostStems) stems.clear();
    const made = stem(word);
    stems.set(word, made);
    return made;
  };
}
