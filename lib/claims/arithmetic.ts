import { type Figure, figuresIn } from "./figure.ts";

/** What may stand between two numbers of a sum besides signs: a few words of units. */
const longestGap = 40;

/**
 * The figures that the sentence itself works out from others, exactly or as it rounds them: "20 x $2.50 = $50",
 * "12 trucks times 4 hours is 48 hours". Each comes with the operands it rests on, which need support of their own.
 */
export function workedOut(sentence: string): { result: Figure; operands: Figure[] }[] {
  const figures = figuresIn(sentence);
  return figures.flatMap((result, index) => {
    const gap = sentence.slice(figures[index - 1]?.end ?? 0, result.start);
    if (index < 2 || gap.length > longestGap || !isEqualsSign(gap)) return [];
    const operands: Figure[] = [];
    const signs: string[] = [];
    for (let at = index - 1; at >= 0; at -= 1) {
      const operand = figures[at];
      if (!operand) break;
      operands.unshift(operand);
      const sign = at > 0 ? signIn(sentence.slice(figures[at - 1]?.end ?? 0, operand.start)) : undefined;
      if (sign === undefined) break;
      signs.unshift(sign);
    }
    return operands.length >= 2 && comesTo(operands, signs, result) ? [{ result, operands }] : [];
  });
}

function isEqualsSign(gap: string): boolean {
  return (
    /=|≈|→|\b(?:equals?|is|are|makes?|gives?|comes? to|or|totals?|amounts? to)\b/i.test(gap) &&
    signIn(gap.replace(/[=≈→].*$/s, "")) === undefined
  );
}

function signIn(gap: string): string | undefined {
  if (gap.length > longestGap) return undefined;
  if (/[x×*·](?![\p{L}])|\b(?:times|multiplied by)\b/iu.test(gap)) return "×";
  if (/[÷/](?!\p{L})|\bdivided by\b/iu.test(gap)) return "÷";
  if (/\+|\b(?:plus|and another)\b/i.test(gap)) return "+";
  return /(?:^|\s)[-−–]\s|\b(?:minus|less)\b/i.test(gap) ? "-" : undefined;
}

function comesTo(operands: readonly Figure[], signs: readonly string[], result: Figure): boolean {
  const [first = 0, ...rest] = operands.map(
    ({ values, kind }) => (values[0] ?? 0) / (kind === "percent" ? 100 : 1),
  );
  const terms = [first];
  for (const [index, value] of rest.entries()) {
    const last = terms.length - 1;
    const sign = signs[index];
    if (sign === "×") terms[last] = (terms[last] ?? 0) * value;
    else if (sign === "÷") terms[last] = value === 0 ? Number.NaN : (terms[last] ?? 0) / value;
    else terms.push(sign === "-" ? -value : value);
  }
  const sum = terms.reduce((one, other) => one + other, 0) * (result.kind === "percent" ? 100 : 1);
  return result.values.some((value) => Math.abs(value - sum) <= precisionOf(value) / 2 + 1e-9);
}

/** Of the last digit written: results are rounded to whole numbers or to the decimals shown. */
function precisionOf(value: number): number {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return 10 ** -decimals;
}
