import type { TextRange } from "../knowledge/verbatim.ts";
import { withPlainDigits } from "./plain-digits.ts";

/** A date that a text states, as far as it says. `month` 1 to 12, `weekday` 0 (Sunday) to 6. */
export type StatedDate = TextRange & {
  year?: number;
  quarter?: number;
  month?: number;
  day?: number;
  weekday?: number;
  /** Which of the two numbers is the day is not told ("4/5/2026"). */
  ambiguous?: true;
};

const months =
  "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sept?(?:ember)? oct(?:ober)? nov(?:ember)? dec(?:ember)?".split(
    " ",
  );
const weekdays = "sundays? mondays? tuesdays? wednesdays? thursdays? fridays? saturdays?".split(" ");
const month = String.raw`(?<month>${months.join("|")})\b\.?`;
const year = String.raw`(?<year>(?:19|20)\d{2})(?![\d%])`;
const day = String.raw`(?<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)`;

/** The longest forms first; in each, what is named is what it states. */
const forms = [
  String.raw`(?<![\d.,/-])(?<year>(?:19|20)\d{2})-(?<number>0[1-9]|1[0-2])(?:-(?<day>[0-3]\d))?(?![\d-])`,
  String.raw`(?<![\d.,/-])(?<first>\d{1,2})[/.](?<second>\d{1,2})[/.](?<year>(?:19|20)?\d{2})(?![\d/])`,
  String.raw`(?<![\d$€£.,])\b${day}\s+(?:of\s+)?${month}(?:,?\s+${year})?`,
  String.raw`\b${month}\s+${day}(?:,?\s+${year})?`,
  String.raw`\b${month},?\s+(?:of\s+)?${year}`,
  String.raw`\bQ(?<quarter>[1-4])(?:[\s/-]+(?:of\s+)?${year})?(?![\p{L}\d])`,
  String.raw`\b(?<ordinal>first|second|third|fourth) quarter(?: of)?(?:\s+${year})?\b`,
  // "May" and "March" alone are other words as well.
  String.raw`\b(?:in|by|since|until|till|from|of|during|early|late|mid|before|after)[\s-]${month}(?!\s*[\d(])`,
  String.raw`\b(?<weekday>${weekdays.join("|")})\b`,
  String.raw`(?<![\d$€£.,/:-])\b(?:in|by|since|until|till|from|of|during|before|after|year|and|to|[-–])\s*${year}\b`,
].map((form) => new RegExp(form, "giu"));

/** The dates of a text in whatever form: "2026-11-30", "Nov 30, 2026", "30/11/2026", "Q3 2027", "on Mondays". */
export function datesIn(stated: string): StatedDate[] {
  const { text, placeOf } = withPlainDigits(stated);
  const found: StatedDate[] = [];
  for (const form of forms) {
    for (const match of text.matchAll(form)) {
      const start = match.index;
      const end = start + match[0].length;
      const date = read(match.groups ?? {}, match[0]);
      if (date && !found.some((other) => other.start < end && other.end > start))
        found.push({ start, end, ...date });
    }
  }
  return found
    .map((date) => ({ ...date, start: placeOf(date.start), end: placeOf(date.end) }))
    .sort((one, other) => one.start - other.start);
}

/** Whether `stated` says all that `claimed` does. */
export function saysDate(stated: StatedDate, claimed: StatedDate): boolean {
  const parts = ["year", "quarter", "month", "day", "weekday"] as const;
  const isSame = (one: Partial<StatedDate>) =>
    parts.every((part) => claimed[part] === undefined || one[part] === claimed[part]);
  if (isSame(stated)) return true;
  const { month, day } = stated;
  const isOpen = stated.ambiguous || claimed.ambiguous;
  return Boolean(isOpen && month && day && isSame({ ...stated, month: day, day: month }));
}

function read(
  groups: Record<string, string | undefined>,
  found: string,
): Omit<StatedDate, "start" | "end"> | undefined {
  const year = groups.year === undefined ? {} : { year: fullYear(groups.year) };
  if (groups.first !== undefined) {
    const [month, day] = [Number(groups.first), Number(groups.second)].sort((one, other) => one - other);
    if (!month || !day || month > 12 || day > 31) return undefined;
    return { ...year, month, day, ...(day <= 12 && { ambiguous: true as const }) };
  }
  if (groups.weekday !== undefined) return { weekday: indexIn(weekdays, groups.weekday) };
  if (groups.quarter !== undefined) return { ...year, quarter: Number(groups.quarter) };
  if (groups.ordinal !== undefined)
    return {
      ...year,
      quarter: 1 + ["first", "second", "third", "fourth"].indexOf(groups.ordinal.toLowerCase()),
    };
  if (groups.month !== undefined) {
    // The verb and the modal are written small.
    if (/^[a-z]/.test(groups.month)) return undefined;
    return { ...year, month: 1 + indexIn(months, groups.month), ...dayOf(groups.day) };
  }
  if (groups.number !== undefined) return { ...year, month: Number(groups.number), ...dayOf(groups.day) };
  return found === "" ? undefined : year;
}

function dayOf(day: string | undefined): { day?: number } {
  return day === undefined ? {} : { day: Number(day) };
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function indexIn(forms: readonly string[], word: string): number {
  return forms.findIndex((form) => new RegExp(`^(?:${form})$`, "i").test(word));
}
