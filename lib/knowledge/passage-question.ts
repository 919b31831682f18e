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
  const words = heading.trim().replace(/[.:!]+$/, "");
  if (words.endsWith("?")) return words;
  if (words.length > longestHeading || !tellsEnough(words)) return null;
  return toQuestion(lowerFirst(words, `${title}\n${passage.content}`));
}

const longestHeading = 80;

/** A heading like "What to measure" or "Small amounts" needs its document around it to mean something. */
function tellsEnough(heading: string): boolean {
  const weight = wordsOf(heading).reduce((sum, word) => sum + weightOf(stemOf(word)), 0);
  return weight >= 2;
}

function toQuestion(heading: string): string {
  if (/^how to /i.test(heading)) return `How do I ${heading.slice(7)}?`;
  if (
    /^(what|which|who|why|where|when|how) (is|are|was|were|do|does|did|can|could|should|would|will|has|have|much|many|long|often) /i.test(
      heading,
    )
  ) {
    return `${upperFirst(heading)}?`;
  }
  if (/^(what|which|who|whom|why|where|when|how|whether) /i.test(heading))
    return `Can you explain ${heading}?`;
  if (
    /^(?!during|morning|evening|nothing|something|everything|being)[a-z]{3,}ing (?!and |or |of |in |for |to |on )/i.test(
      heading,
    )
  ) {
    return `How should we go about ${heading}?`;
  }
  return `What should I know about ${heading}?`;
}

/** A heading's first letter is capital for its place; a name's and an abbreviation's is its own. */
function lowerFirst(heading: string, context: string): string {
  const first = /^[\p{L}\p{N}-]+/u.exec(heading)?.[0] ?? "";
  const isName = /^.\P{Ll}*\p{Lu}/u.test(first) || first.length < 2;
  // Inside a sentence only a name keeps its capital.
  const inSentence = new RegExp(`[\\p{Ll},] ${RegExp.escape(first)}(?![\\p{L}\\p{N}])`, "u").test(context);
  return isName || inSentence ? heading : heading.charAt(0).toLowerCase() + heading.slice(1);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
