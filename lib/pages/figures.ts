import { withPlainDigits } from "../claims/plain-digits.ts";

/**
 * Finds the numbers in a text and holds them against the texts they are said to come from, so that
 * "$4,240" is found in "4,240 dollars" and "8%" is not found in "$8".
 */
export type Figure = { text: string; value: number; kind: "money" | "percent" | "plain" };

const figurePattern =
  /(?<before>[$€£¥]\s?)?(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?<scale>\s?(?:million|thousand|billion|k|m|bn)\b)?(?<after>\s?(?:%|percent\b|per cent\b|dollars\b|euros?\b|USD\b|EUR\b|[€£]))?/giu;

const scales: Record<string, number> = { thousand: 1e3, k: 1e3, million: 1e6, m: 1e6, billion: 1e9, bn: 1e9 };

export function figuresIn(text: string): Figure[] {
  return [...withPlainDigits(text).text.matchAll(figurePattern)].map((match) => {
    const { before, digits = "", scale, after } = match.groups ?? {};
    const value = Number(digits.replaceAll(",", "")) * (scales[scale?.trim().toLowerCase() ?? ""] ?? 1);
    return { text: match[0].trim(), value: Number(value.toPrecision(12)), kind: kindOf(before, after) };
  });
}

/** The figures of `text` that none of the `evidence` states. */
export function unsupportedFigures(text: string, evidence: string[]): Figure[] {
  const stated = evidence.flatMap(figuresIn);
  return figuresIn(text).filter((figure) => !stated.some((other) => isSame(figure, other)));
}

/** The same number; one of the two may leave its unit to a heading or a column beside it. */
function isSame(one: Figure, other: Figure): boolean {
  if (one.value !== other.value) return false;
  return one.kind === other.kind || one.kind === "plain" || other.kind === "plain";
}

function kindOf(before: string | undefined, after: string | undefined): Figure["kind"] {
  if (before) return "money";
  if (!after) return "plain";
  return /%|per/i.test(after) ? "percent" : "money";
}
