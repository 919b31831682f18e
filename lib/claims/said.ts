import { datesIn, type StatedDate } from "./date.ts";
import { type Figure, figuresIn } from "./figure.ts";

/** What was said states many things, some of them many times. Each is there once. */
type Said = { figures: readonly Figure[]; dates: readonly StatedDate[] };

/** Each claim of an answer asks for what its conversation said; what was read once is kept. */
const read = new Map<string, Said>();
const mostRead = 200;

/** The different figures and dates of a text, wherever they stand in it. */
export function readSaid(text: string): Said {
  const known = read.get(text);
  if (known) return known;
  if (read.size >= mostRead) read.clear();
  const said = { figures: eachOnce(figuresIn(text)), dates: eachOnce(datesIn(text)) };
  read.set(text, said);
  return said;
}

function eachOnce<Stated extends { start: number; end: number }>(all: readonly Stated[]): Stated[] {
  const different = new Map<string, Stated>();
  for (const one of all) {
    const key = JSON.stringify({ ...one, start: 0, end: 0 });
    if (!different.has(key)) different.set(key, one);
  }
  return [...different.values()];
}
