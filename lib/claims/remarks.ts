import { endOfWords } from "./citation-marks.ts";
import type { Claim } from "./claims-in.ts";

const remarks: Record<Claim["kind"] | "price", string> = {
  figure: "*(a figure I have no source for)*",
  price: "*(a price I have no source for)*",
  date: "*(a date I have no source for)*",
  quotation: "*(a quotation I cannot find in the sources)*",
  promise: "*(a promise I have no source for)*",
};

/**
 * The sentence with a remark in place of each claim that nobody supports; a promise is taken out to the end of its
 * sentence. Characters before `shown` stay.
 */
export function withRemarks(sentence: string, held: readonly Claim[], shown: number): string {
  let text = "";
  let at = 0;
  let last: string | undefined;
  for (const claim of held) {
    const start = Math.max(claim.start, shown);
    if (start < at) continue;
    const remark = remarkOn(claim);
    const between = sentence.slice(at, start);
    // "from $5 to $9" is one remark.
    if (last !== remark || !/^[\s,/–-]*(?:to|and|or)?[\s,/–-]*$/i.test(between)) text += between + remark;
    last = remark;
    at = Math.max(start, endOfClaim(claim, sentence));
  }
  return text + sentence.slice(at);
}

/** What is counted goes with its number, what is promised to the end of its sentence. */
function endOfClaim(claim: Claim, sentence: string): number {
  if (claim.kind === "promise") return endOfWords(sentence);
  if (claim.kind !== "figure" || claim.figure.kind !== "measure") return claim.end;
  return claim.end + (/^[\s-]*(?:\p{L}+\s){0,2}?\p{L}+/u.exec(sentence.slice(claim.end))?.[0].length ?? 0);
}

function remarkOn(claim: Claim): string {
  return remarks[claim.kind === "figure" && claim.figure.kind === "money" ? "price" : claim.kind];
}
