import { coverageOf, readWords, termsOf } from "../knowledge/question-coverage.ts";
import { stemOf } from "../knowledge/words.ts";
import type { Figure } from "./figure.ts";

const speaksOfMoney =
  /[$€£¥]|\b(?:prices?|costs?|fees?|usd|eur|gbp|dollars?|euros?|amounts?|rates?|discounts?)\b/iu;
const speaksOfShare = /%|\b(?:percent|per cent|shares?|rates?|percentage)\b/iu;

/** The same number of the same thing; where one leaves the unit to its column or heading, those have to say it. */
export function isSame(claimed: Figure, stated: Figure, around: string): boolean {
  if (!claimed.values.some((value) => stated.values.includes(value))) return false;
  if (claimed.bound && stated.bound && claimed.bound !== stated.bound) return false;
  // "Takes 3 days" is not what "takes 3 to 5 days" says.
  if (stated.inRange && !claimed.inRange && !claimed.bound) return false;
  if (claimed.kind === stated.kind) return hasSameUnit(claimed, stated, around);
  if (claimed.kind === "count") return claimed.unit === undefined || isSmallWord(claimed.unit);
  if (stated.kind !== "count" || (stated.unit !== undefined && !isSmallWord(stated.unit))) return false;
  if (stated.isFactor && claimed.kind !== "measure") return false;
  if (claimed.kind === "money") return speaksOfMoney.test(around);
  if (claimed.kind === "percent") return speaksOfShare.test(around);
  return readWords(around).stems.has(stemOf(claimed.unit ?? ""));
}

function hasSameUnit(claimed: Figure, stated: Figure, around: string): boolean {
  if (claimed.kind !== "count") return claimed.unit === stated.unit;
  if (claimed.unit === undefined || stated.unit === undefined) return true;
  if (isSmallWord(claimed.unit) || isSmallWord(stated.unit)) return true;
  const [noun] = termsOf(claimed.unit);
  return noun === undefined || coverageOf([noun], readWords(around)).found > 0;
}

/** "31 of", "22 and": no noun follows. */
function isSmallWord(word: string): boolean {
  return termsOf(word).length === 0;
}
