/** Signs of full width ("９％", "＄５") stand this far behind those of ASCII. */
const fullWidth = 0xfee0;

/**
 * A text with the digits of all scripts, and signs of full width, as ASCII has them, so that a number in them is as much
 * a claim as any other. Every character keeps its place; digits that take two code units (letters of mathematics) stay.
 */
export function withPlainDigits(text: string): string {
  return text.replace(unusual, (sign) => {
    const code = sign.charCodeAt(0);
    if (sign.length > 1) return sign;
    return code >= 0xff01 ? (currencies[sign] ?? String.fromCharCode(code - fullWidth)) : digitOf(code);
  });
}

const unusual = /(?![0-9])\p{Nd}|[！-～￡￥]/gu;
const currencies: Record<string, string> = { "￡": "£", "￥": "¥" };

/** Unicode keeps the ten digits of a script together, from its zero on. */
function digitOf(code: number): string {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCharCode(code - value - 1))) value += 1;
  return String(value);
}
