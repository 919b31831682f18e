/** A text whose numbers are in ASCII, and where in the text as it was each of its places stood. */
export type PlainDigits = { text: string; placeOf(at: number): number };

/**
 * Rewrites every way to write a digit as 0 to 9, so that the claim check reads them all: digits of other scripts,
 * mathematical, full-width, circled and bracketed ones, keycaps, raised and lowered ones. Left as they are: those that
 * belong to a word ("m²"). One at the beginning of a line numbers a list ("① Load" reads "1. Load").
 */
export function withPlainDigits(text: string): PlainDigits {
  if (!/[^\0-\x7f]/.test(text)) return { text, placeOf: (at) => at };
  let plain = "";
  let done = 0;
  /** Behind each rewritten sign: its end here, and there. */
  const ends: { at: number; place: number }[] = [];
  for (const { 0: sign, index, groups = {} } of text.matchAll(unusual)) {
    const digits = plainOf(sign);
    if (digits === undefined) continue;
    plain += text.slice(done, index) + digits + (groups.numbering === undefined ? "" : ".");
    done = index + sign.length;
    ends.push({ at: plain.length, place: done });
  }
  plain += text.slice(done);
  return { text: plain, placeOf: (at) => placeIn(ends, at) };
}

/** Keycaps, underlining and what joins signs without being seen. */
const unseen = String.raw`[\p{M}\p{Cf}]`;
const unseenSigns = new RegExp(unseen, "gu");
const raised = "⁰¹²³⁴-⁹₀-₉";
const keycapTen = "🔟";
const other = String.raw`(?![\0-\x7f${raised}])[\p{Nd}\p{No}${keycapTen}]${unseen}*|[0-9]${unseen}+`;

const unusual = new RegExp(
  [
    String.raw`(?<numbering>(?<=^[ \t>*_-]*)(?:${other}|[${raised}])(?=\s+[^\s\p{Ll}\p{N}]))`,
    String.raw`(?<![^\s\d$€£¥(])[${raised}]+`,
    other,
    "[！-～￡￥]",
  ].join("|"),
  "gmu",
);

/** Signs of full width ("９％", "＄５") stand this far behind those of ASCII. */
const fullWidth = 0xfee0;
const currencies: Record<string, string> = { "￡": "£", "￥": "¥" };

/** What the signs say in ASCII; undefined for what is no digit (a fraction, a number of letters). */
function plainOf(signs: string): string | undefined {
  const read = [...signs.replace(unseenSigns, "")].map(plainSign);
  return read.every((sign) => sign !== undefined) ? read.join("") : undefined;
}

function plainSign(sign: string): string | undefined {
  const code = sign.codePointAt(0) as number;
  if (code >= 0xff01 && code <= 0xffe6) return currencies[sign] ?? String.fromCharCode(code - fullWidth);
  const enclosed = dingbats.find(({ first, last }) => code >= first && code <= last);
  if (enclosed) return String(code - enclosed.first + enclosed.value);
  const compatible = sign === keycapTen ? "10" : sign.normalize("NFKC");
  if (/^[(]?\d+[.,)]?$/.test(compatible)) return compatible.replace(/\D/g, "");
  return /\p{Nd}/u.test(sign) ? digitOf(code) : undefined;
}

/** Circled numbers that Unicode does not tell the plain ones of; `value` is what the first of them says. */
const dingbats = [
  { first: 0x2776, last: 0x277f, value: 1 },
  { first: 0x2780, last: 0x2789, value: 1 },
  { first: 0x278a, last: 0x2793, value: 1 },
  { first: 0x24eb, last: 0x24f4, value: 11 },
  { first: 0x24f5, last: 0x24fe, value: 1 },
  { first: 0x24ff, last: 0x24ff, value: 0 },
  { first: 0x1f10b, last: 0x1f10b, value: 0 },
  { first: 0x1f10c, last: 0x1f10c, value: 0 },
];

/** Unicode keeps the ten digits of a script together, from its zero on. */
function digitOf(code: number): string {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

function placeIn(ends: readonly { at: number; place: number }[], at: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const last = ends[low - 1];
  return last ? last.place + at - last.at : at;
}
