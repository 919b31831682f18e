import type { Persona } from "../../workspace.ts";
import { clauseText } from "./clauses.ts";
import { everydayMessages } from "./everyday-messages.ts";
import { featuresOf } from "./features.ts";
import { learnWeights, type Weights } from "./learn-weights.ts";
import { createRespeller } from "./respell.ts";
import { stem } from "./stem.ts";
import { functionWords, tokenise, type Word } from "./tokenise.ts";

/** What is known of a workspace's personas. */
export type PersonaKnowledge = {
  /** Mends misspelt words, by the words of the workspace's own texts. */
  respell: (words: readonly Word[]) => Word[];
  weights: Weights;
  /** Does this word alone speak for one of the personas? */
  isTelling: (word: Word) => boolean;
  /** Does this word occur in what the personas write, or carry grammar only? */
  isKnown: (word: Word) => boolean;
  /** Is this what such a person is called ("director", "wholesaler")? */
  isTitle: (word: Word) => boolean;
};

/** In log-odds. */
const tellingWeight = 0.8;

/** Learns from names, descriptions, examples and counter-examples, against everyday messages. */
export function learnPersonas(personas: readonly Persona[]): PersonaKnowledge {
  const own = personas.flatMap((persona, index) =>
    textsOf(persona).map((text) => ({ words: tokenise(text), index })),
  );
  const counter = personas.flatMap((persona) => persona.counterExamples ?? []).map(ofNobody);
  const everyday = everydayMessages.map(ofNobody);
  const weights = learnWeights(
    [...own, ...counter, ...everyday].map(({ words, index }) => ({
      features: featuresOf(words).map((feature) => feature.name),
      belongsTo: index,
    })),
    personas.length,
  );
  const stems = new Set(own.flatMap(({ words }) => words.map(({ form }) => stem(form))));
  const titles = titlesIn(own.map(({ words }) => words));
  return {
    respell: createRespeller([...own, ...counter].map(({ words }) => words)),
    weights,
    isTelling: ({ form }) =>
      !functionWords.has(form) &&
      (weights.ofFeature.get(stem(form))?.some((value) => value > tellingWeight) ?? false),
    isKnown: ({ form }) => functionWords.has(form) || stems.has(stem(form)),
    isTitle: ({ form }) => titles.has(form),
  };
}

function textsOf({ name, description, examples }: Persona): string[] {
  return [name, ...description.split(/(?<=[.!?])\s+/), ...examples];
}

function ofNobody(text: string): { words: Word[]; index: undefined } {
  return { words: tokenise(text), index: undefined };
}

/** The last noun of "I'm the …", "As a …" and "… here" in what such people write, in the singular only. */
function titlesIn(texts: readonly (readonly Word[])[]): Set<string> {
  const titles = new Set<string>();
  for (const words of texts) {
    const { text } = clauseText(words);
    const claimed =
      /^(?:(?:i am|we are) (?:an?|the)|as(?: an?| the)?) (.+)$/.exec(text) ?? /^(.+) here$/.exec(text);
    const phrase = claimed?.[1]?.split(" ") ?? [];
    const end = phrase.findIndex((form) => functionWords.has(form));
    const title = end < 0 ? phrase.at(-1) : phrase[end - 1];
    if (title !== undefined && !/s$|ing$|^[a-z]{1,2}$/.test(title)) titles.add(title);
  }
  return titles;
}
