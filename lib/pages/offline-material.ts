import type { PagePassage } from "./page-sources.ts";
import { readTopics, type Topic } from "./read-topics.ts";
import { type Relevance, relevanceTo } from "./relevance.ts";

/** The passages as an offline page uses them: the fitting topics first, and each sentence only once. */
export type Material = {
  relevance: Relevance;
  /** Those that are about the question, the fitting ones first. */
  topics: Topic[];
  /** All of them, in the order of the passages: a value may stand where nothing else fits. */
  everything: Topic[];
  /** Takes a sentence for the page; false when it is taken already. */
  take: (sentence: string) => boolean;
  isFree: (sentence: string) => boolean;
};

/** What has less than this share of the best topic's closeness to the question is about something else. */
const leastShare = 0.3;

/** `hints` are words that fit the kind of page. */
export function gatherMaterial(
  question: { message: string; hints: string },
  passages: PagePassage[],
): Material {
  const topics = withoutRepetitions(readTopics(passages));
  const texts = topics.map(({ heading, sentences }) => [heading, ...sentences].join(" "));
  const relevance = relevanceTo(question.message, question.hints, texts);
  const closeness = topics.map(
    (topic, at) => relevance(`${topic.heading} ${topic.documentTitle}`) + relevance(texts[at] ?? ""),
  );
  const least = leastShare * Math.max(...closeness);
  const ranked = topics
    .map((topic, at) => ({
      topic,
      closeness: closeness[at] ?? 0,
      weight: (closeness[at] ?? 0) - at / topics.length,
    }))
    .filter((each) => each.closeness >= least)
    .sort((a, b) => b.weight - a.weight)
    .map(({ topic }) => topic);

  const taken = new Set<string>();
  const isFree = (sentence: string) => !taken.has(sentence);
  const take = (sentence: string) => isFree(sentence) && Boolean(taken.add(sentence));
  return { relevance, topics: ranked, everything: topics, take, isFree };
}

/** Passages may overlap, and documents repeat their small print: a sentence that stands twice is kept for neither. */
function withoutRepetitions(topics: Topic[]): Topic[] {
  const seen = new Map<string, number>();
  for (const sentence of topics.flatMap(({ sentences }) => sentences)) {
    seen.set(sentence, (seen.get(sentence) ?? 0) + 1);
  }
  return topics.map((topic) => ({
    ...topic,
    sentences: topic.sentences.filter((sentence) => seen.get(sentence) === 1),
  }));
}

/** Openings that lean on a sentence before. */
const leaning =
  /^(?:it|its|they|their|them|these|those|this|that|such|he|she|his|her|both|either|neither|another|others?|some|most|however|but|and|or|so|yet|nor|then|there|therefore|thus|hence|also|instead|otherwise|together|similarly|likewise|moreover|furthermore|for (?:example|instance)|in (?:that|this|both|such)|even so|the (?:same|second|third|last|latter|former|other|next|result|two|three|rest|total)|here)\b/i;
/** Words that point at something beside the sentence. */
const pointing =
  /\b(?:below|above|following|this (?:page|document|section|article|table|list|group|glossary)|the (?:table|glossary)|the (?:list|examples?) (?:here|on))\b/i;

/** Whether a sentence can be read without its neighbours. */
export function standsAlone(sentence: string): boolean {
  return (
    sentence.length >= 30 &&
    /^["“'(]?[\p{Lu}\p{Nd}]/u.test(sentence) &&
    /[.!?]["”')]?$/.test(sentence) &&
    !leaning.test(sentence) &&
    !/\b(?:too|as well|instead|on top|either)[.!?]$/i.test(sentence) &&
    !pointing.test(sentence)
  );
}

/** The topic's first sentences, together at most `characters` long, of which the first stands by itself; empty when it does not. */
export function opening(topic: Topic, characters: number): string[] {
  const start = topic.sentences.findIndex(standsAlone);
  if (start < 0) return [];
  const chosen: string[] = [];
  for (const sentence of topic.sentences.slice(start, start + 3)) {
    if (pointing.test(sentence) || [...chosen, sentence].join(" ").length > characters) break;
    chosen.push(sentence);
  }
  return chosen;
}
