import { type Material, opening, standsAlone } from "./offline-material.ts";
import { tableKey } from "./offline-tables.ts";
import type { SectionOf } from "./page-spec.ts";
import type { Topic } from "./read-topics.ts";

export type Lead = { title: string; text: string; source: number };

/**
 * What the page is called and what it says first: the document that most of the fitting passages come
 * from, and the opening of its best topic. Null when no sentence can stand alone.
 */
export function offlineLead(material: Material): Lead | null {
  const titles = [...new Set(material.topics.map(({ documentTitle }) => documentTitle))].sort(
    (a, b) => titleWeight(b, material) - titleWeight(a, material),
  );
  for (const title of titles) {
    const lead = leadOf(title, material);
    if (lead) return lead;
  }
  return null;
}

function titleWeight(title: string, { topics, relevance }: Material): number {
  const ranks = topics.flatMap(({ documentTitle }, rank) =>
    documentTitle === title ? [1 / (rank + 2)] : [],
  );
  return relevance(title) + ranks.reduce((sum, weight) => sum + weight, 0);
}

function leadOf(title: string, { topics, take }: Material): Lead | null {
  const ofDocument = topics.filter(({ documentTitle }) => documentTitle === title);
  const introduction = ofDocument.filter(({ heading }) => heading === title);
  for (const topic of [...introduction, ...ofDocument]) {
    const sentences = opening(topic, 380).slice(0, 2);
    if (sentences.length === 0) continue;
    for (const sentence of sentences) take(sentence);
    return { title: title.slice(0, 120), text: sentences.join(" "), source: topic.n };
  }
  return null;
}

/** One point for each topic: its heading and its first sentence. Lists whose items have a title are points, too. */
export function offlineFeatures(material: Material, pageTitle: string): SectionOf<"feature_grid"> | null {
  const features = [
    ...material.topics.flatMap((topic) => titledItems(topic)),
    ...material.topics.flatMap((topic) => point(topic, material)),
  ];
  const distinct = features.filter(
    ({ title }, index) =>
      title !== pageTitle && features.findIndex((other) => other.title === title) === index,
  );
  const even = distinct.slice(0, evenCount(distinct.length));
  if (even.length < 2) return null;
  for (const { text } of even) material.take(text);
  return { type: "feature_grid", heading: "The main points", features: even };
}

/** As many as fill the rows of two or three columns. */
function evenCount(count: number): number {
  if (count >= 6) return 6;
  return count === 5 ? 4 : count;
}

function point(topic: Topic, { isFree }: Material) {
  const [sentence] = opening(topic, 320);
  if (!sentence || !isFree(sentence) || topic.heading.endsWith("?") || topic.heading.length > 90) return [];
  return [{ title: topic.heading, text: sentence, sources: [topic.n] }];
}

/** "Long rural routes: miles and drive hours." */
function titledItems({ lists, n }: Topic) {
  const items = lists.filter(({ ordered }) => !ordered).flatMap((list) => list.items);
  const titled = items.flatMap((item) => {
    const found = /^([^:.]{3,60}):\s+(\S.{10,300})$/.exec(item);
    return found?.[1] && found[2] ? [{ title: found[1], text: capitalised(found[2]), sources: [n] }] : [];
  });
  return titled.length === items.length && titled.length >= 2 ? titled : [];
}

/** The numbered list that fits best, else numbered headings. */
export function offlineSteps(material: Material): SectionOf<"steps"> | null {
  for (const topic of material.topics) {
    const list = topic.lists.find(({ ordered, items }) => ordered && items.length >= 3);
    if (!list || list.items.some((item) => item.length > 400)) continue;
    const steps = list.items.slice(0, 12).map((item) => ({ ...titleAndText(item), sources: [topic.n] }));
    return { type: "steps", heading: topic.heading.slice(0, 100), steps };
  }
  return phaseTable(material) ?? phases(material);
}

/** A table whose rows are stretches of time or phases: "1 to 2 | Discover | Goals, baseline figures". */
function phaseTable({ topics, take }: Material): SectionOf<"steps"> | null {
  for (const topic of topics) {
    const table = topic.tables.find(
      ({ header, rows }) => phaseWord.test(header[0] ?? "") && rows.length >= 3,
    );
    if (!table || table.rows.some((row) => row.join(" ").length > 400)) continue;
    take(tableKey(table));
    const steps = table.rows.slice(0, 12).map(([phase = "", name = "", ...rest]) => {
      const when = /^\d/.test(phase) ? `${unitOf(table.header[0] ?? "", phase)} ${phase}` : phase;
      const text = rest.filter(Boolean).join("; ");
      return text === ""
        ? { title: when.slice(0, 90), text: name, sources: [topic.n] }
        : { title: `${when}: ${name}`.slice(0, 90), text, sources: [topic.n] };
    });
    return { type: "steps", heading: topic.heading.slice(0, 100), steps };
  }
  return null;
}

/** "Weeks 8 to 9", but "Week 12". */
function unitOf(header: string, phase: string): string {
  return /^\d+$/.test(phase) ? header.replace(/s$/i, "") : header;
}

const phaseWord = /^(?:weeks?|phases?|steps?|days?|months?|stages?)\b/i;

/** "Weeks 1 to 2: ...": headings of one document that number a stretch of time or a phase, in its order. */
function phases({ topics }: Material): SectionOf<"steps"> | null {
  const numbered = topics.filter(({ heading }) =>
    /^(?:weeks?|phases?|steps?|days?|months?|stages?)\s+\S*\d/i.test(heading),
  );
  const [first] = numbered;
  const steps = numbered
    .filter(({ documentTitle }) => documentTitle === first?.documentTitle)
    .map((topic) => ({
      title: topic.heading.slice(0, 90),
      text: opening(topic, 400).slice(0, 2).join(" "),
      sources: [topic.n],
    }))
    .sort((a, b) => a.title.localeCompare(b.title, "en", { numeric: true }));
  if (!first || steps.length < 3) return null;
  return { type: "steps", heading: first.documentTitle.slice(0, 100), steps: steps.slice(0, 12) };
}

function titleAndText(item: string): { title: string; text: string } {
  const found = /^([^:]{3,80}):\s+(\S.*)$/.exec(item);
  return found?.[1] && found[2]
    ? { title: found[1], text: capitalised(found[2]) }
    : { title: "", text: item };
}

/** Headings that ask, with the sentences that answer; where there are too few of them, headings that name. */
export function offlineFaq(material: Material): SectionOf<"faq"> | null {
  const answered = material.topics.flatMap((topic) => {
    const sentences = opening(topic, 560);
    return sentences.length > 0 && sentences.every(material.isFree)
      ? [{ topic, answer: sentences.join(" "), sentences }]
      : [];
  });
  const asked = answered.filter(({ topic }) => topic.heading.endsWith("?"));
  const items = (asked.length >= 2 ? asked : answered).slice(0, 8);
  if (items.length < 2) return null;
  for (const sentence of items.flatMap(({ sentences }) => sentences)) material.take(sentence);
  return {
    type: "faq",
    heading: "Questions and answers",
    items: items.map(({ topic, answer }) => ({
      question: topic.heading.slice(0, 160),
      answer,
      sources: [topic.n],
    })),
  };
}

/** The sentence that says most about the question and is not on the page yet. */
export function offlineExcerpt(material: Material): SectionOf<"excerpt"> | null {
  const candidates = material.topics
    .slice(0, 6)
    .flatMap(({ sentences, n }, rank) =>
      sentences
        .filter(
          (sentence) =>
            sentence.length >= 80 &&
            sentence.length <= 260 &&
            standsAlone(sentence) &&
            material.isFree(sentence),
        )
        .map((sentence) => ({ sentence, n, weight: material.relevance(sentence) - rank / 12 })),
    );
  const best = candidates.sort((a, b) => b.weight - a.weight)[0];
  if (!best) return null;
  material.take(best.sentence);
  return { type: "excerpt", quote: best.sentence, source: best.n };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
