/** Signs of full width ("９％", "＄５") stand this far behind those of ASCII. */
const fullWidth = 0xfee0;

/**
 * A text with the digits of all scripts, and signs of full width, as ASCII has them, so that a number in them is as much
 * a claim as any other. Every place in the text stays what it was: a run of digits of two code units each (letters of
 * mathematics, "𝟗𝟗") becomes its number with zeros before it ("0099").
 */
export function withPlainDigits(text: string): string {
  return text.replace(wide, plainRun).replace(unusual, (sign) => {
    const code = sign.charCodeAt(0);
    return code >= 0xff01 ? (currencies[sign] ?? String.fromCharCode(code - fullWidth)) : digitOf(code);
  });
}

const unusual = /(?![0-9])\p{Nd}|[！-～￡￥]/gu;
const currencies: Record<string, string> = { "￡": "£", "￥": "¥" };

const wide = /(?:(?=[\u{10000}-\u{10ffff}])\p{Nd})+/gu;
/** Five alphabets of mathematics, one right behind the other. */
const mathematics = { first: 0x1d7ce, last: 0x1d7ff };

function plainRun(run: string): string {
  const digits = [...run].map((sign) => digitOf(sign.codePointAt(0) as number)).join("");
  return digits.padStart(run.length, "0");
}

/** Unicode keeps the ten digits of a script together, from its zero on. */
function digitOf(code: number): string {
  if (code >= mathematics.first && code <= mathematics.last) return String((code - mathematics.first) % 10);
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
