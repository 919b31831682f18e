import { coverageOf, readWords, termsOf } from "../knowledge/question-coverage.ts";
import { sentencesOf } from "../knowledge/split-sentences.ts";
import { findVerbatim } from "../knowledge/verbatim.ts";
import { datesIn, saysDate } from "./date.ts";
import { commitmentsIn, commitsAlike } from "./promise.ts";
import { quotationsIn } from "./quotation.ts";

/** A text commits to the same as a sentence with at least this share of its telling words. */
const sameCommitment = 0.4;

/**
 * What a text quotes, dates or promises without any of `texts` to support it, each as words for whoever wrote it.
 * Figures are judged by themselves (pages/figures.ts), since a page names what each of them is from.
 */
export function unsupportedStatements(text: string, texts: readonly string[]): string[] {
  const quoted = quotationsIn(text).filter(({ words }) => !texts.some((one) => findVerbatim(words, one)));
  const stated = texts.flatMap(datesIn);
  const dates = datesIn(text).filter((date) => !stated.some((one) => saysDate(one, date)));
  const terms = termsOf(text);
  const promises = commitmentsIn(text, []).filter(
    ({ kind }) =>
      !texts
        .flatMap(sentencesOf)
        .some(
          (sentence) =>
            commitsAlike(sentence.text, kind) &&
            coverageOf(terms, readWords(sentence.text)).share >= sameCommitment,
        ),
  );
  return [
    ...quoted.map(({ words }) => `“${words}” stands word for word in no source that is named`),
    ...dates.map(({ start, end }) => `${text.slice(start, end).trim()} stands in no source that is named`),
    ...promises.map(({ start, end }) => `no source that is named promises this (${text.slice(start, end)})`),
  ];
}
