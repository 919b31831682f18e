import { type QuestionTerm, termsOf } from "./question-coverage.ts";

const asks = /\b(?:what(?:['’]s| is| are| does)|whats|define|definition|meaning|mean|means)\b/i;
const asksSeveral = /\bwhat are\b/i;
const saysOfOne = /^(.{2,60}?)\b(?:is|means|equals)\b/i;
const saysOfSeveral = /^(.{2,60}?)\b(?:are|means?|is|equals?)\b/i;
/** Who asks in more words than this wants to know something about a thing, not what it is. */
const mostTerms = 3;

/**
 * For a question of what something is or means: tells whether a sentence says that, which it does by having the asked
 * thing and nothing more as its subject. Undefined for every other question.
 */
export function definitionOf(
  question: string,
  terms: readonly QuestionTerm[],
): ((sentence: string) => boolean) | undefined {
  if (!asks.test(question) || terms.length === 0 || terms.length > mostTerms) return undefined;
  const asked = new Set(terms.map(({ stem }) => stem));
  // "Kegs are counted" says nothing of what a keg is.
  const says = asksSeveral.test(question) ? saysOfSeveral : saysOfOne;
  return (sentence) => {
    const subject = says.exec(sentence.replace(/^[\s*_>-]+/, ""))?.[1];
    const named = termsOf(subject ?? "");
    return named.length > 0 && named.every(({ stem }) => asked.has(stem));
  };
}

/** Whether one of a text's sentences defines; `defines` is of `definitionOf`. Cheap: a sentence's end is not looked at closely. */
export function holdsDefinition(text: string, defines: (sentence: string) => boolean): boolean {
  return text.split(/(?<=[.!?])\s+|\n+/).some(defines);
}
