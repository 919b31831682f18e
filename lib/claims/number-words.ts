/** English numbers in words, as far as people write them out. "One" alone is rarely a number. */
const units =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const scales = new Map([
  ["hundred", 100],
  ["dozen", 12],
  ["dozens", 12],
  ["thousand", 1e3],
  ["million", 1e6],
  ["billion", 1e9],
]);

const simple = new Map<string, number>([
  ...units.map((word, value): [string, number] => [word, value]),
  ...tens.map((word, index): [string, number] => [word, 20 + 10 * index]),
]);

const teens = units.join("|");
const part = String.raw`(?:(?:${tens.join("|")})(?:[\s-](?:${units.slice(1, 10).join("|")}))?|${teens})`;
const scale = "(?:hundred|thousand|million|billion|dozen)";

/** Words of a row like "one two three" count nothing: none of them stands beside another. */
const noNeighbour = String.raw`(?<!(?<![\p{L}])(?:${teens})[\s,]+)`;
const noFollower = String.raw`(?![\s,]+(?:${teens})(?![\p{L}]))`;

/** A number in words, with its parts ("twenty-five", "two hundred thousand", "a dozen"). For use inside another pattern. */
export const numberWords = String.raw`${noNeighbour}(?:${part}(?:[\s-]${scale})*(?:\s(?:and\s)?${part})?|an?[\s-]${scale}|dozens)${noFollower}`;

/** "two hundred" → 200; undefined for what is no number. */
export function valueOfWords(words: string): number | undefined {
  let whole = 0;
  let part = 0;
  for (const word of words.toLowerCase().split(/[\s-]+/)) {
    const scale = scales.get(word);
    const value = simple.get(word);
    if (scale !== undefined && scale >= 1e3) {
      whole += Math.max(1, part) * scale;
      part = 0;
    } else if (scale !== undefined) part = Math.max(1, part) * scale;
    else if (value !== undefined) part += value;
    else if (!/^(?:an?|and)$/.test(word)) return undefined;
  }
  return whole + part;
}
