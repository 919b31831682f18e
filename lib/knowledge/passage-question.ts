import { weightOf } from "./word-weight.ts";
import { stemOf, wordsOf } from "./words.ts";

/**
 * A question that a passage answers, made of its heading; or null where the heading says too little. Only forms
 * that are grammatical whatever the heading's words are: "How to load a truck" → "How do I load a truck?".
 */
export function passageQuestion({
  title,
  passage,
}: {
  title: string;
  passage: { headingPath: readonly string[]; content: string };
}): string | null {
  const heading = passage.headingPath.at(-1) ?? title;
  const words = heading.trim().replace(/[.!]+$/, "");
  if (words.length > longestHeading) return null;
  if (words.endsWith("?")) return words;
  // A heading in quotation marks is what somebody says, most often an objection.
  if (/^["“].+["”]$/.test(words)) return `What do you say to ${words}?`;
  if (isClause(words) || !tellsEnough(words)) return null;
  return toQuestion(lowerFirst(words, `${title}\n${passage.content}`));
}

const longestHeading = 56;

/** "Slotting fees are prohibited" or "Forecast: the right amount" has no place inside a question. */
function isClause(heading: string): boolean {
  return (
    !asksAlready.test(heading) &&
    /:| (?:is|are|was|were|can|must|should|will|does|do|has|have) /i.test(heading)
  );
}

/** A heading like "What to measure" or "Small amounts" needs its document around it to mean something. */
function tellsEnough(heading: string): boolean {
  const weight = wordsOf(heading).reduce((sum, word) => sum + weightOf(stemOf(word)), 0);
  return weight >= 2;
}

const asksAlready = /^(?:what|which|who|whom|why|where|when|how|whether) /i;
const isInverted =
  /^(?:what|which|who|why|where|when|how) (?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|much|many|long|often) /i;

/** Forms that a noun phrase fits into whatever its words are. */
const aboutForms = ["What about", "Can you tell me more about"];

function toQuestion(heading: string): string {
  if (/^how to /i.test(heading)) return `How do I ${heading.slice(7)}?`;
  if (isInverted.test(heading)) return `${upperFirst(heading)}?`;
  if (asksAlready.test(heading)) return `Can you explain ${heading}?`;
  return `${aboutForms[heading.length % aboutForms.length]} ${heading}?`;
}

/** A heading's first letter is capital for its place; a name's and an abbreviation's is its own. */
function lowerFirst(heading: string, context: string): string {
  const first = /^[\p{L}\p{N}-]+/u.exec(heading)?.[0] ?? "";
  const isArticle = /^(?:an?|the)$/i.test(first);
  const isName = !isArticle && (/^.+\p{Lu}/u.test(first) || first.length < 2);
  // Inside a sentence only a name keeps its capital.
  const inSentence = new RegExp(`[\\p{Ll},] ${RegExp.escape(first)}(?![\\p{L}\\p{N}])`, "u").test(context);
  return isName || (!isArticle && inSentence) ? heading : heading.charAt(0).toLowerCase() + heading.slice(1);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
