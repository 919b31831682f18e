/** The words of a document that have a hyphen inside a line, and those that have none. */
export type KnownWords = { hyphenated: ReadonlySet<string>; plain: ReadonlySet<string> };

export function knownWords(lines: readonly string[]): KnownWords {
  const hyphenated = new Set<string>();
  const plain = new Set<string>();
  for (const line of lines)
    for (const [word] of line.toLowerCase().matchAll(/\p{L}+(?:-\p{L}+)*/gu))
      (word.includes("-") ? hyphenated : plain).add(word);
  return { hyphenated, plain };
}

/**
 * Lines as one text. A word that was parted at a line's end is put together: without its hyphen, unless the document
 * writes it with one elsewhere.
 */
export function joinLines(lines: readonly string[], known: KnownWords): string {
  return lines.reduce((text, line) => {
    if (text.endsWith("\u00AD")) return text.slice(0, -1) + line;
    const before = /(\p{L}+)[-‐]$/u.exec(text.slice(-80))?.[1];
    const after = /^\p{Ll}+/u.exec(line)?.[0];
    if (before === undefined || after === undefined) return text === "" ? line : `${text} ${line}`;
    const withHyphen = `${before}-${after}`.toLowerCase();
    const without = `${before}${after}`.toLowerCase();
    const keeps = known.hyphenated.has(withHyphen) && !known.plain.has(without);
    return keeps ? text + line : text.slice(0, -1) + line;
  }, "");
}
