import { readQuestion } from "./same-question-words.ts";

/**
 * Whether an answer to one question may be given to the other. Says no unless both come to the same words in the
 * same order once greetings, articles, "please", plural forms and a few ways of asking the same are set aside: so
 * negations, numbers and their units, names and who does what to whom, comparatives, opposites and the kind of
 * question all have to agree. A wrong yes gives somebody a wrong answer; a wrong no costs one call to a model. Pure.
 */
export function isSameQuestion(one: string, other: string): boolean {
  const words = readQuestion(one);
  const others = readQuestion(other);
  return words.length > 0 && words.length === others.length && words.every((word, at) => word === others[at]);
}
