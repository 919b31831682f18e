/**
 * What turns a sentence into its opposite, in the languages most companies write in. "No later than" and the like
 * are bounds of a number and turn nothing.
 */
const negations =
  /\b(?:not|never|cannot|can't|isn't|aren't|doesn't|don't|won't|wasn't|weren't|hasn't|haven't|neither|nor|nicht|kein|keine|keinen|keiner|nie|niemals|pas|jamais|aucun|aucune|nunca|ningún|ninguna|niet|geen|nooit|non|mai|nessun|nessuna)\b|\bno(?! (?:later|more|less|fewer|longer than|matter|doubt|one\b))\b/giu;
const noNegations = /\b(?:not only|not just|whether or not|not (?:more|less|fewer|later) than)\b/giu;

/** What a sentence says or denies: its words with those that deny put as what they deny, and whether it denies. */
export function affirmed(text: string): { text: string; negated: boolean } {
  let count = [...text.replace(noNegations, " ").matchAll(negations)].length;
  const said = text.replace(/[\p{L}-]+/gu, (word) => {
    const meant = opposites.get(word.toLowerCase());
    if (meant) count += 1;
    return meant ?? word;
  });
  return { text: said.replace(negations, " "), negated: count % 2 === 1 };
}

/** English words that deny what another affirms: each with the word it denies. */
const opposites: ReadonlyMap<string, string> = new Map(
  `excluded included|excludes includes|exclude include|unavailable available|unsupported supported|unlimited limited
  optional required|prohibited allowed|forbidden allowed|disallowed allowed|prohibits allows|disabled enabled
  nonrefundable refundable|non-refundable refundable|unable able|impossible possible|unencrypted encrypted
  unpaid paid|declined accepted|rejects accepts|refuses accepts|absent present|inactive active|irrevocable revocable`
    .split(/[|\n]/)
    .map((pair) => pair.trim().split(" ") as [string, string]),
);
