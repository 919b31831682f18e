import type { StoredPassage } from "./admin-knowledge.ts";

/** A stretch of a document's text: inside a passage, or between two of them. */
export type Stretch =
  | { kind: "between"; start: number; text: string }
  | {
      kind: "passage";
      start: number;
      text: string;
      number: number;
      passage: StoredPassage;
      /** UTF-16 units at the passage's beginning that the passage before it shows already. */
      shared: number;
    };

/**
 * A document's text cut at its passages, in reading order. Together the stretches are the text, once and whole,
 * also where passages overlap or one lies inside another.
 */
export function layOutPassages(text: string, passages: readonly StoredPassage[]): Stretch[] {
  const stretches: Stretch[] = [];
  let shown = 0;
  const inOrder = [...passages].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const [index, passage] of inOrder.entries()) {
    const start = Math.max(passage.start, shown);
    const end = Math.max(start, Math.min(passage.end, text.length));
    if (start > shown) stretches.push({ kind: "between", start: shown, text: text.slice(shown, start) });
    stretches.push({
      kind: "passage",
      start,
      text: text.slice(start, end),
      number: index + 1,
      passage,
      shared: start - passage.start,
    });
    shown = Math.max(shown, end);
  }
  if (shown < text.length) stretches.push({ kind: "between", start: shown, text: text.slice(shown) });
  return stretches;
}
