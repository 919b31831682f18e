/**
 * Markdown that grows, cut where nothing that follows can change what came before. A finished block is drawn
 * once; only the open one is drawn again as text arrives. `finished.join("") + open` is the whole text.
 */
export type MarkdownBlocks = { finished: readonly string[]; open: string };

export const noMarkdown: MarkdownBlocks = { finished: [], open: "" };

const listMarker = /^ {0,3}([-*+]|\d{1,9}[.)])(\s|$)/;
const fenceMarker = /^ {0,3}(`{3,}|~{3,})/;

/** The blocks after `added` has arrived; where the cuts fall does not depend on how the text was sliced. */
export function appendMarkdown(blocks: MarkdownBlocks, added: string): MarkdownBlocks {
  const text = blocks.open + added;
  const cuts = findCuts(text);
  if (cuts.length === 0) return { finished: blocks.finished, open: text };
  const finished = cuts.map((cut, index) => text.slice(cuts[index - 1] ?? 0, cut));
  return { finished: [...blocks.finished, ...finished], open: text.slice(cuts.at(-1)) };
}

/** Offsets where a new block begins: after a blank line, at a line that continues neither a list nor a fence. */
function findCuts(text: string): number[] {
  const cuts: number[] = [];
  let fence: string | undefined;
  let inList = false;
  let afterBlank = false;
  let hasContent = false;
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    const line = text.slice(start, newline === -1 ? undefined : newline);
    const first = line.charAt(0);
    if (fence === undefined && hasContent && afterBlank && first.trim() !== "") {
      if (!(inList && /[-*+\d]/.test(first))) {
        cuts.push(start);
        inList = false;
      }
    }
    inList ||= fence === undefined && listMarker.test(line);
    fence = nextFence(fence, line);
    afterBlank = fence === undefined && line.trim() === "";
    hasContent ||= line.trim() !== "";
    if (newline === -1) break;
    start = newline + 1;
  }
  return cuts;
}

function nextFence(fence: string | undefined, line: string): string | undefined {
  const marker = fenceMarker.exec(line)?.[1];
  if (fence === undefined) return marker;
  const closes = marker?.startsWith(fence) && line.trim() === marker;
  return closes ? undefined : fence;
}
