/** Citation marks `[n]` of a sentence. */

export function marksIn(sentence: string): number[] {
  return [...new Set([...sentence.matchAll(/\[(\d{1,3})\]/g)].map((match) => Number(match[1])))];
}

/** Where the sentence's words end: before its marks and its full stop. */
export function endOfWords(sentence: string): number {
  // Each character can be read in one way only: else a row of marks took twice as long with each of them.
  return /(?:\[\d{1,3}\]|[.!?…:;\s*_"'”’)])*$/u.exec(sentence)?.index ?? sentence.length;
}

/** Marks that do not hold are taken out, missing ones put where the first of them stood, or before the full stop. */
export function withMarks(text: string, kept: readonly number[], shown: number): string {
  const head = text.slice(0, shown);
  const tail = text.slice(shown);
  const present = new Set(marksIn(text));
  const missing = kept.filter((n) => !present.has(n));
  const [first] = marksIn(tail).filter((n) => !kept.includes(n));
  const added = missing.map((n) => `[${n}]`).join("");
  let isPlaced = added === "";
  const rewritten = tail.replace(/(\s?)\[(\d{1,3})\]/g, (mark, blank: string, number: string) => {
    const n = Number(number);
    if (kept.includes(n)) return mark;
    if (isPlaced || n !== first) return "";
    isPlaced = true;
    return `${blank}${added}`;
  });
  if (isPlaced) return head + rewritten;
  const end = endOfWords(rewritten);
  return `${head}${rewritten.slice(0, end)} ${added}${rewritten.slice(end)}`;
}
