import type { Settings } from "../env.ts";

/** The model variables of the environment, as they were set; keys and addresses may be several (read-endpoints.ts). */
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

/** The part of the settings that says which models there are. */
export function modelSettings(settings: Settings): ModelSettings {
  return {
    openaiApiKey: settings.OPENAI_API_KEY,
    openaiBaseUrl: settings.OPENAI_BASE_URL,
    anthropicApiKey: settings.ANTHROPIC_API_KEY,
    anthropicBaseUrl: settings.ANTHROPIC_BASE_URL,
    ollamaBaseUrl: settings.OLLAMA_BASE_URL,
    chatModel: settings.CHAT_MODEL,
    economyModel: settings.ECONOMY_MODEL,
    pageModel: settings.PAGE_MODEL,
    embeddingModel: settings.EMBEDDING_MODEL,
  };
}
