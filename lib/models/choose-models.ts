import { anthropicText } from "./anthropic.ts";
import { ConfigurationError } from "./configuration-error.ts";
import type { Embedder, TextModel } from "./model.ts";
import { type ModelName, type ProviderName, parseModelName } from "./model-name.ts";
import { ollamaText } from "./ollama.ts";
import { ollamaDimensions, ollamaEmbedder, ollamaEmbeddingModels } from "./ollama-embedder.ts";
import { openaiText } from "./openai.ts";
import { openaiDimensions, openaiEmbedder } from "./openai-embedder.ts";

/** The model variables of the environment, as they were set. */
export type ModelSettings = {
  openaiApiKey?: string | undefined;
  openaiBaseUrl?: string | undefined;
  anthropicApiKey?: string | undefined;
  anthropicBaseUrl?: string | undefined;
  ollamaBaseUrl?: string | undefined;
  chatModel?: string | undefined;
  economyModel?: string | undefined;
  pageModel?: string | undefined;
  embeddingModel?: string | undefined;
};

export type ChosenModels = {
  /** Each in order of preference; empty when no provider is configured. */
  chat: TextModel[];
  economy: TextModel[];
  page: TextModel[];
  /** `local` is the embedding without a model. */
  embedder: Embedder | "local";
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
 * providers offer, for when it fails. Keys and addresses come from here only, never from a request. Throws
 * ConfigurationError for a name that cannot be read and for a model whose provider is not configured.
 */
export function chooseModels(settings: ModelSettings): ChosenModels {
  return {
    chat: textModels(chat, settings.chatModel, settings),
    economy: textModels(economy, settings.economyModel, settings),
    page: textModels(page, settings.pageModel, settings),
    embedder: chooseEmbedder(settings),
  };
}

function textModels(purpose: Purpose, configured: string | undefined, settings: ModelSettings): TextModel[] {
  const named = configured ? [required(purpose.variable, configured, settings)] : [];
  const others = purpose.preferred
    .filter((provider) => isConfigured(provider, settings) && provider !== named[0]?.provider)
    .map((provider) => ({ provider, model: purpose.defaults[provider] }));
  return [...named, ...others].map((name) => textModel(name, settings));
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

/** A model by the name a caller gives it; undefined where its provider is not configured or it is no name. */
export function modelNamed(name: string, settings: ModelSettings): TextModel | undefined {
  const parsed = parseModelName(name);
  return parsed && isConfigured(parsed.provider, settings) ? textModel(parsed, settings) : undefined;
}

function textModel({ provider, model }: ModelName, settings: ModelSettings): TextModel {
  switch (provider) {
    case "openai":
      return openaiText({ apiKey: settings.openaiApiKey ?? "", baseUrl: settings.openaiBaseUrl, model });
    case "anthropic":
      return anthropicText({
        apiKey: settings.anthropicApiKey ?? "",
        baseUrl: settings.anthropicBaseUrl,
        model,
      });
    case "ollama":
      return ollamaText({ baseUrl: settings.ollamaBaseUrl ?? "", model });
  }
}

/** Ollama embeds only when it is told with what: which models it has pulled is not known at start. */
function chooseEmbedder(settings: ModelSettings): Embedder | "local" {
  const configured = settings.embeddingModel ?? (settings.openaiApiKey ? defaultEmbeddingModel : "local");
  if (configured === "local") return "local";

  const { provider, model } = required("EMBEDDING_MODEL", configured, settings);
  switch (provider) {
    case "openai":
      if (openaiDimensions(model) === undefined) throw unknownEmbedding(model, "an OpenAI embedding model");
      return openaiEmbedder({ apiKey: settings.openaiApiKey ?? "", baseUrl: settings.openaiBaseUrl, model });
    case "anthropic":
      throw unknownEmbedding(model, "of OpenAI or Ollama: Anthropic offers no embeddings");
    case "ollama":
      if (ollamaDimensions(model) === undefined)
        throw unknownEmbedding(model, ollamaEmbeddingModels.join(", "));
      return ollamaEmbedder({ baseUrl: settings.ollamaBaseUrl ?? "", model });
  }
}

function unknownEmbedding(model: string, allowed: string): ConfigurationError {
  return new ConfigurationError("EMBEDDING_MODEL", `names ${model}; it must be local, or ${allowed}`);
}
