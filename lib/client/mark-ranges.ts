import { replaceTexts, type SyntaxNode } from "./syntax-node.ts";

/** UTF-16 offsets in the Markdown's own text; `end` is the first one not marked. */
export type TextRange = { start: number; end: number };

/** A rehype plug-in: the words of a rendered document that come from these ranges of its text stand in `<mark>`. */
export function markRanges(ranges: readonly TextRange[]) {
  return (tree: SyntaxNode): void =>
    replaceTexts(tree, { replace: (text) => markText(text, ranges), skips: () => false });
}

function markText(text: SyntaxNode, ranges: readonly TextRange[]): SyntaxNode[] {
  const from = text.position?.start.offset;
  const to = text.position?.end.offset;
  const value = text.value ?? "";
  if (from === undefined || to === undefined || value.trim() === "") return [text];
  const hits = ranges.filter((range) => range.start < to && range.end > from);
  if (hits.length === 0) return [text];
  // An escape or entity makes the text shorter than its source: no exact place, so the whole piece is marked.
  if (to - from !== value.length) return [marked(value)];
  const edges = hits
    .flatMap(({ start, end }) => [start, end])
    .map((edge) => clamp(edge - from, value.length));
  const cuts = [...new Set([0, ...edges, value.length])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((cut, index) => {
    const piece = value.slice(cut, cuts[index + 1]);
    const cited = hits.some(({ start, end }) => start <= from + cut && from + cut < end);
    return cited ? marked(piece) : { type: "text", value: piece };
  });
}

function clamp(offset: number, length: number): number {
  return Math.min(length, Math.max(0, offset));
}

function marked(value: string): SyntaxNode {
  return { type: "element", tagName: "mark", properties: {}, children: [{ type: "text", value }] };
}
