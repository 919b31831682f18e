import type { Settings } from "./env.ts";
import { chooseModels } from "./models/choose-models.ts";
import type { TextModel } from "./models/model.ts";
import type { ProviderName } from "./models/model-name.ts";
import { modelSettings } from "./models/model-settings.ts";
import { withTimeout } from "./models/with-timeout.ts";

const lists = new WeakMap<Settings, TextModel[]>();

/** Every model that this installation is configured with, each once, those for chat first. */
export function listPlainModels(settings: Settings): TextModel[] {
  const kept = lists.get(settings);
  if (kept) return kept;
  const { chat, page, economy } = chooseModels(modelSettings(settings));
  const named = new Map([...chat, ...page, ...economy].reverse().map((model) => [nameOf(model), model]));
  const models = [...named.values()].reverse().map((model) => withTimeout(model));
  lists.set(settings, models);
  return models;
}

/** The chat models with those of `provider` first, the others behind them; undefined where it offers none. */
export function chatModelsPreferring(settings: Settings, provider: ProviderName): TextModel[] | undefined {
  const { chat } = chooseModels(modelSettings(settings));
  const preferred = chat.filter((model) => model.provider === provider);
  if (preferred.length === 0) return undefined;
  return [...preferred, ...chat.filter((model) => model.provider !== provider)].map((model) =>
    withTimeout(model),
  );
}

function nameOf({ provider, model }: TextModel): string {
  return `${provider}:${model}`;
}
