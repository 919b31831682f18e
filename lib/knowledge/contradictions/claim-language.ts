/**
 * The words by which a language counts: names of months and of lengths of time as ICU has them, which separator
 * parts decimals, and for English also number words. It is about languages, not about a company.
 */
export type ClaimLanguage = {
  language: string;
  decimal: "." | ",";
  /** Month by lower-case name, 0 to 11. */
  months: ReadonlyMap<string, number>;
  /** Minutes by lower-case unit name, and under which unit they are compared. */
  durations: ReadonlyMap<string, { unit: string; factor: number }>;
  numberWords: ReadonlyMap<string, number>;
};

const kept = new Map<string, ClaimLanguage>();

/** For a language tag; what ICU does not know is read as English. */
export function claimLanguage(tag: string): ClaimLanguage {
  const known = kept.get(tag);
  if (known) return known;
  const language = Intl.DateTimeFormat.supportedLocalesOf([isTag(tag) ? tag : "en"])[0] ?? "en";
  const made: ClaimLanguage = {
    language,
    decimal: decimalOf(language),
    months: new Map([...monthsOf("en"), ...monthsOf(language)]),
    durations: new Map([...durationsOf("en"), ...durationsOf(language)]),
    numberWords: language.startsWith("en") ? englishNumbers : new Map(),
  };
  kept.set(tag, made);
  return made;
}

function isTag(tag: string): boolean {
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/i.test(tag);
}

function decimalOf(language: string): "." | "," {
  const parts = new Intl.NumberFormat(language).formatToParts(1.5);
  return parts.find(({ type }) => type === "decimal")?.value === "," ? "," : ".";
}

function monthsOf(language: string): [string, number][] {
  return (["long", "short"] as const).flatMap((month) => {
    const format = new Intl.DateTimeFormat(language, { month, day: "numeric", timeZone: "UTC" });
    return Array.from({ length: 12 }, (_, index): [string, number] => {
      const parts = format.formatToParts(new Date(Date.UTC(2026, index, 15)));
      const name = parts.find(({ type }) => type === "month")?.value ?? "";
      return [name.toLowerCase().replace(/\.$/, ""), index];
    });
  });
}

/** Working days are no days: they are compared among themselves. Months have no fixed number of days either. */
const lengths = [
  ["second", "minute", 1 / 60],
  ["minute", "minute", 1],
  ["hour", "minute", 60],
  ["day", "minute", 24 * 60],
  ["week", "minute", 7 * 24 * 60],
  ["month", "month", 1],
  ["year", "month", 12],
] as const;

function durationsOf(language: string): [string, { unit: string; factor: number }][] {
  return lengths.flatMap(([name, unit, factor]) => {
    const format = new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "long" });
    return [1, 2, 5].map((count): [string, { unit: string; factor: number }] => {
      const written = format.formatToParts(count).find(({ type }) => type === "unit")?.value ?? name;
      return [written.trim().toLowerCase(), { unit, factor }];
    });
  });
}

const ones =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
const tens = "twenty thirty forty fifty sixty seventy eighty ninety";
const englishNumbers: ReadonlyMap<string, number> = new Map([
  ...ones.split(" ").map((word, index): [string, number] => [word, index]),
  ...tens.split(" ").map((word, index): [string, number] => [word, 20 + 10 * index]),
  ...tens.split(" ").flatMap((ten, at) =>
    ones
      .split(" ")
      .slice(1, 10)
      .map((one, index): [string, number] => [`${ten}-${one}`, 20 + 10 * at + index + 1]),
  ),
]);
