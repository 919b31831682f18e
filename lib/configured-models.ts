import type { Settings } from "./env.ts";
import { localEmbedder } from "./knowledge/embed-local.ts";
import { chooseModels } from "./models/choose-models.ts";
import type { Embedder, TextModel } from "./models/model.ts";
import { modelSettings } from "./models/model-settings.ts";
import { withFallback } from "./models/with-fallback.ts";
import { withTimeout } from "./models/with-timeout.ts";

/** The models of this installation, ready to be asked; null where none is connected. */
export type ConfiguredModels = {
  chat: TextModel | null;
  economy: TextModel | null;
  page: TextModel | null;
  embedder: Embedder;
};

/** Throws ConfigurationError for a model that cannot be used as it is named. */
export function configuredModels(settings: Settings): ConfiguredModels {
  const chosen = chooseModels(modelSettings(settings));
  return {
    chat: answering(chosen.chat),
    economy: answering(chosen.economy),
    page: answering(chosen.page),
    embedder: chosen.embedder === "local" ? localEmbedder : chosen.embedder,
  };
}

/** One model out of several: each is given up when it is silent, then the next is asked. */
function answering(models: TextModel[]): TextModel | null {
  return models.length > 0 ? withFallback(models.map((model) => withTimeout(model))) : null;
}
