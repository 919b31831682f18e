/** Languages whose endings the search knows (knowledge_lexemes.sql): "crates" finds "crate". ISO 639-1. */
const stemmed = ["da", "de", "en", "es", "fi", "fr", "it", "nl", "no", "pt", "ru", "sv"];
/** Others that companies write in; their words are found as they are written. */
const asWritten = ["ar", "cs", "el", "he", "hi", "hu", "id", "ja", "ko", "pl", "ro", "tr", "uk", "vi", "zh"];

export type LanguageChoice = { code: string; name: string; isStemmed: boolean };

/** The languages to choose from by their English names, and the one that is chosen, whatever it is. */
export function languageChoices(chosen: string): LanguageChoice[] {
  return [...new Set([...stemmed, ...asWritten, chosen])]
    .map((code) => ({ code, name: languageName(code), isStemmed: stemmed.includes(code) }))
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}

/** "German" for `de`; what is no code stays as it is. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
