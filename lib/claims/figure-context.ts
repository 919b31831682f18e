import { type QuestionTerm, termsOf } from "../knowledge/question-coverage.ts";
import type { Figure } from "./figure.ts";

/** The words right around a figure: up to its clause's ends, and to the figures beside it. */
export type FigureContext = {
  before: string;
  after: string;
  /** Where nothing telling stands before it ("and about 100 megabytes"): what stands before the last figure that has it. */
  inherited: string;
  /** Of "$9, $24 or $48" the place of this one, from 0, and how many there are. */
  run: { at: number; of: number };
};

/** The contexts of a text's figures, in their order; kept with the figures, since each claim asks its sources for them. */
export function contextsOf(text: string, figures: readonly Figure[]): readonly FigureContext[] {
  const known = read.get(figures) ?? readContexts(text, figures);
  read.set(figures, known);
  return known;
}

const read = new WeakMap<readonly Figure[], readonly FigureContext[]>();

function readContexts(text: string, figures: readonly Figure[]): FigureContext[] {
  const runs = runsIn(text, figures);
  let last = "";
  return runs.flatMap((run, index) => {
    const said = beforeIn(text.slice(runs[index - 1]?.at(-1)?.end ?? 0, run[0]?.start));
    // Behind another figure, what a comma parts from this one is of both.
    const before = index === 0 || said.isOwn ? said.words : "";
    const after = text.slice(run.at(-1)?.end, runs[index + 1]?.[0]?.start).split(anyBreak)[0] ?? "";
    const inherited = before === "" ? said.words || last : "";
    last = before || inherited;
    return run.map((_, at) => ({ before, after, inherited, run: { at, of: run.length } }));
  });
}

/** Figures that are listed or reckoned with have their words in common, and so have the ends of a range. */
const joins = /^\s*(?:,?\s*(?:(?:and|or|to|until|till|through)\s+)?|[-+x×*·÷/=−–]\s*)$/iu;

function runsIn(text: string, figures: readonly Figure[]): Figure[][] {
  const runs: Figure[][] = [];
  for (const figure of figures) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (last && last.end < figure.start && joins.test(text.slice(last.end, figure.start))) run?.push(figure);
    else runs.push([figure]);
  }
  return runs;
}

const conjunction = /\b(?:and|but|while|whereas|plus|or)\b/iu;
const punctuation = /[;:—–()|]|[,.]\s/u;
const anyBreak = new RegExp(`${punctuation.source}|${conjunction.source}`, "iu");

/** "…, of all drivers, about two hours": from the last part on that says something, back to a conjunction. */
function beforeIn(between: string): { words: string; isOwn: boolean } {
  const parts = (between.split(conjunction).at(-1) ?? "").split(punctuation);
  const from = parts.findLastIndex((part) => termsOf(part).length > 0);
  return { words: from === -1 ? "" : parts.slice(from).join(" "), isOwn: from === parts.length - 1 };
}

/** The telling words, each with less weight the farther it stands from the figure. */
export function nearTerms({ before, after }: FigureContext): QuestionTerm[] {
  const near = new Map<string, QuestionTerm>();
  for (const side of [termsOf(before).toReversed(), termsOf(after)])
    for (const [distance, term] of side.entries()) {
      const weight = term.weight / (1 + distance);
      if ((near.get(term.stem)?.weight ?? 0) < weight) near.set(term.stem, { ...term, weight });
    }
  return [...near.values()];
}

/** All of them, for a text to be looked for in. */
export function wordsAround({ before, after, inherited }: FigureContext): string {
  return `${inherited} ${before} ${after}`;
}
