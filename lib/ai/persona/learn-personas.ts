import type { Persona } from "../../workspace.ts";
import { clauseText } from "./clauses.ts";
import { everydayMessages } from "./everyday-messages.ts";
import { featuresOf } from "./features.ts";
import { type LearningExample, learnWeights, type Weights } from "./learn-weights.ts";
import { createRespeller } from "./respell.ts";
import { stem } from "./stem.ts";
import { functionWords, tokenise, type Word } from "./tokenise.ts";

/** What is known of a workspace's personas: how to mend words, what words weigh, which words tell. */
export type PersonaKnowledge = {
  respell: (words: readonly Word[]) => Word[];
  weights: Weights;
  /** Does this word alone speak for one of the personas? */
  isTelling: (word: Word) => boolean;
  /** Does this word occur in what the personas write? */
  isKnown: (word: Word) => boolean;
  /** Is this what such a person is called: "director", "wholesaler"? */
  isTitle: (word: Word) => boolean;
};

const tellingWeight = 0.8;

/** Learns from names, descriptions, examples and counter-examples, against everyday messages. */
export function learnPersonas(personas: readonly Persona[]): PersonaKnowledge {
  const own = personas.flatMap((persona, belongsTo) =>
    [persona.name, ...persona.description.split(/(?<=[.!?])\s+/), ...persona.examples].map((text) => ({
      words: tokenise(text),
      belongsTo,
    })),
  );
  const counter = personas.flatMap((persona) => persona.counterExamples ?? []).map(ofNobody);
  const everyday = everydayMessages.map(ofNobody);
  const examples: LearningExample[] = [...own, ...counter, ...everyday].map(({ words, belongsTo }) => ({
    features: featuresOf(words).map((feature) => feature.name),
    belongsTo,
  }));
  const weights = learnWeights(examples, personas.length);
  const isTelling = ({ form }: Word) =>
    !functionWords.has(form) && (weights.ofFeature.get(stem(form))?.some((value) => value > tellingWeight) ?? false);
  const titles = titlesIn(own.map(({ words }) => words));
  const roots = new Set(own.flatMap(({ words }) => words.map(({ form }) => stem(form))));
  const isKnown = ({ form }: Word) => functionWords.has(form) || roots.has(stem(form));
  const isTitle = ({ form }: Word) => titles.has(form);
  return { isKnown, isTitle, respell: createRespeller([...own, ...counter].map(({ words }) => words)), weights, isTelling };
}

/** The last noun of "I'm the …", "As a …" and "… here" in what such people write. In the singular only. */
function titlesIn(texts: readonly (readonly Word[])[]): Set<string> {
  const titles = new Set<string>();
  for (const words of texts) {
    const { text } = clauseText(words);
    const phrase = /^(?:(?:i am|we are) (?:an?|the)|as(?: an?| the)?) (.+)$/.exec(text)?.[1] ?? /^(.+) here$/.exec(text)?.[1];
    const noun = phrase?.split(" ");
    const end = noun?.findIndex((form) => functionWords.has(form)) ?? -1;
    const title = end < 0 ? noun?.at(-1) : noun?.[end - 1];
    if (title !== undefined && !/s$|ing$|^[a-z]{1,2}$/.test(title)) titles.add(title);
  }
  return titles;
}

function ofNobody(text: string): { words: Word[]; belongsTo: undefined } {
  return { words: tokenise(text), belongsTo: undefined };
}
