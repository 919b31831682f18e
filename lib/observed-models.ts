import type { ConfiguredModels, ModelChains } from "./configured-models.ts";
import type { TextModel } from "./models/model.ts";
import { observedModel } from "./observed-model.ts";

/** The models of an installation, each observed, however it is reached. */
export function observedModels(models: ConfiguredModels): ConfiguredModels {
  const every = observedChains(models.modelsFor({ localOnly: false }));
  const local = observedChains(models.modelsFor({ localOnly: true }));
  return {
    ...models,
    modelsFor: ({ localOnly }) => (localOnly ? local : every),
    named(name) {
      const model = models.named(name);
      return model && observedModel(model);
    },
  };
}

function observedChains({ strong, economy, page, candidates, ...rest }: ModelChains): ModelChains {
  const observed = (model: TextModel | null) => model && observedModel(model);
  return {
    ...rest,
    strong: observed(strong),
    economy: observed(economy),
    page: observed(page),
    candidates: {
      strong: candidates.strong.map(observedModel),
      economy: candidates.economy.map(observedModel),
      page: candidates.page.map(observedModel),
    },
  };
}
