/** Measures by their names, each with its forms. A number of one is never the same as a number of another. */
const names: Record<string, string> = {
  second: "seconds? secs?",
  minute: "minutes? mins?",
  hour: "hours? hrs?",
  day: "days?",
  week: "weeks? wks?",
  month: "months?",
  quarter: "quarters?",
  year: "years? yrs?",
  mile: "miles?",
  kilometre: "km kilomet(?:er|re)s?",
  metre: "met(?:er|re)s?",
  foot: "feet foot ft",
  inch: "inch(?:es)?",
  pound: "pounds? lbs?",
  kilogram: "kg kilograms? kilos?",
  ton: "tons? tonnes?",
  gallon: "gallons?",
  litre: "lit(?:er|re)s?",
  ounce: "ounces? oz",
  degree: "degrees?",
  // "200 x $2.50" is arithmetic.
  times: String.raw`(?:times|[x×])(?!\s*[$€£\d])`,
  point: "points?",
};

const patterns = Object.entries(names).map(([name, forms]): [string, RegExp] => [
  name,
  // "five working days", "a six-week rollout": a word or two may stand between.
  new RegExp(
    String.raw`^[\s-]*(?:(?:full|more|working|business|calendar|consecutive|whole)\s+){0,2}(?:${forms.split(" ").join("|")})(?![\p{L}\p{N}])`,
    "iu",
  ),
]);

/** What the number before `text` measures; undefined for a plain count. */
export function measureOf(text: string): string | undefined {
  return patterns.find(([, pattern]) => pattern.test(text))?.[0];
}
