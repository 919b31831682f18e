import { measureOf } from "./measures.ts";
import { numberWords, valueOfWords } from "./number-words.ts";
import { withPlainDigits } from "./plain-digits.ts";

/** A number that a text states, with what it counts. `start` to `end` are offsets in the text. */
export type Figure = {
  start: number;
  end: number;
  /** More than one where the separator can be read in two ways ("1.200"). */
  values: number[];
  kind: "money" | "percent" | "measure" | "count";
  /** The currency, the measure, or the word that follows a count; undefined where nothing says. */
  unit: string | undefined;
  /** One end of a range ("3 to 5 days"). */
  inRange: boolean;
  /** Others are multiplied or divided by it ("12 x $45", "a year / 12"): an amount or a share it is not. */
  isFactor: boolean;
  /** "At most 5" and "at least 5" are different things to say. */
  bound: "most" | "least" | undefined;
};

const separated = String.raw`\d{1,3}(?:[,.'’\u00A0\u202F]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?`;
const currencies = String.raw`US\$|[$€£¥]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|JPY)\b`;
const scale = String.raw`(?:\s?(?:hundred|thousand|million|billion|dozen|mn|bn)\b|[km](?![\p{L}\p{N}]))`;
const after = String.raw`\s?(?:%|percentage points?\b|per ?cent(?:age)?\b|prozent\b|[€£¢]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|JPY)\b|(?:US |U\.S\. )?dollars?\b|euros?\b|pounds sterling\b|cents?\b)`;

const pattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}_./:@#-])(?<before>(?:${currencies})\s?)?(?:(?<digits>${separated})|(?<fraction>[½¼¾⅓⅔])|(?<![\p{L}-])(?<words>${numberWords})(?![\p{L}]))(?<scale>${scale})?(?<after>${after})?`,
  "giu",
);

const joins = /^\s*(?:[-–—]|to|and|or|through|until|till|bis|à)\s*$/iu;
const fractions: Record<string, number> = { "½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3 };
const scales: Record<string, number> = {
  ...{ k: 1e3, m: 1e6, mn: 1e6, bn: 1e9 },
  ...{ hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9, dozen: 12 },
};
const symbols: Record<string, string> = { $: "usd", us$: "usd", "€": "eur", "£": "gbp", "¥": "jpy" };

/**
 * The figures of a text: amounts of money, percentages, measures, counts; in digits or in English words. Numbers
 * that are part of a name or an address, a list's own numbering and citation marks are none.
 */
export function figuresIn(text: string): Figure[] {
  const digits = withPlainDigits(text);
  const plain = withoutMarks(digits.text);
  const found = [...plain.matchAll(pattern)].flatMap((match) => read(match, plain) ?? []);
  for (const [index, figure] of found.entries()) joinRange(figure, found[index + 1], plain);
  return found.map((figure) => ({
    ...figure,
    start: digits.placeOf(figure.start),
    end: digits.placeOf(figure.end),
  }));
}

/** Blanks of the same length stand in for citation marks, addresses, and a list's numbering. */
function withoutMarks(text: string): string {
  return text.replace(
    /\[\d{1,3}\]|(?<=\]\()[^)\s]*|\b(?:https?:\/\/|www\.)\S+|(?<!\S)\S+@\S+|^[ \t>*_]*\d{1,3}[.)](?=\s|$)/gmu,
    (mark) => " ".repeat(mark.length),
  );
}

/** Characters before a number that may tell what it is. */
const longestLead = 30;

function read({ 0: found, index, groups = {} }: RegExpMatchArray, text: string): Figure | undefined {
  const start = index ?? 0;
  const end = start + found.length;
  const next = text.slice(end, end + 60);
  const clock = groups.digits && !groups.before ? clockAt(groups.digits, next) : undefined;
  // "3PL", "4x4": a name. A long run of digits counts nothing either.
  const isName = /^(?:[\p{L}_]|\/\d)/u.test(next) || /^\d{10,}$/.test(groups.digits ?? "");
  if (groups.digits && isName && !clock) return undefined;
  if (clock) {
    const { length, ...counted } = clock;
    return { ...counted, start, end: end + length, inRange: false, isFactor: false, bound: undefined };
  }
  const values = valuesOf(groups);
  if (values.length === 0) return undefined;
  const { kind, unit } = whatItCounts(groups, next);
  // "One of them" counts nothing.
  if (/^one$/i.test(groups.words ?? "") && kind === "count") return undefined;
  const before = text.slice(Math.max(0, start - longestLead), start);
  const isFactor = timesNext.test(next) || timesBefore.test(before);
  return { start, end, values, kind, unit, inRange: false, isFactor, bound: boundOf(before, next) };
}

const timesNext = /^\s*[x×*·÷]\s*[$€£¥(\d]/u;
const timesBefore = /(?:[\s\d)][x×*·÷]|\s\/)\s*$/u;

/** "9:30 pm" in minutes since midnight. */
function clockAt(hours: string, next: string) {
  const time = /^(?::(\d{2})(?!\d)(?:\s?([ap])\.?m\b)?|\s?([ap])\.?m\b)/i;
  const [found = "", minutes = 0, withMinutes, alone] = time.exec(next) ?? [];
  if (found === "" || !/^\d{1,2}$/.test(hours)) return undefined;
  const half = (withMinutes ?? alone)?.toLowerCase();
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half === "p" ? 12 : 0);
  const values = [hour * 60 + Number(minutes)];
  return { values, kind: "measure" as const, unit: "clock", length: found.length };
}

function valuesOf({ digits, fraction, words, scale, after }: Record<string, string | undefined>): number[] {
  const times =
    (scales[scale?.trim().toLowerCase() ?? ""] ?? 1) * (/^\s*(?:¢|cents?\b)/i.test(after ?? "") ? 0.01 : 1);
  const read = digits ? readDigits(digits) : [fraction ? fractions[fraction] : valueOfWords(words ?? "")];
  return read.flatMap((value) => (value === undefined ? [] : [Number((value * times).toPrecision(12))]));
}

/** "1,200" is 1200, "1.5" is 1.5, "1.200" may be either; two separators tell each other apart. */
function readDigits(digits: string): number[] {
  const parts = digits.split(/[,.'’\u00A0\u202F]/u);
  if (parts.length === 1) return [Number(digits)];
  const separators = [...digits].filter((character) => !/\d/.test(character));
  const last = parts.at(-1) ?? "";
  const asDecimal = Number(`${parts.slice(0, -1).join("")}.${last}`);
  const asWhole = Number(parts.join(""));
  const isMixed = separators.at(-1) !== separators[0];
  if (last.length !== 3 || isMixed) return [asDecimal];
  return parts.length === 2 && /[.,]/.test(separators[0] ?? "") ? [asWhole, asDecimal] : [asWhole];
}

function whatItCounts(
  { before, after }: Record<string, string | undefined>,
  next: string,
): Pick<Figure, "kind" | "unit"> {
  const suffix = after?.trim().toLowerCase() ?? "";
  if (before)
    return { kind: "money", unit: symbols[before.trim().toLowerCase()] ?? before.trim().toLowerCase() };
  if (/^(?:%|per|proz)/.test(suffix)) return { kind: "percent", unit: undefined };
  if (suffix !== "") return { kind: "money", unit: currencyOf(suffix) };
  const measure = measureOf(next);
  if (measure) return { kind: "measure", unit: measure };
  const noun = /^[\s-]*([\p{L}]{3,})/u.exec(next)?.[1]?.toLowerCase();
  return { kind: "count", unit: noun };
}

function currencyOf(suffix: string): string {
  if (/dollar|cent|¢/.test(suffix)) return "usd";
  if (/euro|€/.test(suffix)) return "eur";
  return /pounds|£/.test(suffix) ? "gbp" : suffix;
}

const most =
  /\b(?:up to|at most|no more than|not more than|maximum of|less than|under|below|within|as much as)\s*(?:about\s*)?$/i;
const least =
  /\b(?:at least|no less than|minimum of|more than|over|above|from|starting at|as little as)\s*(?:about\s*)?$/i;

function boundOf(before: string, next: string): Figure["bound"] {
  if (
    most.test(before) ||
    /^\s*(?:[^\s,;.]+\s){0,2}(?:or (?:less|fewer)|at (?:the )?most|maximum)\b/i.test(next)
  )
    return "most";
  return least.test(before) || /^\s*(?:[^\s,;.]+\s){0,2}(?:or more|at least|minimum)\b/i.test(next)
    ? "least"
    : undefined;
}

/** In "3 to 5 days" and "$3–5" both ends have one unit. */
function joinRange(figure: Figure, next: Figure | undefined, text: string): void {
  if (!next) return;
  const between = text.slice(figure.end, next.start);
  if (!joins.test(between)) return;
  const hasOwn = figure.kind !== "count" || (figure.unit !== undefined && !joins.test(` ${figure.unit} `));
  if (!hasOwn) Object.assign(figure, { kind: next.kind, unit: next.unit });
  else if (next.kind === "count" && next.unit === undefined && !next.isFactor)
    Object.assign(next, { kind: figure.kind, unit: figure.unit });
  // "Open from 9:00 to 17:00": it opens at the one and closes at the other, not between them.
  if (figure.unit === "clock") return;
  if (!/and|or/i.test(between) || /\b(?:between|from)\s*$/i.test(text.slice(0, figure.start)))
    for (const one of [figure, next]) one.inRange = true;
}
