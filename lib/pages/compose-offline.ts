import { offlineCalculator } from "./offline-calculator.ts";
import { offlineMetrics } from "./offline-figures.ts";
import { gatherMaterial, type Material } from "./offline-material.ts";
import { offlineExcerpt, offlineFaq, offlineFeatures, offlineLead, offlineSteps } from "./offline-prose.ts";
import { offlineChart, offlineTable } from "./offline-tables.ts";
import type { PageOrder } from "./page-prompt.ts";
import { citedSources, toPageSources } from "./page-sources.ts";
import type { BevGeniePage, PageSection, PageType, SectionOf } from "./page-spec.ts";

type Part =
  | "metrics"
  | "features"
  | "table"
  | "second_table"
  | "calculator"
  | "chart"
  | "steps"
  | "faq"
  | "excerpt";

/** What each type of page is made of, in this order; parts for which the passages hold nothing are left out. */
const layouts: Record<PageType, Part[]> = {
  solution_overview: ["metrics", "features", "table", "steps", "excerpt"],
  roi_calculator: ["calculator", "metrics", "table", "chart", "excerpt"],
  comparison: ["table", "second_table", "metrics", "features", "excerpt"],
  case_for_change: ["metrics", "features", "chart", "calculator", "steps", "excerpt"],
  implementation_plan: ["steps", "metrics", "table", "features", "faq", "excerpt"],
  faq: ["faq", "table", "metrics", "excerpt"],
};

/** Words that tell which passages serve which type. */
const hints: Record<PageType, string> = {
  solution_overview: "what it does module",
  roi_calculator: "return saving cost price payback",
  comparison: "compared better choice difference",
  case_for_change: "cost loss problem saving",
  implementation_plan: "rollout weeks steps project training",
  faq: "",
};

/**
 * A page without a model: sentences, tables and lists of the passages as they stand there, each with its
 * source, and a calculator where the type asks for one. With nothing to stand on it says so, and offers
 * questions that can be answered.
 */
export function composeOffline(order: PageOrder): BevGeniePage {
  const { message, pageType, passages } = order;
  const sources = toPageSources(passages);
  const material = gatherMaterial({ message, hints: hints[pageType] }, passages.slice(0, sources.length));
  const lead = offlineLead(material);
  const built = lead
    ? body(layouts[pageType], { material, order, title: lead.title })
    : calculatorAlone(order);
  const { title, text: summary } = lead ?? unanswered(order, built);
  const hero: SectionOf<"hero"> = {
    type: "hero",
    headline: title,
    standfirst: summary,
    sources: lead ? [lead.source] : [],
  };
  const sections = [hero, ...built, callToAction(order, material)];
  return {
    type: pageType,
    title,
    summary,
    audience: audienceOf(order),
    sections,
    sources: citedSources(sources, sections),
  };
}

function unanswered({ workspace }: PageOrder, built: PageSection[]): { title: string; text: string } {
  if (built.length > 0) {
    const text = `${workspace.name}'s knowledge base has no figures on this question. The calculator starts from assumptions that you can replace.`;
    return { title: "Work out your own return", text };
  }
  const text = `${workspace.name}'s knowledge base has nothing on this question, so there is no page to show. These are questions it does answer.`;
  return { title: "Not in the knowledge base yet", text };
}

type Workshop = { material: Material; order: PageOrder; title: string };

function body(parts: Part[], { material, order, title }: Workshop): PageSection[] {
  const { currency } = order.workspace;
  const make: Record<Part, () => PageSection | null | undefined> = {
    metrics: () => offlineMetrics(material),
    features: () => offlineFeatures(material, title),
    table: () => offlineTable(material),
    second_table: () => offlineTable(material),
    calculator: () => offlineCalculator({ message: order.message, topics: material.everything, currency }),
    chart: () => offlineChart(material, currency),
    steps: () => offlineSteps(material),
    faq: () => offlineFaq(material),
    excerpt: () => offlineExcerpt(material),
  };
  return parts.flatMap((part) => make[part]() ?? []);
}

/** The arithmetic needs no passage. */
function calculatorAlone({ message, pageType, workspace }: PageOrder): PageSection[] {
  if (!layouts[pageType].includes("calculator")) return [];
  return [offlineCalculator({ message, topics: [], currency: workspace.currency })];
}

function callToAction(
  { message, workspace }: PageOrder,
  { topics, relevance }: Material,
): SectionOf<"call_to_action"> {
  const asked = topics
    .map(({ heading }) => heading)
    .filter((heading) => heading.endsWith("?") && heading.length <= 160);
  const questions = [
    ...asked.slice(0, 1),
    ...workspace.starters.toSorted((a, b) => relevance(b) - relevance(a)),
  ]
    .filter((question) => question.length <= 160 && question.toLowerCase() !== message.trim().toLowerCase())
    .slice(0, 3)
    .map((question) => ({ action: "ask" as const, question }));
  const contact = workspace.contact
    ? [{ action: "contact" as const, label: workspace.contact.label.slice(0, 60) }]
    : [];
  return {
    type: "call_to_action",
    heading: "What would you like to know next?",
    text: "",
    actions: [...questions, ...contact],
  };
}

/** The persona the visitor's words speak for most, when they speak for one at all. */
function audienceOf({ personaScores, workspace }: PageOrder): string {
  const score = (id: string) => personaScores[id] ?? 0;
  const [best] = workspace.personas
    .filter(({ id }) => score(id) >= 0.2)
    .sort((a, b) => score(b.id) - score(a.id));
  return best?.name ?? `Anyone looking into ${workspace.name}`.slice(0, 120);
}
