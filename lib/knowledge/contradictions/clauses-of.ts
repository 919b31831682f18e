import type { Claim } from "./claim.ts";
import { subjectWords } from "./subject-words.ts";

export type Range = { start: number; end: number };

const cutPattern = /[;:]\s|,\s+(?:and\s|but\s|while\s|whereas\s|or\s)?|\s+(?:and|but|while|whereas)\s+/gi;
/** What begins like this goes on with what was said before it. */
const goesOn = /^\W*(?:and |but |or )?(?:which|that|so|or|plus)\b/i;

/** The parts of a sentence that state something each: "Basic costs $49, and Professional $99" has two. */
export function clausesOf(text: string, claims: readonly Claim[]): Range[] {
  const cuts = [...text.matchAll(cutPattern)].map(({ index }) => index);
  const outside = cuts.filter((at) => !claims.some(({ start, end }) => at >= start && at < end));
  const bounds = [0, ...outside, text.length];
  const clauses: Range[] = [];
  for (let at = 0; at + 1 < bounds.length; at += 1) {
    const range = { start: bounds[at] ?? 0, end: bounds[at + 1] ?? text.length };
    const last = clauses.at(-1);
    if (last && !isAside(text, range, claims) && !statesByItself(text, range, claims)) last.end = range.end;
    else clauses.push(range);
  }
  return withIntroduction(clauses, claims);
}

/** "…, and the amount is credited": nothing of it is said of the value before. */
function isAside(text: string, range: Range, claims: readonly Claim[]): boolean {
  const words = text.slice(range.start, range.end);
  return /^(?:;|,\s+(?:and|but|while|whereas)\s)/i.test(words) && !claims.some((claim) => isIn(claim, range));
}

function statesByItself(text: string, range: Range, claims: readonly Claim[]): boolean {
  if (!claims.some((claim) => isIn(claim, range))) return false;
  const words = text.slice(range.start, range.end);
  const leftOut = claims.map(({ start, end }) => ({ start: start - range.start, end: end - range.start }));
  return !goesOn.test(words) && subjectWords(words, { leftOut }).length > 0;
}

function isIn({ start, end }: Range, range: Range): boolean {
  return start >= range.start && end <= range.end;
}

/** An introduction without a claim belongs to what follows it. */
function withIntroduction(clauses: Range[], claims: readonly Claim[]): Range[] {
  const [first, second, ...rest] = clauses;
  if (!first || !second || claims.some((claim) => isIn(claim, first))) return clauses;
  return [{ start: first.start, end: second.end }, ...rest];
}
