import { hashForms } from "../../lib/knowledge/hash-forms.ts";
import { joinParts } from "../../lib/knowledge/join-parts.ts";
import { readFeatures } from "../../lib/knowledge/read-features.ts";
import type { Embedder } from "../../lib/models/model.ts";

/** Plain hashing, to compare the local embedder with: the forms of a text's words in all 384 numbers. */
export const hashingEmbedder: Embedder = {
  model: "hashing",
  dimensions: 384,
  embed: async (texts) =>
    texts.map((text) => joinParts([{ values: hashForms(readFeatures(text).forms, 384), share: 1 }])),
};
