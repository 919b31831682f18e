import type { Workspace } from "../workspace.ts";
import { chooseSentences, type Quotation } from "./choose-sentences.ts";
import { linkFilter } from "./link-filter.ts";
import { questionInContext } from "./question-in-context.ts";
import type { OpenTurn } from "./turn.ts";

export type Composition = {
  open: Pick<OpenTurn, "message" | "history" | "passages" | "searchFailed" | "nearest">;
  config: Pick<Workspace, "name" | "starters" | "contact" | "linkHosts">;
};

/**
 * An answer without a model: sentences, a list or a small table of the passages, word for word, each with its
 * mark `[n]` (the passage's place, from 1), in few words of our own. Where nothing fits it says so. Yields whole
 * words, at once.
 */
export async function* composeAnswer(composition: Composition): AsyncGenerator<string> {
  const { linkHosts } = composition.config;
  const filter = linkFilter(linkHosts);
  const answer = filter.read(write(composition)) + filter.end();
  yield* answer.match(/\s*\S+(?:\s+$)?/g) ?? [];
}

function write({ open, config }: Composition): string {
  if (open.searchFailed) return `${searchFailed}${personOf(config)}`;
  const question = questionInContext(open.message, open.history);
  const { quotations, isExact } = chooseSentences(question, open.passages);
  if (quotations.length === 0) return nothingFound(config, open.nearest);

  const [lead, ...more] = quotations;
  const isSample = quotations.some(({ n }) => open.passages[n - 1]?.sample);
  return [
    isExact ? "" : inexactOpening,
    lead ? quotationText(lead) : "",
    ...more.map((quotation) => `**${quotation.heading}:** ${quotationText(quotation)}`),
    isSample ? "*What this says about the product is sample data.*" : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** What an answer begins with that has only something near. */
export const inexactOpening = "I found nothing that answers exactly this. The nearest I have:";

const searchFailed =
  "I could not search the knowledge base just now, so I cannot answer this yet. Please ask again in a moment.";

function nothingFound(config: Composition["config"], nearest: OpenTurn["nearest"]): string {
  const near = nearest ? ` The nearest they have is “${placeOf(nearest)}”.` : "";
  const questions = config.starters.slice(0, 3).map((starter) => `- ${starter}`);
  return `I found nothing on that in the documents of ${config.name}, and I would rather not guess.${near}${personOf(config)}\n\nThese I can answer:\n\n${questions.join("\n")}`;
}

function placeOf({ title, heading }: NonNullable<OpenTurn["nearest"]>): string {
  return heading === title ? title : `${title}: ${heading}`;
}

function personOf({ contact }: Composition["config"]): string {
  if (!contact) return "";
  const label = contact.url ? `[${contact.label}](${contact.url})` : contact.label;
  return ` A person may know more: ${label}.`;
}

/** Sentences as a paragraph, then the list or the table. */
function quotationText({ n, sentences, items, rows }: Quotation): string {
  const paragraph = sentences.map(({ text }) => marked(inline(text), n)).join(" ");
  const list = items.map(({ text }) => `- ${marked(inline(text), n)}`).join("\n");
  return [paragraph, list, tableText(rows, n)].filter((part) => part !== "").join("\n\n");
}

/** The mark stands before the last full stop or colon, inside its sentence; an abbreviation keeps its own. */
function marked(sentence: string, n: number): string {
  if (/\.\p{L}\.$/u.test(sentence)) return `${sentence} [${n}]`;
  const end = /[.!?:…]+["'”’)*_]*$/.exec(sentence);
  return end ? `${sentence.slice(0, end.index)} [${n}]${end[0]}` : `${sentence} [${n}]`;
}

/** The mark stands in the last cell of each row. */
function tableText(rows: Quotation["rows"], n: number): string {
  const [head, ...body] = rows.map(({ text }) => cellsOf(text));
  if (!head || body.length === 0) return "";
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const withMark = (cells: string[]) =>
    cells.map((cell, index) => (index === cells.length - 1 ? `${cell} [${n}]` : cell));
  return [line(head), line(head.map(() => "---")), ...body.map((cells) => line(withMark(cells)))].join("\n");
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** A sentence may run over several lines of its document. */
function inline(text: string): string {
  return text.replace(/\s+/g, " ");
}
