import { unsupportedStatements } from "../claims/unsupported-statements.ts";
import { findVerbatim } from "../knowledge/verbatim.ts";
import { unsupportedFigures } from "./figures.ts";
import { computeFormula, findFormula } from "./formulas.ts";
import type { DraftHead } from "./page-draft.ts";
import { sourceNumbers } from "./page-sources.ts";
import { type PageSection, pageSectionSchema, type RoiCalculator } from "./page-spec.ts";
import { sentencesOf } from "./sentences.ts";

/** What a section is held against: the sources by number, what the visitor wrote, the calculators before it, allowed hosts. */
export type Evidence = {
  sources: Map<number, string>;
  message: string;
  calculators: RoiCalculator[];
  linkHosts: string[];
};

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

type Claims = ReturnType<typeof claimChecker>;

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
      return {
        ...section,
        ...heading,
        metrics: section.metrics
          .filter((metric) => claims.figure(metric.value, metric))
          .map((metric) => ({
            ...metric,
            label: claims.title(metric.label),
            detail: claims.detail(metric.detail, metric),
          }))
          .filter(({ label }) => label !== ""),
      };
    case "feature_grid":
      return {
        ...section,
        ...heading,
        features: section.features
          .map(claims.item)
          .filter((feature) => feature.title !== "" && feature.text !== ""),
      };
    case "comparison_table":
      return {
        ...section,
        ...heading,
        columns: section.columns.map(claims.title),
        rows: section.rows
          .map(({ label, cells }) => ({
            label: claims.title(label),
            cells: cells.map((cell) => (claims.figure(cell.text, cell) ? cell : { text: "" })),
          }))
          .filter(({ label }) => label !== ""),
      };
    case "roi_calculator":
      return {
        ...section,
        ...heading,
        intro: claims.prose(section.intro, []),
        inputs: section.inputs.map((input) =>
          claims.figure(String(input.value), input)
            ? input
            : { ...input, source: undefined, basis: "assumption" as const },
        ),
      };
    case "chart": {
      const numbers = section.series.map((_, index) =>
        section.points.map(({ values }) => values[index]).join(" "),
      );
      const supported = section.series.map((series, index) => claims.figure(numbers[index] ?? "", series));
      return supported.every(Boolean) ? { ...section, ...heading } : null;
    }
    case "steps":
      return {
        ...section,
        ...heading,
        steps: section.steps.map(claims.item).filter((step) => step.title !== "" || step.text !== ""),
      };
    case "faq":
      return {
        ...section,
        ...heading,
        items: section.items
          .map((item) => ({
            question: claims.title(item.question),
            answer: claims.prose(item.answer, item.sources),
            sources: claims.known(item.sources),
          }))
          .filter(({ question, answer }) => question !== "" && answer !== ""),
      };
    case "excerpt":
      return claims.quotation(section.quote, section.source) ? section : null;
    case "call_to_action":
      return { ...section, ...heading, text: claims.prose(section.text, []) };
  }
}

/** The checks, each of which notes what it found wrong. */
function claimChecker(evidence: Evidence, problems: string[]) {
  const { message, sources } = evidence;
  const everything = [...sources.values(), message];
  const textsOf = (numbers: number[]) => numbers.flatMap((n) => sources.get(n) ?? []);

  function isSupported(text: string, texts: string[]): boolean {
    const missing = unsupportedFigures(text, texts).map((figure) => figure.text);
    if (missing.length > 0)
      problems.push(`"${text}": ${missing.join(", ")} stands in no source that is named`);
    const statements = unsupportedStatements(text, texts);
    for (const statement of statements) problems.push(`"${text}": ${statement}`);
    const links = foreignLinks(text, evidence.linkHosts);
    if (links.length > 0) problems.push(`"${text}": addresses are not allowed`);
    return missing.length === 0 && statements.length === 0 && links.length === 0;
  }

  function prose(text: string, numbers: number[]): string {
    const texts = [...textsOf(numbers), message];
    return sentencesOf(text)
      .filter((sentence) => isSupported(sentence, texts))
      .join(" ");
  }

  function known(numbers: number[]): number[] {
    return numbers.filter((n) => sources.has(n));
  }

  /** A heading has no sources of its own; its numbers may stand anywhere in the evidence. */
  function title(text: string): string {
    return isSupported(text, everything) ? text : "";
  }

  function figure(
    text: string,
    origin: { source?: number | undefined; basis?: string | undefined },
  ): boolean {
    if (origin.basis === "assumption") return isSupported(text.replace(/\p{Nd}/gu, ""), []);
    return isSupported(text, evidenceOf(origin));
  }

  function evidenceOf(origin: { source?: number | undefined; basis?: string | undefined }): string[] {
    if (origin.source !== undefined) return textsOf([origin.source]);
    if (origin.basis === "formula") return evidence.calculators.map(resultText);
    return [message];
  }

  function detail(text: string, origin: { source?: number | undefined; basis?: string | undefined }): string {
    const texts = origin.basis === "assumption" ? everything : [...evidenceOf(origin), message];
    return sentencesOf(text)
      .filter((sentence) => isSupported(sentence, texts))
      .join(" ");
  }

  function quotation(quote: string, n: number): boolean {
    const stands = findVerbatim(quote, sources.get(n) ?? "") !== undefined;
    if (!stands) problems.push(`"${quote}" does not stand word for word in source ${n}`);
    return stands;
  }

  function item<Item extends { title: string; text: string; sources: number[] }>(given: Item): Item {
    const { title: heading, text, sources: numbers } = given;
    return { ...given, title: title(heading), text: prose(text, numbers), sources: known(numbers) };
  }

  return { prose, known, title, figure, detail, quotation, item };
}

/** The results of a calculator as a text of numbers, whole and with decimals, as they may be written. */
function resultText(calculator: RoiCalculator): string {
  const formula = findFormula(calculator.formula);
  if (!formula) return "";
  const values = Object.fromEntries(calculator.inputs.map(({ id, value }) => [id, value]));
  const { results, cumulative } = computeFormula(formula, values);
  return [...results.map(({ value }) => value), ...cumulative]
    .flatMap((value) => (value === null ? [] : [Math.abs(value), Math.round(Math.abs(value))]))
    .join(" ");
}

function foreignLinks(text: string, hosts: string[]): string[] {
  const links = [...text.matchAll(/(?:https?:\/\/|www\.)([^\s/"')\]]+)/gi)];
  return links.map((link) => link[1]?.toLowerCase() ?? "").filter((host) => !hosts.includes(host));
}
