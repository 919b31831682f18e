import type { Embedder } from "../models/model.ts";
import type { CorpusMeanings } from "./corpus-meanings.ts";
import { localEmbedder, meaningOf } from "./embed-local.ts";
import { hashForms } from "./hash-forms.ts";
import { joinParts } from "./join-parts.ts";
import { readFeatures } from "./read-features.ts";

/** Shares of the similarity of two texts: the forms of their words, what these mean in English, and what in the company's documents. */
const shares = { forms: 0.2, english: 0.4, corpus: 0.4 };

/**
 * The local embedder with what was learnt from a workspace's own passages (corpus-meanings.ts) in place of a part of
 * its hashed forms. A passage that came later is embedded like the others, by the words that were learnt.
 */
export function learnedEmbedder(meanings: CorpusMeanings): Embedder {
  const { dimensions } = localEmbedder;
  return {
    model: `${localEmbedder.model}+${meanings.id}`,
    dimensions,
    embed: async (texts) => texts.map((text) => embedWith(meanings, text, dimensions)),
  };
}

function embedWith(meanings: CorpusMeanings, text: string, dimensions: number): number[] {
  const features = readFeatures(text);
  const english = meaningOf(features);
  const forms = dimensions - english.length - meanings.dimensions;
  return joinParts([
    { values: hashForms(features.forms, forms), share: shares.forms },
    { values: english, share: shares.english },
    { values: meanings.meaningOf(features), share: shares.corpus },
  ]);
}
