import { synonymGroupOf } from "../synonyms.ts";
import { weightOf } from "../word-weight.ts";
import { stemOf } from "../words.ts";

/** A word of what a statement is about. */
export type SubjectWord = {
  stem: string;
  /** What it tells: 0 to 1 for a word, more for a name. */
  weight: number;
  /** Written like a name: a capital within the sentence, or letters with digits. */
  isName: boolean;
  /** The telling words beside it; '' at an end. */
  before: string;
  after: string;
  /** Words of everyday business that are said for each other have a group. */
  group: string | undefined;
};

/** Grammar alone says nothing; also a word as common as "basic" may be what tells two things apart. */
const leastWeight = 0.11;
export const nameWeight = 1.5;

/** A value says the same whichever of these verbs states it, and a title's kind of document is no subject. */
const sayingNothing = new Set(
  `cost price charge fee be pay paid amount total equal take last need require answer reply respond come have hold keep
  stand support offer run get receive deliver ship arrive happen occur open close start begin end finish include contain
  cover allow accept permit store stay remain reach policy faq guide overview handbook page list sheet terms condition
  note summary manual document information introduction detail basics frequently asked question glance 
  sample currently usually normally generally typically approximately always valid set provide
  carry make give issue count guarantee limit
  kept held paid given made taken got sent began begun stood came come went gone shipped left`
    .split(/\s+/)
    .map(stemOf),
);

type Reading = {
  /** Ranges that are no subject: the claims' own words. */
  leftOut?: readonly { start: number; end: number }[];
  /** Also words by which anything is said ("includes", "supports"): they matter where only yes or no is stated. */
  keepsSaying?: true;
};

/** The telling words of a text in order. */
export function subjectWords(text: string, { leftOut = [], keepsSaying }: Reading = {}): SubjectWord[] {
  const tokens = [...text.matchAll(/[\p{L}\p{N}]+(?:['’.&/-][\p{L}\p{N}]+)*/gu)].flatMap((match) => {
    const isOut = leftOut.some(
      ({ start, end }) => match.index < end && match.index + match[0].length > start,
    );
    return isOut
      ? []
      : partsOf(match[0]).map((word, index) => ({
          word,
          isFirst: index === 0 && beginsSentence(text, match.index),
        }));
  });
  const telling = tokens.flatMap(({ word, isFirst }) => {
    const stem = stemKept(word.toLowerCase().replace(/['’]s?$/u, ""));
    const isName = nameLike(word, isFirst);
    const weight = isName ? nameWeight : weightOf(stem);
    if (weight < leastWeight || (!isName && !keepsSaying && sayingNothing.has(stem))) return [];
    return [{ stem, weight, isName, group: synonymGroupOf(stem) }];
  });
  return telling.map((word, index) => ({
    ...word,
    before: telling[index - 1]?.stem ?? "",
    after: telling[index + 1]?.stem ?? "",
  }));
}

/** "Evening" is not "even": a long word whose stem is grammar stays as it is. */
function stemKept(word: string): string {
  const stem = stemOf(word);
  return weightOf(stem) === 0 && word.length >= 6 && weightOf(word) > 0 ? word : stem;
}

/** Hyphenated words are their parts; "R2-D2" stays whole, and "check-out", whose end tells it from "check-in". */
function partsOf(word: string): string[] {
  return /\d|-(?:in|out|up|off|on|down)$/i.test(word)
    ? [word]
    : word.split(/[-/.]/u).filter((part) => part.length > 1);
}

function beginsSentence(text: string, at: number): boolean {
  return /(?:^|[.!?:|•*#>]\s*|\n\s*)["“(*_]*$/u.test(text.slice(Math.max(0, at - 6), at));
}

function nameLike(word: string, isFirst: boolean): boolean {
  if (/\d/.test(word)) return /\p{L}/u.test(word);
  if (/^\p{Lu}{2,}s?$/u.test(word)) return true;
  return !isFirst && /^\p{Lu}\p{Ll}/u.test(word);
}
