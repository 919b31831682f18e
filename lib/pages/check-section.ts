import type { DraftHead } from "./page-draft.ts";
import { sourceNumbers } from "./page-sources.ts";
import { type PageSection, pageSectionSchema } from "./page-spec.ts";
import { type Claims, claimChecker, type Evidence } from "./section-claims.ts";

/** `section` holds only what is supported, or is null when too little of it is; `problems` say what is not, for a repair. */
export type CheckedSection = { section: PageSection | null; problems: string[] };

/**
 * Holds a model's section against its evidence: every number must stand in a source it names, in the
 * visitor's own words, or come out of a calculator before it; an assumption must be marked as one; a
 * quotation must stand in its source word for word.
 */
export function checkSection(section: PageSection, evidence: Evidence): CheckedSection {
  const problems: string[] = [];
  const unknown = [...new Set(sourceNumbers(section))].filter((n) => !evidence.sources.has(n));
  for (const n of unknown) problems.push(`there is no source ${n}`);

  const claims = claimChecker(evidence, problems);
  const kept = keepSupported(section, claims);
  if (problems.length === 0) return { section, problems };
  const valid = kept === null ? null : pageSectionSchema.safeParse(kept);
  return { section: valid?.success ? valid.data : null, problems };
}

/** The head without the sentences of its summary that nothing supports; null when then no title or no summary is left. */
export function checkHead(
  head: DraftHead,
  evidence: Evidence,
): { head: DraftHead | null; problems: string[] } {
  const problems: string[] = [];
  const claims = claimChecker(evidence, problems);
  const title = claims.title(head.title);
  const summary = claims.prose(head.summary, [...evidence.sources.keys()]);
  const audience = claims.title(head.audience);
  if (title === "" || summary === "" || audience === "") return { head: null, problems };
  return { head: { ...head, title, summary, audience }, problems };
}

/** What of a section is supported; null where nothing of it would be left to show. */
function keepSupported(section: PageSection, claims: Claims): PageSection | null {
  const heading = "heading" in section ? { heading: claims.title(section.heading) } : {};
  switch (section.type) {
    case "hero":
      return {
        ...section,
        headline: claims.title(section.headline),
        standfirst: claims.prose(section.standfirst, section.sources),
        sources: claims.known(section.sources),
      };
    case "metrics":
      return { ...section, ...heading, metrics: keptMetrics(section, claims) };
    case "feature_grid":
      return { ...section, ...heading, features: section.features.map(claims.item).filter(isWhole) };
    case "comparison_table":
      return {
        ...section,
        ...heading,
        columns: section.columns.map(claims.title),
        rows: keptRows(section, claims),
      };
    case "roi_calculator":
      return {
        ...section,
        ...heading,
        intro: claims.prose(section.intro, []),
        inputs: markedInputs(section, claims),
      };
    case "chart":
      return isChartSupported(section, claims) ? { ...section, ...heading } : null;
    case "steps":
      return {
        ...section,
        ...heading,
        steps: section.steps.map(claims.item).filter(({ title, text }) => title !== "" || text !== ""),
      };
    case "faq":
      return { ...section, ...heading, items: keptAnswers(section, claims) };
    case "excerpt":
      return claims.quotation(section.quote, section.source) ? section : null;
    case "call_to_action":
      return { ...section, ...heading, text: claims.prose(section.text, []) };
  }
}

type Section<Type extends PageSection["type"]> = Extract<PageSection, { type: Type }>;

function keptMetrics({ metrics }: Section<"metrics">, claims: Claims) {
  return metrics
    .filter((metric) => claims.figure(metric.value, metric))
    .map((metric) => ({
      ...metric,
      label: claims.title(metric.label),
      detail: claims.detail(metric.detail, metric),
    }))
    .filter(({ label }) => label !== "");
}

function isWhole({ title, text }: { title: string; text: string }): boolean {
  return title !== "" && text !== "";
}

/** A cell that nothing supports is left empty, so that the table keeps its columns. */
function keptRows({ rows }: Section<"comparison_table">, claims: Claims) {
  return rows
    .map(({ label, cells }) => ({
      label: claims.title(label),
      cells: cells.map((cell) => (claims.figure(cell.text, cell) ? cell : { text: "" })),
    }))
    .filter(({ label }) => label !== "");
}

/** A number that nothing supports stays as a place to start from, and says that it is an assumption. */
function markedInputs({ inputs }: Section<"roi_calculator">, claims: Claims) {
  return inputs.map((input) =>
    claims.figure(String(input.value), input)
      ? input
      : { ...input, source: undefined, basis: "assumption" as const },
  );
}

/** Every series is looked at, so that a repair is told of each. */
function isChartSupported({ series, points }: Section<"chart">, claims: Claims): boolean {
  const numbers = series.map((_, index) => points.map(({ values }) => values[index]).join(" "));
  return series.map((one, index) => claims.figure(numbers[index] ?? "", one)).every(Boolean);
}

function keptAnswers({ items }: Section<"faq">, claims: Claims) {
  return items
    .map((item) => ({
      question: claims.title(item.question),
      answer: claims.prose(item.answer, item.sources),
      sources: claims.known(item.sources),
    }))
    .filter(({ question, answer }) => question !== "" && answer !== "");
}
