import { ConfigurationError } from "./configuration-error.ts";
import { type BuildOptions, modelMaker } from "./make-models.ts";
import type { Embedder, TextModel } from "./model.ts";
import { type ModelName, type ProviderName, parseModelName } from "./model-name.ts";
import type { ModelSettings } from "./model-settings.ts";
import { ollamaDimensions, ollamaEmbeddingModels } from "./ollama-embedder.ts";
import { openaiDimensions } from "./openai-embedder.ts";

export type ChosenModels = ModelsByPurpose & {
  /** Any model of a configured provider, by its name or `provider:model`; undefined for what is none. */
  named(name: string): TextModel | undefined;
  /** Those that run on the company's own machines: no prompt leaves for a cloud provider. */
  local: ModelsByPurpose;
};

export type ModelsByPurpose = {
  /** Each in order of preference; empty when no provider is configured. */
  chat: TextModel[];
  economy: TextModel[];
  page: TextModel[];
  /** `local` is the embedding without a model. */
  embedder: Embedder | "local";
  /** The embedder of a model that was configured before; undefined where its provider is not configured any more. */
  embedderNamed(model: string): Embedder | undefined;
};

type Purpose = { variable: string; preferred: ProviderName[]; defaults: Record<ProviderName, string> };

const chat: Purpose = {
  variable: "CHAT_MODEL",
  preferred: ["openai", "anthropic", "ollama"],
  defaults: { openai: "gpt-4o", anthropic: "claude-sonnet-5-5", ollama: "llama3.2" },
};
const economy: Purpose = {
  variable: "ECONOMY_MODEL",
  preferred: ["openai", "anthropic", "ollama"],
  defaults: { openai: "gpt-4o-mini", anthropic: "claude-haiku-5-5", ollama: "llama3.2" },
};
const page: Purpose = {
  variable: "PAGE_MODEL",
  preferred: ["anthropic", "openai", "ollama"],
  defaults: { openai: "gpt-4o", anthropic: "claude-sonnet-5-5", ollama: "llama3.2" },
};

const defaultEmbeddingModel = "text-embedding-3-small";
const keyVariables: Record<ProviderName, string> = {
  openai: "OPENAI_API_KEY",
  anthropic: "ANTHROPIC_API_KEY",
  ollama: "OLLAMA_BASE_URL",
};

/**
 * The models of this installation: for each purpose the configured one first, then what the other configured
 * providers offer, for when it fails. Keys and addresses come from here only, never from a request. Each call to
 * an endpoint is limited in time, accounted for and guarded by its breaker. Throws ConfigurationError for a name
 * that cannot be read and for a model whose provider is not configured.
 */
export function chooseModels(settings: ModelSettings, build: BuildOptions = {}): ChosenModels {
  const make = modelMaker(settings, build);
  const names = {
    chat: modelNames(chat, settings.chatModel, settings),
    economy: modelNames(economy, settings.economyModel, settings),
    page: modelNames(page, settings.pageModel, settings),
  };
  const embedding = chooseEmbedding(settings);
  const embedderNamed = (model: string, isAllowed: (name: ModelName) => boolean) => {
    const name = embeddingName(model);
    return name && isConfigured(name.provider, settings) && isAllowed(name) ? make.embedder(name) : undefined;
  };
  const isLocal = (name: ModelName) => isLocalModel(name, settings.ollamaBaseUrl ?? "");
  const made = (chosen: ModelName[]) => chosen.map(make.text);
  return {
    chat: made(names.chat),
    economy: made(names.economy),
    page: made(names.page),
    embedder: embedding === "local" ? "local" : make.embedder(embedding),
    embedderNamed: (model) => embedderNamed(model, () => true),
    named(name) {
      const parsed = parseModelName(name);
      return parsed && isConfigured(parsed.provider, settings) ? make.text(parsed) : undefined;
    },
    local: {
      chat: made(names.chat.filter(isLocal)),
      economy: made(names.economy.filter(isLocal)),
      page: made(names.page.filter(isLocal)),
      embedder: embedding === "local" || !isLocal(embedding) ? "local" : make.embedder(embedding),
      embedderNamed: (model) => embedderNamed(model, isLocal),
    },
  };
}

function modelNames(purpose: Purpose, configured: string | undefined, settings: ModelSettings): ModelName[] {
  const named = configured ? [required(purpose.variable, configured, settings)] : [];
  const others = purpose.preferred
    .filter((provider) => isConfigured(provider, settings) && provider !== named[0]?.provider)
    .map((provider) => ({ provider, model: purpose.defaults[provider] }));
  return [...named, ...others];
}

/** Ollama passes what is asked of its `cloud` models on to its own servers, and those can be asked directly. */
function isLocalModel({ provider, model }: ModelName, addresses: string): boolean {
  return provider === "ollama" && !/[:-]cloud$/.test(model) && !/\bollama\.com\b/i.test(addresses);
}

function required(variable: string, configured: string, settings: ModelSettings): ModelName {
  const name = parseModelName(configured);
  if (!name) throw new ConfigurationError(variable, "must name a model, as `model` or `provider:model`");
  if (isConfigured(name.provider, settings)) return name;
  throw new ConfigurationError(
    variable,
    `names ${name.model} of ${name.provider}, which needs ${keyVariables[name.provider]} to be set`,
  );
}

function isConfigured(provider: ProviderName, settings: ModelSettings): boolean {
  switch (provider) {
    case "openai":
      return Boolean(settings.openaiApiKey);
    case "anthropic":
      return Boolean(settings.anthropicApiKey);
    case "ollama":
      return Boolean(settings.ollamaBaseUrl);
  }
}

/** Ollama embeds only when it is told with what: which models it has pulled is not known at start. */
function chooseEmbedding(settings: ModelSettings): ModelName | "local" {
  const configured = settings.embeddingModel ?? (settings.openaiApiKey ? defaultEmbeddingModel : "local");
  if (configured === "local") return "local";

  const name = required("EMBEDDING_MODEL", configured, settings);
  const { provider, model } = name;
  switch (provider) {
    case "openai":
      if (openaiDimensions(model) === undefined) throw unknownEmbedding(model, "an OpenAI embedding model");
      return name;
    case "anthropic":
      throw unknownEmbedding(model, "of OpenAI or Ollama: Anthropic offers no embeddings");
    case "ollama":
      if (ollamaDimensions(model) === undefined)
        throw unknownEmbedding(model, ollamaEmbeddingModels.join(", "));
      return name;
  }
}

/** Vectors are kept under the model's bare name. */
function embeddingName(model: string): ModelName | undefined {
  if (openaiDimensions(model) !== undefined) return { provider: "openai", model };
  if (ollamaDimensions(model) !== undefined) return { provider: "ollama", model };
  return undefined;
}

function unknownEmbedding(model: string, allowed: string): ConfigurationError {
  return new ConfigurationError("EMBEDDING_MODEL", `names ${model}; it must be local, or ${allowed}`);
}
