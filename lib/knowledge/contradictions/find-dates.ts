import type { Claim } from "./claim.ts";
import type { ClaimLanguage } from "./claim-language.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Dates (values are days since 1970; a month is all of its days) and times of day (values are minutes). In order. */
export function findDates(text: string, language: ClaimLanguage): Claim[] {
  const found = [...isoDates(text), ...namedDates(text, language), ...statedYears(text), ...times(text)];
  found.sort((one, other) => one.start - other.start || other.end - one.end);
  let end = -1;
  return found.filter((claim) => {
    if (claim.start < end) return false;
    end = claim.end;
    return true;
  });
}

function isoDates(text: string): Claim[] {
  return [...text.matchAll(/(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g)].flatMap((match) =>
    dateClaim(match, { year: Number(match[1]), month: Number(match[2]) - 1, day: Number(match[3]) }),
  );
}

/** "3 March 2025", "March 3, 2025", "March 2025", "3. März 2025". */
function namedDates(text: string, { months }: ClaimLanguage): Claim[] {
  const pattern =
    /(?:\b(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+|de\s+)?)?(?<![\p{L}])(\p{L}{3,12})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:]))?,?\s+(?:de\s+)?((?:19|20)\d{2})(?!\d)/giu;
  return [...text.matchAll(pattern)].flatMap((match) => {
    const month = months.get((match[2] ?? "").toLowerCase());
    if (month === undefined) return [];
    const day = match[1] ?? match[3];
    return dateClaim(match, { year: Number(match[4]), month, ...(day && { day: Number(day) }) });
  });
}

function dateClaim(
  match: RegExpMatchArray,
  { year, month, day }: { year: number; month: number; day?: number },
): Claim[] {
  const first = Date.UTC(year, month, day ?? 1);
  if (day !== undefined && new Date(first).getUTCDate() !== day) return [];
  const last = day === undefined ? Date.UTC(year, month + 1, 0) : first;
  const start = match.index ?? 0;
  return [
    {
      ...{ kind: "date", unit: "day", low: first / dayMs, high: last / dayMs },
      ...{ bound: day === undefined ? "between" : "exactly", per: [], start, end: start + match[0].length },
    },
  ];
}

/** A bare year says when something holds, but behind these words it is what is stated. */
function statedYears(text: string): Claim[] {
  const pattern =
    /(?<=\b(?:since|until|(?:founded|established|launched|introduced|began|started|starts|begins|ends|expires|retired|opened|opens|closed|closes|due) in|valid (?:until|through)|no later than)\s)((?:19|20)\d{2})(?![\d-])/gi;
  return [...text.matchAll(pattern)].map((match): Claim => {
    const year = Number(match[1]);
    const [low, high] = [Date.UTC(year, 0, 1) / dayMs, Date.UTC(year, 11, 31) / dayMs];
    const range = { start: match.index, end: match.index + 4 };
    return { kind: "date", unit: "day", low, high, bound: "between", per: [], ...range };
  });
}

/** "9 am", "5:30 p.m.", "17:00". */
function times(text: string): Claim[] {
  const pattern = /(?<![\d:.])(\d{1,2})(?::([0-5]\d))?\s?(?:(a|p)\.?m\b\.?|(?<=:[0-5]\d)(?!\d|:))/gi;
  return [...text.matchAll(pattern)].flatMap((match): Claim[] => {
    const hour = Number(match[1]);
    const half = match[3]?.toLowerCase();
    if (hour > (half ? 12 : 23)) return [];
    const hours = half ? (hour % 12) + (half === "p" ? 12 : 0) : hour;
    const minutes = hours * 60 + Number(match[2] ?? 0);
    const start = match.index;
    const end = start + match[0].length;
    return [
      {
        kind: "time",
        unit: "minute of day",
        low: minutes,
        high: minutes,
        bound: "exactly",
        per: [],
        start,
        end,
      },
    ];
  });
}
