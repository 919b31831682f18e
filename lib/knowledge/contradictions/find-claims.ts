import { stemOf } from "../words.ts";
import type { Claim } from "./claim.ts";
import type { ClaimLanguage } from "./claim-language.ts";
import { findDates } from "./find-dates.ts";

/** A text longer than this is no sentence that states something. */
const longestText = 1_500;

/**
 * The numbers, prices, shares, lengths of time, dates and times that a text states, in order. Numbers that name
 * something ("ISO 27001", "item 3", "810") are none, nor are bare years. Pure.
 */
export function findClaims(text: string, language: ClaimLanguage): Claim[] {
  if (text.length > longestText) return [];
  const dates = findDates(text, language);
  const taken = dates.map(({ start, end }) => ({ start, end }));
  const numbers = [...text.matchAll(numberPattern)].flatMap((match) => {
    const start = match.index;
    if (taken.some((range) => start < range.end && start + match[0].length > range.start)) return [];
    const claim = readNumber(text, match, language);
    return claim ? [claim] : [];
  });
  return merged([...dates, ...numbers, ...wordNumbers(text, taken, language)], text);
}

/** `scale`: what one of the written number is worth ("5" of "5 hours" is worth 60 minutes each). */
type Counted = Claim & { scale?: number };

const currency = String.raw`[$€£¥]|(?:USD|EUR|GBP|CHF|CAD|AUD|JPY|SEK|NOK|DKK)\b`;
const numberPattern = new RegExp(
  String.raw`(?<before>${currency})?\s?(?<![\p{L}\p{N}.,])(?<number>\d[\d.,'’  ]*\d|\d)(?<scale>\s?(?:k|m|bn|thousand|million|billion)\b)?(?<after>\s?(?:%|percent\b|per cent\b|${currency}|(?:dollars?|euros?|pounds?)\b))?`,
  "giu",
);

function readNumber(text: string, match: RegExpMatchArray, language: ClaimLanguage): Counted | undefined {
  const { before, number = "", scale, after } = match.groups ?? {};
  const start = (match.index ?? 0) + (match[0].length - match[0].trimStart().length);
  const end = (match.index ?? 0) + match[0].length;
  const written = numberIn(number, language);
  if (written === undefined) return undefined;
  const value = written * scaleOf(scale);
  const money = currencyOf(before) ?? currencyOf(after?.trim());
  const place = { text, start, end };
  if (money) return claimOf({ kind: "money", unit: money, value }, place);
  if (after && /%|per ?cent/i.test(after)) return claimOf({ kind: "percent", unit: "%", value }, place);
  if (isName(text, start, number)) return undefined;
  return counted(value, { text, start, end: scale || after ? end : start + number.length }, language);
}

/** Undefined: no number in this language's writing, or one that could mean two. */
function numberIn(number: string, { decimal }: ClaimLanguage): number | undefined {
  const group = decimal === "." ? "," : ".";
  const plain = number.replace(/['’  ]/g, "");
  const whole = new RegExp(
    `^\\d{1,3}(?:\\${group}\\d{3})*(?:\\${decimal}\\d+)?$|^\\d+(?:\\${decimal}\\d+)?$`,
  );
  if (!whole.test(plain)) return undefined;
  return Number(plain.replaceAll(group, "").replace(decimal, "."));
}

const scales: Record<string, number> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, bn: 1e9, billion: 1e9 };

function scaleOf(scale: string | undefined): number {
  return scales[scale?.trim().toLowerCase() ?? ""] ?? 1;
}

const currencies: Record<string, string> = {
  ...{ $: "USD", "€": "EUR", "£": "GBP", "¥": "JPY" },
  ...{ dollar: "USD", dollars: "USD", euro: "EUR", euros: "EUR", pounds: "GBP", pound: "GBP" },
};

function currencyOf(written: string | undefined): string | undefined {
  if (!written) return undefined;
  return currencies[written.toLowerCase()] ?? (/^[A-Z]{3}$/.test(written) ? written : undefined);
}

/** "SOC 2", "ISO 27001", "version 3", "step 2": what a number is the name of. Hyphens and slashes bind, too. */
function isName(text: string, start: number, number: string): boolean {
  const before = text.slice(Math.max(0, start - 30), start);
  const next = text.slice(start + number.length, start + number.length + 2);
  if (/[-/#–]$/.test(before) && /[\p{L}\p{N}][-/#–]$/u.test(before)) return true;
  if (/^[-/:]\p{N}/u.test(next)) return true;
  return /\p{Lu}{2,}[ .]\s?$/u.test(before) || namingWords.test(before);
}

/** Words whose number says which one, not how many. */
const namingWords =
  /\b(?:version|step|section|chapter|table|figure|item|phase|level|page|article|no\.|nr\.|number|class|type|tier|room|port|building|gate|line|code|form|rule)[ .]\s?$/i;

type Place = { text: string; start: number; end: number };

/** A number with the word it counts. A year by itself is a qualifier, not a number of something. */
function counted(value: number, place: Place, { durations }: ClaimLanguage): Counted | undefined {
  const following = /^[\s-]*((?:business|working|calendar|full)[\s-]+)?(\p{L}+)/iu.exec(
    place.text.slice(place.end),
  );
  const [whole = "", kindOfDay = "", word = ""] = following ?? [];
  const duration = durations.get(word.toLowerCase());
  if (duration) {
    const isWorking = /^(business|working)/i.test(kindOfDay);
    const unit = isWorking ? `working ${stemOf(word.toLowerCase())}` : duration.unit;
    const end = place.end + whole.length;
    const scale = isWorking ? 1 : duration.factor;
    return claimOf({ kind: "duration", unit, value: value * scale, scale }, { ...place, end });
  }
  if (Number.isInteger(value) && value >= 1900 && value <= 2100) return undefined;
  const unit = word && !noUnit.test(word) ? stemOf(word.toLowerCase()) : "";
  return claimOf({ kind: "quantity", unit, value }, place);
}

/** Words after a number that it does not count. */
const noUnit =
  /^(?:and|or|to|of|in|on|at|by|for|from|with|per|a|an|the|is|are|was|were|if|when|while|but|x|before|after|until|each|every)$/i;

function claimOf(
  { kind, unit, value, scale = 1 }: Pick<Claim, "kind" | "unit"> & { value: number; scale?: number },
  place: Place,
): Counted {
  const bound = boundOf(place);
  const spread = bound === "about" ? 0.1 * value : 0;
  const low = bound === "at most" ? 0 : value - spread;
  const high = bound === "at least" ? Number.POSITIVE_INFINITY : value + spread;
  return { kind, unit, low, high, bound, per: perOf(place), start: place.start, end: place.end, scale };
}

const leastWords =
  /\b(?:at least|minimum(?: of)?|min\.?|no (?:less|fewer) than|more than|over|above|from|starting (?:at|from)|exceeds?|mindestens|ab|au moins)\s*$/i;
const mostWords =
  /\b(?:at most|up to|maximum(?: of)?|max\.?|no more than|not more than|less than|fewer than|under|below|within|no later than|höchstens|maximal|bis zu|jusqu'à)\s*$/i;
const aboutWords =
  /\b(?:about|around|approximately|approx\.?|roughly|some|nearly|almost|circa|ca\.|etwa|rund|ungefähr|environ)\s*$|[~≈]\s*$/i;

function boundOf({ text, start, end }: Place): Claim["bound"] {
  const before = text.slice(Math.max(0, start - 30), start);
  const after = text.slice(end, end + 20);
  if (leastWords.test(before) || /^\s*(?:or more|and more|\+)/i.test(after)) return "at least";
  if (mostWords.test(before) || /^\s*(?:or less|or fewer)/i.test(after)) return "at most";
  return aboutWords.test(before) ? "about" : "exactly";
}

/** "a month", "per truck", "each year", "/user". */
function perOf({ text, end }: Place): string[] {
  const after = text.slice(end, end + 60);
  const pers = after.matchAll(/(?:\/\s?|\b(?:per|a|an|each|every)\s+)(\p{L}+)/giu);
  const stems = [...pers].map((match) => stemOf((match[1] ?? "").toLowerCase()));
  const yearly = /^\s*(?:annually|yearly|monthly|weekly|daily|hourly)/i.exec(after)?.[0].trim().toLowerCase();
  const named = {
    annually: "year",
    yearly: "year",
    monthly: "month",
    weekly: "week",
    daily: "dai",
    hourly: "hour",
  };
  return [...new Set([...stems, ...(yearly ? [named[yearly as keyof typeof named]] : [])])].slice(0, 3);
}

/** "six weeks", "twenty-five trucks". A word for one is mostly no number. */
function wordNumbers(
  text: string,
  taken: { start: number; end: number }[],
  language: ClaimLanguage,
): Counted[] {
  if (language.numberWords.size === 0) return [];
  return [...text.matchAll(/\b\p{L}+(?:-\p{L}+)?\b/gu)].flatMap((match) => {
    const value = language.numberWords.get(match[0].toLowerCase());
    const [start, end] = [match.index, match.index + match[0].length];
    if (value === undefined || value < 2 || taken.some((range) => start < range.end && end > range.start))
      return [];
    const claim = counted(value, { text, start, end }, language);
    return claim && claim.unit !== "" ? [claim] : [];
  });
}

/** Two values that are the ends of one range ("3 to 5 days", "between $10 and $20") are one claim. */
function merged(claims: Counted[], text: string): Claim[] {
  const inOrder = claims.sort((one, other) => one.start - other.start);
  const whole: Counted[] = [];
  for (const claim of inOrder) {
    const last = whole.at(-1);
    const low = last && rangeLow(last, claim, text);
    if (last && low !== undefined)
      whole[whole.length - 1] = { ...claim, low, bound: "between", start: last.start };
    else whole.push(claim);
  }
  return whole.map(({ scale: _, ...claim }) => claim);
}

/** The lower end, in the unit of the upper one; undefined where the two are no range. */
function rangeLow(first: Counted, last: Counted, text: string): number | undefined {
  if (last.kind === "date" || last.kind === "time" || last.bound !== "exactly") return undefined;
  const between = text.slice(first.end, last.start);
  const isJoined =
    /^\s*(?:to|–|-|until|bis)\s*$/i.test(between) ||
    (/^\s*and\s*$/i.test(between) && /\bbetween\s*$/i.test(text.slice(0, first.start)));
  if (!isJoined) return undefined;
  if (first.kind === last.kind && first.unit === last.unit)
    return first.low <= last.high ? first.low : undefined;
  // "3 to 5 hours": only the second number says of what.
  const low = first.kind === "quantity" && first.unit === "" ? first.low * (last.scale ?? 1) : undefined;
  return low !== undefined && low <= last.high ? low : undefined;
}
