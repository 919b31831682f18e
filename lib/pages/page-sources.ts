import type { PageSection, PageSource } from "./page-spec.ts";

/** A passage of the knowledge base as search returns it: `content` stands verbatim at `start` to `end` of its document. */
export type PagePassage = {
  passageId: string;
  documentId: string;
  title: string;
  url?: string;
  headingPath: string[];
  content: string;
  /** The header of a table that it begins in the middle of; read with it, and no part of an excerpt. */
  context?: string | null;
  start: number;
  end: number;
  score: number;
};

const mostSources = 20;
const longestExcerpt = 8000;

/** Numbers the passages from 1 in the order given, as many as a page may name. */
export function toPageSources(passages: PagePassage[]): PageSource[] {
  return passages.slice(0, mostSources).map((passage, index) => {
    const excerpt = passage.content.slice(0, longestExcerpt);
    return {
      n: index + 1,
      title: passage.title.slice(0, 300),
      ...(passage.url !== undefined && { url: passage.url }),
      documentId: passage.documentId,
      passageId: passage.passageId,
      excerpt,
      start: passage.start,
      end: passage.start + excerpt.length,
    };
  });
}

/** The sources that at least one text or figure of these sections names. */
export function citedSources(sources: PageSource[], sections: PageSection[]): PageSource[] {
  const cited = new Set(sections.flatMap(sourceNumbers));
  return sources.filter(({ n }) => cited.has(n));
}

/** Every source number a section names, in reading order, with repetitions. */
export function sourceNumbers(section: PageSection): number[] {
  switch (section.type) {
    case "hero":
      return section.sources;
    case "metrics":
      return numbersOf(section.metrics);
    case "feature_grid":
      return section.features.flatMap((feature) => feature.sources);
    case "comparison_table":
      return section.rows.flatMap((row) => numbersOf(row.cells));
    case "roi_calculator":
      return numbersOf(section.inputs);
    case "chart":
      return numbersOf(section.series);
    case "steps":
      return section.steps.flatMap((step) => step.sources);
    case "faq":
      return section.items.flatMap((item) => item.sources);
    case "excerpt":
      return [section.source];
    case "call_to_action":
      return [];
  }
}

function numbersOf(figures: { source?: number | undefined }[]): number[] {
  return figures.flatMap(({ source }) => (source === undefined ? [] : [source]));
}
