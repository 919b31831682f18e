import { stemmer } from "stemmer";

const stopWords = new Set(
  "a about all also an and any are as at be been but by can could did do does for from get give had has have how i if in is it its just make many me more most much my need no not of on one or our please show should so some tell than that the their them then there these they this to us want was we were what when where which who why will with would you your page see look".split(
    " ",
  ),
);

/** The words of a text that carry its meaning, folded to their stems. */
function contentStems(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{Nd}]*/gu) ?? [];
  return new Set(words.filter((word) => !stopWords.has(word)).map(stemmer));
}

/** Weighs a text against a question, 0 to 1. */
export type Relevance = (text: string) => number;

/**
 * How much of the question a text takes up. A word that only few of `texts` have weighs more than one
 * that stands in all of them; `hints` are words that help, at half the weight of the question's own.
 */
export function relevanceTo(question: string, hints: string, texts: string[]): Relevance {
  const own = contentStems(question);
  const stemsOfTexts = texts.map(contentStems);
  const weights = new Map(
    [...new Set([...own, ...contentStems(hints)])].map((stem) => {
      const count = stemsOfTexts.filter((stems) => stems.has(stem)).length;
      return [stem, Math.log(1 + texts.length / (1 + count)) * (own.has(stem) ? 1 : 0.5)] as const;
    }),
  );
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return (text) => {
    const stems = contentStems(text);
    const met = [...weights].filter(([stem]) => stems.has(stem)).reduce((sum, [, weight]) => sum + weight, 0);
    return total === 0 ? 0 : met / total;
  };
}
