import type { Settings } from "./env.ts";
import { localEmbedder } from "./knowledge/embed-local.ts";
import { chooseModels, modelNamed } from "./models/choose-models.ts";
import type { Embedder, TextModel } from "./models/model.ts";
import { modelSettings } from "./models/model-settings.ts";
import { withFallback } from "./models/with-fallback.ts";
import { withTimeout } from "./models/with-timeout.ts";

type ModelChains = { chat: TextModel[]; economy: TextModel[]; page: TextModel[] };

/** The models of this installation, ready to be asked; null where none is connected. */
export type ConfiguredModels = {
  chat: TextModel | null;
  page: TextModel | null;
  /** Cheaper and weaker, for either. */
  economy: TextModel | null;
  /** The same, each by itself, in order of preference: for a caller who chooses. */
  chains: ModelChains;
  /** Any other model of a configured provider, by its name or `provider:model`. */
  named: (name: string) => TextModel | undefined;
  embedder: Embedder;
};

/** Throws ConfigurationError for a model that cannot be used as it is named. */
export function configuredModels(settings: Settings): ConfiguredModels {
  const chosen = chooseModels(modelSettings(settings));
  const chains = {
    chat: chosen.chat.map((model) => withTimeout(model)),
    economy: chosen.economy.map((model) => withTimeout(model)),
    page: chosen.page.map((model) => withTimeout(model)),
  };
  return {
    chat: answering(chains.chat),
    page: answering(chains.page),
    economy: answering(chains.economy),
    chains,
    named: (name) => {
      const model = modelNamed(name, modelSettings(settings));
      return model && withTimeout(model);
    },
    embedder: chosen.embedder === "local" ? localEmbedder : chosen.embedder,
  };
}

/** One model out of several: each is given up when it is silent, then the next is asked. */
function answering(models: TextModel[]): TextModel | null {
  return models.length > 0 ? withFallback(models) : null;
}
