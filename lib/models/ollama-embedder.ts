import { batchTexts } from "./batch-texts.ts";
import type { Embedder } from "./model.ts";
import { ModelError } from "./model-error.ts";
import type { OllamaConfig } from "./ollama.ts";
import { ollamaNetworkError } from "./ollama-error.ts";
import { ollamaRequest } from "./ollama-request.ts";
import { unitVector } from "./unit-vector.ts";

/** No limit of Ollama's: what a local machine does in one go without holding up a question for long. */
const limits = { texts: 64, bytes: 200_000 };

type LocalEmbedding = { dimensions: number; question: string; passage: string };

/** Sizes and the words that each model was trained to see before a question or a passage, from their model cards. */
const known: Record<string, LocalEmbedding> = {
  "nomic-embed-text": { dimensions: 768, question: "search_query: ", passage: "search_document: " },
  embeddinggemma: {
    dimensions: 768,
    question: "task: search result | query: ",
    passage: "title: none | text: ",
  },
  "mxbai-embed-large": {
    dimensions: 1024,
    question: "Represent this sentence for searching relevant passages: ",
    passage: "",
  },
  "bge-m3": { dimensions: 1024, question: "", passage: "" },
  "all-minilm": { dimensions: 384, question: "", passage: "" },
};

/** The vector size of a local embedding model, when it is one we know. Tags (`:latest`) do not matter. */
export function ollamaDimensions(model: string): number | undefined {
  return known[untagged(model)]?.dimensions;
}

/** The local embedding models that can be named. */
export const ollamaEmbeddingModels = Object.keys(known);

/** A local embedding model over Ollama; one of `ollamaEmbeddingModels`. */
export function ollamaEmbedder({ baseUrl, model }: OllamaConfig): Embedder {
  const local = known[untagged(model)];
  if (!local) throw new Error(`How many dimensions does ${model} have?`);
  const { dimensions } = local;

  return {
    model,
    dimensions,
    async embed(texts, kind, signal, onTokens) {
      const vectors: number[][] = [];
      const marked = texts.map((text) => local[kind] + text);
      for (const batch of batchTexts(marked, limits))
        vectors.push(...(await embedBatch(batch, signal, onTokens)));
      return vectors;
    },
  };

  async function embedBatch(
    input: string[],
    signal: AbortSignal | undefined,
    onTokens: ((tokens: number) => void) | undefined,
  ): Promise<number[][]> {
    const body = { model, input, truncate: true };
    const response = await ollamaRequest({ baseUrl, path: "api/embed", body, signal });
    const { embeddings, prompt_eval_count: tokens } = await readJson(response);
    if (tokens !== undefined) onTokens?.(tokens);
    if (embeddings?.length !== input.length) {
      throw new ModelError(
        "malformed",
        `Ollama: ${embeddings?.length ?? 0} embeddings for ${input.length} texts`,
      );
    }
    return embeddings.map((vector) => unitVector(vector, dimensions));
  }
}

type Answer = { embeddings?: number[][]; prompt_eval_count?: number };

async function readJson(response: Response): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    throw ollamaNetworkError(error);
  }
}

function untagged(model: string): string {
  return model.split(":")[0] ?? model;
}
