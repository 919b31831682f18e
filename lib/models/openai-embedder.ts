import { batchTexts } from "./batch-texts.ts";
import type { Embedder } from "./model.ts";
import { ModelError } from "./model-error.ts";
import type { OpenAIConfig } from "./openai.ts";
import { openaiClient } from "./openai-client.ts";
import { openaiError } from "./openai-error.ts";
import { unitVector } from "./unit-vector.ts";

/** 2,048 inputs and 300,000 tokens a request (API reference); a token is at least a byte, so bytes are the safe side. */
const limits = { texts: 2_048, bytes: 300_000 };

/**
 * Sizes that we ask for. text-embedding-3-large has 3,072 of its own, but a vector index ends at 2,000, and the
 * API shortens these models' vectors without a loss that shows.
 */
const dimensionsOf: Record<string, { dimensions: number; asked: boolean }> = {
  "text-embedding-3-small": { dimensions: 1536, asked: false },
  "text-embedding-3-large": { dimensions: 1536, asked: true },
  "text-embedding-ada-002": { dimensions: 1536, asked: false },
};

export type OpenAIEmbedderConfig = OpenAIConfig & { dimensions?: number };

/** The vector size of an OpenAI embedding model, when it is one we know. */
export function openaiDimensions(model: string): number | undefined {
  return dimensionsOf[model]?.dimensions;
}

/** An embedding model of OpenAI. `dimensions` shortens the vectors, and is needed for a model that we do not know. */
export function openaiEmbedder({
  apiKey,
  baseUrl,
  model,
  dimensions,
  onHeaders,
}: OpenAIEmbedderConfig): Embedder {
  const size = dimensions ?? knownDimensions(model);
  const client = openaiClient({ apiKey, baseUrl, onHeaders });
  const asked = dimensions !== undefined || dimensionsOf[model]?.asked === true;

  return {
    model,
    dimensions: size,
    async embed(texts, _kind, signal, onTokens) {
      const vectors: number[][] = [];
      for (const batch of batchTexts(texts, limits)) {
        const { data, usage } = await ask(batch, signal);
        if (usage) onTokens?.(usage.prompt_tokens);
        vectors.push(...inOrder(data, batch.length).map((vector) => unitVector(vector, size)));
      }
      return vectors;
    },
  };

  async function ask(input: string[], signal: AbortSignal | undefined): Promise<Answer> {
    signal?.throwIfAborted();
    const body = { model, input, ...(asked && { dimensions: size }) };
    try {
      const { embeddings } = await client();
      return await embeddings.create(body, { signal });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw openaiError(error, apiKey);
    }
  }
}

type Answer = {
  data: { index: number; embedding: number[] }[];
  /** Compatible servers may leave it out. */
  usage?: { prompt_tokens: number };
};

function knownDimensions(model: string): number {
  const known = openaiDimensions(model);
  if (known === undefined) throw new Error(`How many dimensions does ${model} have?`);
  return known;
}

function inOrder(data: Answer["data"], count: number): number[][] {
  const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
  if (vectors.length === count) return vectors;
  throw new ModelError("malformed", `OpenAI: ${vectors.length} embeddings for ${count} texts`);
}
