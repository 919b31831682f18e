import type { Material } from "./offline-material.ts";
import { standsAlone } from "./offline-material.ts";
import type { SectionOf } from "./page-spec.ts";
import type { Topic } from "./read-topics.ts";

const number = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const measure = new RegExp(
  String.raw`[$€£]\s?(?:${number})(?:\s(?:million|thousand|billion))?|(?:${number})(?:\s?%|\s(?:percent|(?:to\s(?:${number})\s)?(?:hours?|minutes?|days?|weeks?|months?|years?|miles?)\b))`,
  "g",
);

const mostMetrics = 4;

/**
 * Large figures with the sentence each stands in. A sentence qualifies when it can stand alone and states
 * one measured figure of a kind, which is not part of a sum.
 */
export function offlineMetrics(material: Material): SectionOf<"metrics"> | null {
  const metrics = material.topics.flatMap((topic) => bestFigure(topic, material) ?? []).slice(0, mostMetrics);
  if (metrics.length < 2) return null;
  for (const { detail } of metrics) material.take(detail);
  return { type: "metrics", heading: "In figures", metrics };
}

function bestFigure(topic: Topic, { isFree, relevance }: Material) {
  if (topic.heading.endsWith("?")) return null;
  const candidates = topic.sentences
    .filter((sentence) => sentence.length <= 200 && standsAlone(sentence) && isFree(sentence))
    .filter((sentence) => !supposing.test(sentence))
    .flatMap((sentence) => {
      const value = onlyFigure(sentence);
      return value === null ? [] : [{ value, sentence, weight: relevance(sentence) }];
    })
    .sort((a, b) => b.weight - a.weight);
  const [best] = candidates;
  if (!best) return null;
  return { label: topic.heading.slice(0, 90), value: best.value, detail: best.sentence, source: topic.n };
}

/** Sentences in which a number is only an example. */
const supposing = /\b(?:if|whether|suppose|assuming|for example|such as)\b/i;

/** The first measured figure of a sentence; null when others are of its kind, which one label could not tell apart. */
function onlyFigure(sentence: string): string | null {
  const [first, ...others] = sentence.matchAll(measure);
  if (!first || others.length > 2 || first[0].length > 24) return null;
  if (others.some(([other]) => kindOf(other) === kindOf(first[0]))) return null;
  const before = sentence.slice(0, first.index);
  const after = sentence.slice(first.index + first[0].length);
  if (/[\d$€£]\s*(?:,|or|and|to|x|\/|-|–)\s*$/.test(before)) return null;
  if (/^\s*(?:,|or|and|to|x|\/|\*|=|-|–)\s*[$€£]?\d/.test(after)) return null;
  return first[0];
}

function kindOf(figure: string): string {
  if (/^[$€£]/.test(figure)) return "money";
  return /%|percent/.test(figure) ? "percent" : "measure";
}
