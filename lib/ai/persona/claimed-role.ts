import { clauseText } from "./clauses.ts";
import type { PersonaKnowledge } from "./learn-personas.ts";
import { functionWords, type Word } from "./tokenise.ts";

const claim =
  /\b(?:(?:i|we) (?:am|are|run|own|lead|head)|as) (?:(?:just|also|the|an?|your|our|actually|currently|both|now) )*/;
const longestPhrase = 5;

/**
 * The index of the title that the visitor claims: in "I'm the CIO", "as a wholesaler", "distributors like
 * us" and "sales director here". -1 without one.
 */
export function claimedTitle(words: readonly Word[], isTitle: PersonaKnowledge["isTitle"]): number {
  const { text, starts } = clauseText(words);
  const likeUs = / like (?:us|me|ours|mine)\b/.exec(text);
  if (likeUs) return starts.indexOf(likeUs.index + 1) - 1;
  const claimed = claim.exec(text);
  const from = claimed ? starts.indexOf(claimed.index + claimed[0].length) : 0;
  if (from < 0) return -1;
  const phrase = words.slice(from, from + longestPhrase);
  const end = phrase.findIndex(({ form }) => functionWords.has(form) && form !== "of");
  const at = phrase.slice(0, end < 0 ? phrase.length : end).findIndex(isTitle);
  const isClaim = claimed !== null || phrase[end]?.form === "here";
  return isClaim && at >= 0 ? from + at : -1;
}

/**
 * "VP of sales at a wholesaler": the words before the workplace, and those of the workplace. Undefined where
 * no role comes before a place.
 */
export function splitWorkplace(
  words: readonly Word[],
  isTitle: PersonaKnowledge["isTitle"],
): { role: Word[]; workplace: Word[] } | undefined {
  const { text, starts } = clauseText(words);
  const place = /\b(?:at|for|with|of) (?:an?|one of)\b|\bat (?:the|our)\b/.exec(text);
  if (place === null) return undefined;
  const at = starts.indexOf(place.index);
  const role = words.slice(0, at);
  const isRole = /^(?:\w+ )?(?:i|we) /.test(text) || role.some(isTitle);
  return isRole ? { role, workplace: words.slice(at) } : undefined;
}
