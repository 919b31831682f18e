import { anthropicText } from "./anthropic.ts";
import type { Attempt } from "./attempt.ts";
import { type Breakers, newBreakers } from "./breakers.ts";
import { newEndpointLoad } from "./endpoint-load.ts";
import type { Embedder, TextModel } from "./model.ts";
import type { ModelName } from "./model-name.ts";
import type { ModelSettings } from "./model-settings.ts";
import { ollamaText } from "./ollama.ts";
import { ollamaEmbedder } from "./ollama-embedder.ts";
import { openaiText } from "./openai.ts";
import { openaiEmbedder } from "./openai-embedder.ts";
import { type Endpoint, readAddresses, readEndpoints } from "./read-endpoints.ts";
import type { HeaderWatch } from "./watched-fetch.ts";
import { withBatching } from "./with-batching.ts";
import { withBreaker } from "./with-breaker.ts";
import { withEmbeddingGuard } from "./with-embedding-guard.ts";
import { withEndpoints } from "./with-endpoints.ts";
import { withMetering } from "./with-metering.ts";
import { type TimeoutOptions, withTimeout } from "./with-timeout.ts";

export type BuildOptions = {
  breakers?: Breakers;
  timeouts?: TimeoutOptions;
  embedding?: { attempts: number; delayMs: number; timeoutMs: number };
  /** Told of each request for embeddings, which many callers may share. */
  onEmbedding?: ((attempt: Attempt, owners: string[]) => void) | undefined;
};

/** For whoever sets no time of their own; a visitor's turn does. */
const timeLimits: TimeoutOptions = { firstTokenMs: 30_000, betweenTokensMs: 15_000 };

const embeddingLimits = { attempts: 3, delayMs: 300, timeoutMs: 30_000 };

/**
 * Makes models with all that belongs to one model: time limits, metering and a breaker at each endpoint, and the
 * choice between endpoints. Each model is made once, so that all who use it share its breakers and its load.
 */
export function modelMaker(settings: ModelSettings, options: BuildOptions) {
  const { breakers = newBreakers(), timeouts = timeLimits, embedding = embeddingLimits } = options;
  const made = new Map<string, TextModel>();

  return {
    text(name: ModelName): TextModel {
      const key = `${name.provider}:${name.model}`;
      const model = made.get(key) ?? newText(name);
      made.set(key, model);
      return model;
    },
    embedder(name: ModelName): Embedder {
      const endpoints = endpointsOf(name, settings).map((endpoint) => {
        const load = newEndpointLoad(endpoint);
        const breaker = breakers.of({ ...name, endpoint: endpoint.place });
        return { embedder: embedderAt(name, endpoint, load.observe), load, breaker };
      });
      const guard = { provider: name.provider, ...embedding, onAttempt: options.onEmbedding };
      return withBatching(withEmbeddingGuard(endpoints, guard));
    },
  };

  function newText(name: ModelName): TextModel {
    const endpoints = endpointsOf(name, settings).map((endpoint) => {
      const load = newEndpointLoad(endpoint);
      const breaker = breakers.of({ ...name, endpoint: endpoint.place });
      const timed = withTimeout(textAt(name, endpoint, load.observe), timeouts);
      return { model: withBreaker(withMetering(timed), breaker), load };
    });
    return withEndpoints(endpoints);
  }
}

function endpointsOf({ provider }: ModelName, settings: ModelSettings): Endpoint[] {
  switch (provider) {
    case "openai":
      return readEndpoints({ provider, keys: settings.openaiApiKey ?? "", urls: settings.openaiBaseUrl });
    case "anthropic":
      return readEndpoints({
        provider,
        keys: settings.anthropicApiKey ?? "",
        urls: settings.anthropicBaseUrl,
      });
    case "ollama":
      return readAddresses(settings.ollamaBaseUrl ?? "");
  }
}

function textAt({ provider, model }: ModelName, endpoint: Endpoint, onHeaders: HeaderWatch): TextModel {
  const { apiKey, baseUrl } = endpoint;
  switch (provider) {
    case "openai":
      return openaiText({ apiKey, baseUrl, model, onHeaders });
    case "anthropic":
      return anthropicText({ apiKey, baseUrl, model, onHeaders });
    case "ollama":
      return ollamaText({ baseUrl: baseUrl ?? "", model });
  }
}

function embedderAt({ provider, model }: ModelName, endpoint: Endpoint, onHeaders: HeaderWatch): Embedder {
  const { apiKey, baseUrl } = endpoint;
  switch (provider) {
    case "openai":
      return openaiEmbedder({ apiKey, baseUrl, model, onHeaders });
    case "anthropic":
      throw new Error("Anthropic offers no embeddings.");
    case "ollama":
      return ollamaEmbedder({ baseUrl: baseUrl ?? "", model });
  }
}
