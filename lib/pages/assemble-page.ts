import { checkHead, checkSection } from "./check-section.ts";
import type { PageBlock } from "./compile-page.ts";
import type { Refused } from "./page-prompt.ts";
import { citedSources } from "./page-sources.ts";
import type { BevGeniePage, PageHead, PageSection, PageSource } from "./page-spec.ts";
import type { Evidence } from "./section-claims.ts";

/** What the reader of a page gets, as it comes. `index` is the section's place; a repaired one may come after later ones. */
export type PagePart =
  | { type: "page"; head: PageHead }
  | { type: "section"; index: number; section: PageSection };

/** `remainder`: what is left of the section without what is not supported; undefined when the section was no section at all. */
type Refusal = Refused & { remainder: PageSection | null | undefined };

export type PageAssembly = ReturnType<typeof assemblePage>;

const mostSections = 12;

/**
 * Puts a model's page together from its parts. Each is held against the evidence; what passes goes to
 * the reader at once, what does not waits in `refused` for its repair.
 */
export function assemblePage(sources: PageSource[], evidence: Evidence) {
  const sections = new Map<number, PageSection>();
  const refused: Refusal[] = [];
  const omitted: string[] = [];
  let head: PageHead | null = null;

  function accept(block: PageBlock): PagePart[] {
    if (block.type === "head") return acceptHead(block);
    if (block.type === "section") return acceptSection(block);
    const part = block.part === "head" ? -1 : block.part;
    refused.push({ part, text: block.text, problems: block.issues, remainder: undefined });
    return [];
  }

  function acceptHead(block: Extract<PageBlock, { type: "head" }>): PagePart[] {
    const checked = checkHead(block.head, evidence);
    if (!checked.head) {
      refused.push({
        part: -1,
        text: JSON.stringify(block.head),
        problems: checked.problems,
        remainder: undefined,
      });
      return [];
    }
    omitted.push(...checked.problems);
    head = { ...checked.head, sources };
    return [{ type: "page", head }];
  }

  function acceptSection({ index, section }: Extract<PageBlock, { type: "section" }>): PagePart[] {
    if (index >= mostSections) {
      omitted.push(`section ${index}: a page has at most ${mostSections} sections`);
      return [];
    }
    const checked = checkSection(section, evidence);
    if (checked.problems.length === 0) return place(index, section);
    const text = JSON.stringify(section);
    refused.push({ part: index, text, problems: checked.problems, remainder: checked.section });
    return [];
  }

  /** Takes repaired sections: each as far as it is supported now, else what was left of it before. */
  function settle(repairs: PageBlock[]): PagePart[] {
    const waiting = refused.splice(0);
    return waiting.flatMap((refusal) => {
      const repair = repairs.find((block) => block.type === "section" && block.index === refusal.part);
      const checked = repair?.type === "section" ? checkSection(repair.section, evidence) : null;
      const section = checked?.section ?? refusal.remainder;
      if (section) {
        omitted.push(...(checked?.section ? checked.problems : refusal.problems));
        return place(refusal.part, section);
      }
      if (section === undefined) refused.push(refusal);
      else omitted.push(...refusal.problems);
      return [];
    });
  }

  function place(index: number, section: PageSection): PagePart[] {
    sections.set(index, section);
    if (section.type === "roi_calculator") evidence.calculators.push(section);
    return head ? [{ type: "section", index, section }] : [];
  }

  /** The page of what was placed, with the sources it cites; null when there is too little for one. */
  function whole(): BevGeniePage | null {
    const ordered = [...sections].sort(([a], [b]) => a - b).map(([, section]) => section);
    if (!head || ordered.length === 0) return null;
    return { ...head, sections: ordered, sources: citedSources(sources, ordered) };
  }

  return { accept, settle, whole, refused, omitted, hasHead: () => head !== null };
}
