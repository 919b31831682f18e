import type { Settings } from "../env.ts";
import type { ModelSettings } from "./choose-models.ts";

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
