/**
 * Where some words stand in a text, whatever the white space between them; undefined where they do not. Offsets
 * count UTF-16 code units. Words of nothing but white space stand nowhere.
 */
export function findWords(text: string, words: string): { start: number; end: number } | undefined {
  const wanted = words.trim();
  if (wanted === "") return undefined;
  const at = text.indexOf(wanted);
  if (at !== -1) return { start: at, end: at + wanted.length };
  const parts = wanted.split(/\s+/u).map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  const found = new RegExp(parts.join("\\s+"), "u").exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}
