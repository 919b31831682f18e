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

/** Splits words into clauses. A word inside reported speech has been taken out before. */
export function splitClauses(words: readonly Word[]): Clause[] {
  const clauses: Clause[] = [];
  let current: Clause = { words: [], opening: "sentence" };
  const startNew = (opening: Clause["opening"]) => {
    if (current.words.length > 0) clauses.push(current);
    current = { words: [], opening };
  };
  words.forEach((word, index) => {
    const next = words[index + 1];
    if (sentenceEnd.test(word.gap)) startNew("sentence");
    else if (word.gap.includes(",")) startNew("comma");
    if (contrasts.has(word.form)) startNew(current.words.length === 0 ? strongest(current.opening, "contrast") : "contrast");
    else if (word.form === "before" && next && laterLife.has(next.form)) startNew("contrast");
    else if (joiners.has(word.form) && next && clauseStarters.has(next.form)) startNew(strongest(current.opening, "and", current));
    else if (isQuestionTurn(word, next) && current.words.length > 0) startNew("contrast");
    current.words.push(word);
  });
  startNew("sentence");
  return clauses;
}

/** "…, what about" and "… how about" turn to another subject. */
function isQuestionTurn(word: Word, next: Word | undefined): boolean {
  return (word.form === "what" || word.form === "how") && next?.form === "about";
}

function strongest(
  existing: Clause["opening"],
  wanted: Clause["opening"],
  current?: Clause,
): Clause["opening"] {
  const beginsHere = current === undefined || current.words.length === 0;
  return beginsHere && existing === "sentence" ? "sentence" : wanted;
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
