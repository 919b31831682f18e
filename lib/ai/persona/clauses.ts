import type { Word } from "./tokenise.ts";

/**
 * A stretch of words with at most one subject. `opening` is what stands before it: a new sentence, a
 * comma, a contrast ("but", "rather") or a plain "and".
 */
export type Clause = { words: Word[]; opening: "sentence" | "comma" | "contrast" | "and" };

const sentenceEnd = /[.!?;:\n\r()[\]{}|•]|[—–]|\s-+\s|\.\.\./;
const contrasts = new Set("but however instead though although whereas while except".split(" "));
const joiners = new Set("and so because since plus or".split(" "));
/** After "before": what the visitor did next. */
const laterLife = new Set("taking becoming moving joining starting buying switching".split(" "));
/** What begins a clause of its own after "and", "so", "because". */
const clauseStarters = new Set(
  "i we he she they it you what how which who where when why can could do does did is are my our now today currently his her their these".split(
    " ",
  ),
);

/** Nobody speaks that long without a break; a text without punctuation must not cost more than one with it. */
const longestClause = 40;

/** Splits words into clauses. Words inside reported speech have been taken out before. */
export function splitClauses(words: readonly Word[]): Clause[] {
  const clauses: Clause[] = [];
  let current: Clause = { words: [], opening: "sentence" };
  words.forEach((word, index) => {
    const opening = openingAt(word, words[index + 1], current.words.length);
    if (opening !== undefined && current.words.length > 0) {
      clauses.push(current);
      current = { words: [], opening };
    }
    current.words.push(word);
  });
  if (current.words.length > 0) clauses.push(current);
  return clauses;
}

/** How a clause that begins with this word is opened; undefined where none begins. */
function openingAt(word: Word, next: Word | undefined, lengthSoFar: number): Clause["opening"] | undefined {
  if (sentenceEnd.test(word.gap)) return "sentence";
  if (contrasts.has(word.form) || (word.form === "before" && next && laterLife.has(next.form)))
    return "contrast";
  if (isQuestionTurn(word, next)) return "contrast";
  if (joiners.has(word.form) && next && clauseStarters.has(next.form)) return "and";
  if (word.gap.includes(",") || lengthSoFar >= longestClause) return "comma";
  return undefined;
}

/** "…, what about" and "… how about" turn to another subject. */
function isQuestionTurn(word: Word, next: Word | undefined): boolean {
  return (word.form === "what" || word.form === "how") && next?.form === "about";
}

/** The clause as one string of normal forms, and where each word begins in it. */
export function clauseText(words: readonly Word[]): { text: string; starts: number[] } {
  const starts: number[] = [];
  let text = "";
  for (const word of words) {
    if (text !== "") text += " ";
    starts.push(text.length);
    text += word.form;
  }
  return { text, starts };
}
