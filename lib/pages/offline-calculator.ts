import { figuresIn } from "./figures.ts";
import type { Formula, FormulaInput } from "./formula.ts";
import { formulas, generalFormula } from "./formulas.ts";
import type { CalculatorInput, RoiCalculator } from "./page-spec.ts";
import type { Table, Topic } from "./read-topics.ts";

type Question = { message: string; topics: Topic[]; currency: string };
type Stated = Pick<CalculatorInput, "value" | "source" | "basis"> & { column?: string };

/**
 * A calculator that starts from what the visitor wrote ("20 trucks"), else from what a table of the
 * passages states, else from the formula's own assumption; each input says which.
 */
export function offlineCalculator(question: Question): RoiCalculator {
  const formula = fittingFormula(question);
  return {
    type: "roi_calculator",
    heading: "Work out your own return",
    intro: "Move each value to your own. What is marked as an assumption is only a place to start from.",
    formula: formula.id,
    currency: question.currency,
    inputs: formula.inputs.map((input) => startingInput(input, question)),
  };
}

function fittingFormula({ message, topics }: Question): Formula {
  const text = [
    message,
    message,
    ...topics.flatMap(({ heading, sentences }) => [heading, ...sentences]),
  ].join(" ");
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counted = formulas.map((formula) => ({
    formula,
    hits: words.filter((word) => formula.words.includes(word)).length,
  }));
  const best = counted.reduce((top, next) => (next.hits > top.hits ? next : top));
  return best.hits > 0 ? best.formula : generalFormula;
}

function startingInput(input: FormulaInput, question: Question): CalculatorInput {
  const { id, label, group, unit, min, step, help } = input;
  const stated = fromMessage(input, question.message) ??
    fromTables(input, question) ?? { value: input.value, basis: "assumption" as const };
  const { column, ...origin } = stated;
  return {
    ...{ id, label, group, unit, min, step },
    max: Math.max(input.max, stated.value),
    help: column ? `${column}. ${help}` : help,
    ...origin,
  };
}

/** "20 trucks", "12 sales reps": a number with one of the input's nouns at most two words behind it. */
function fromMessage(input: FormulaInput, message: string): Stated | null {
  if (!input.nouns) return null;
  const found = new RegExp(
    String.raw`(\d[\d,]*)\s+(?:\p{L}+\s+){0,2}?(?:${input.nouns.join("|")})\b`,
    "iu",
  ).exec(message);
  const value = Number(found?.[1]?.replaceAll(",", ""));
  return found && value >= input.min && value <= 1e9 ? { value, basis: "input" } : null;
}

function fromTables(input: FormulaInput, { message, topics }: Question): Stated | null {
  for (const topic of topics) {
    for (const table of topic.tables) {
      const cell = statedCell(input, table, message);
      if (cell) return { ...cell, source: topic.n };
    }
  }
  return null;
}

/** The row that names the input, in the column the message names or in the first that has the number. */
function statedCell(
  input: FormulaInput,
  table: Table,
  message: string,
): { value: number; column?: string } | null {
  const row = table.rows.find(([label = ""]) =>
    input.rowWords?.some((words) => words.every((word) => label.toLowerCase().includes(word))),
  );
  if (!row) return null;
  const cells = row.slice(1).flatMap((cell, index) => {
    const figures = figuresIn(cell);
    const [figure] = figures;
    if (!figure || figures.length > 1 || !hasKindOf(input, figure.kind) || figure.value < input.min)
      return [];
    return [{ value: figure.value, name: table.header[index + 1] ?? "" }];
  });
  const named = cells.find(({ name }) => name !== "" && message.toLowerCase().includes(name.toLowerCase()));
  const chosen = named ?? cells[0];
  if (!chosen) return null;
  return { value: chosen.value, ...(cells.length > 1 && chosen.name !== "" && { column: chosen.name }) };
}

function hasKindOf({ unit }: FormulaInput, kind: "money" | "percent" | "plain"): boolean {
  if (unit === "currency") return kind === "money";
  return unit === "percent" ? kind === "percent" : kind === "plain";
}
