/** Plain words of Markdown: emphasis, code marks, images and the addresses of links are taken away. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__|`)(.+?)\1/g, "$2")
    .replace(/(^|[\s(])[*_](\S(?:[^*_]*\S)?)[*_](?=[\s).,;:!?]|$)/g, "$1$2")
    .replace(/\s+/g, " ")
    .trim();
}

const abbreviations = /\b(?:e\.g|i\.e|etc|vs|approx|no|nos|inc|ltd|co|corp|dr|mr|mrs|ms|st|u\.s|fig)\.$/i;

/** The sentences of a plain text, whole, with their own punctuation. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(/(?<=[.!?]["')\]”’]?)\s+(?=["'(“‘]?[\p{Lu}\p{Nd}])/gu)) {
    if (abbreviations.test(text.slice(start, index))) continue;
    sentences.push(text.slice(start, index));
    start = index + gap.length;
  }
  return [...sentences, text.slice(start)].map((sentence) => sentence.trim()).filter(Boolean);
}
