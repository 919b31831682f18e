import type { ClaimLanguage } from "../contradictions/claim-language.ts";
import { findDates } from "../contradictions/find-dates.ts";
import { sentencesOf } from "../split-sentences.ts";

/** A sentence that states until when something holds. */
export type StatedEnd = {
  excerpt: string;
  start: number;
  end: number;
  /** The last day on which it holds, as days since 1970. */
  lastDay: number;
};

const untilWords =
  /\b(?:until|through|till|expires?|expired|expiry date:?|ends?|ended|by|no later than|deadline(?: is|:)?|last day(?: is)?:?|bis|läuft am|endet am|spätestens|jusqu'au|jusqu’au|jusqu'à|expire le|hasta|vence el|tot|scade il|fino al)\s+(?:(?:on|the|end of|zum|am|le|el|il|the end of|ende)\s+)*$/iu;

/** The sentences of a document that state when something ends: "Prices are valid until March 2025." Pure. */
export function statedEnds(text: string, language: ClaimLanguage): StatedEnd[] {
  return sentencesOf(text).flatMap((sentence) => {
    if (sentence.kind === "heading" || sentence.kind === "code" || sentence.text.length > 600) return [];
    const ends = findDates(sentence.text, language).filter((claim) => {
      const before = sentence.text.slice(0, claim.start);
      return claim.kind === "date" && untilWords.test(before);
    });
    const last = Math.max(...ends.map(({ high }) => high));
    if (ends.length === 0) return [];
    return [{ excerpt: sentence.text, start: sentence.start, end: sentence.end, lastDay: last }];
  });
}
