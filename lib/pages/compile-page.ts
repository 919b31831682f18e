import { type DraftHead, type Reading, readDraftHead, readDraftSection } from "./page-draft.ts";
import type { PageSection } from "./page-spec.ts";
import { sectionScanner } from "./section-scanner.ts";

/** One part of a page, whole. What is not valid is reported with its text, never dropped in silence. */
export type PageBlock =
  | { type: "head"; head: DraftHead }
  | { type: "section"; index: number; section: PageSection }
  | { type: "invalid"; part: "head" | number; text: string; issues: string[] };

export type PageCompiler = {
  /** The parts that are whole since the last call; the head always before the first section. */
  read(piece: string): PageBlock[];
  /** What is left once the text has ended: parts that never became whole are reported as invalid. */
  end(): PageBlock[];
};

/**
 * Reads the JSON of a page while it is being written. Words around the JSON (a code fence) are passed
 * over. Sections are numbered as they stand in the text. A head that only becomes complete after the
 * sections holds them back.
 */
export function pageCompiler(currency: string): PageCompiler {
  const scanner = sectionScanner();
  let headRead = false;
  let held: PageBlock[] = [];

  function release(head: Reading<DraftHead>): PageBlock[] {
    if (!head.valid) return [];
    headRead = true;
    const waiting = held;
    held = [];
    return [{ type: "head", head: head.value }, ...waiting];
  }

  function read(piece: string): PageBlock[] {
    const found = scanner.scan(piece);
    const blocks = headRead || found.head === null ? [] : release(readHead(found.head));
    const sections = found.sections.map(({ index, text }) => sectionBlock(index, text, currency));
    if (headRead) return [...blocks, ...sections];
    held.push(...sections);
    return [];
  }

  function end(): PageBlock[] {
    const { whole, unfinished, sectionCount } = scanner.end();
    const blocks: PageBlock[] = [];
    if (!headRead) {
      const head = readHead(whole ?? "");
      blocks.push(...release(head));
      if (!head.valid)
        blocks.push({ type: "invalid", part: "head", text: whole ?? "", issues: head.issues }, ...held);
    }
    const missing = missingEnd({ whole, unfinished, sectionCount });
    if (missing)
      blocks.push({ type: "invalid", part: sectionCount, text: unfinished ?? "", issues: [missing] });
    return blocks;
  }

  return { read, end };
}

/** The sections of a repair, `{"repairs": [{index, section}]}`; what cannot be read is reported under its index, or not at all when it has none. */
export function readRepairs(text: string, currency: string): PageBlock[] {
  const json = asObject(parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)));
  const repairs = Array.isArray(json?.repairs) ? json.repairs.map(asObject) : [];
  return repairs.flatMap((repair) => {
    if (typeof repair?.index !== "number") return [];
    return [sectionBlock(repair.index, JSON.stringify(repair.section ?? null), currency)];
  });
}

function missingEnd(found: {
  whole: string | null;
  unfinished: string | null;
  sectionCount: number;
}): string | null {
  if (found.unfinished !== null) return "the text ended inside this section";
  if (found.whole === null) return "the text ended before the page was complete";
  const whole = parse(found.whole);
  // What keeps the whole from being JSON stands in a section, which has been reported by itself.
  if (whole === undefined && found.sectionCount > 0) return null;
  const sections = asObject(whole)?.sections;
  if (!Array.isArray(sections) || sections.length === 0) return "the page has no sections";
  return sections.length === found.sectionCount ? null : "only objects may stand in sections";
}

function sectionBlock(index: number, text: string, currency: string): PageBlock {
  const json = parse(text);
  if (json === undefined) return { type: "invalid", part: index, text, issues: ["this is not JSON"] };
  const section = readDraftSection(json, currency);
  if (section.valid) return { type: "section", index, section: section.value };
  return { type: "invalid", part: index, text, issues: section.issues };
}

function readHead(text: string): Reading<DraftHead> {
  const json = asObject(parse(text));
  if (!json) return { valid: false, issues: ["this is not a JSON object"] };
  const { sections: _, ...head } = json;
  return readDraftHead(head);
}

function asObject(json: unknown): Record<string, unknown> | null {
  return json !== null && typeof json === "object" ? { ...json } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
