import type { Settings } from "./env.ts";
import { localEmbedder } from "./knowledge/embed-local.ts";
import type { Attempt } from "./models/attempt.ts";
import type { BreakerState, BreakerStore } from "./models/breaker.ts";
import { newBreakers } from "./models/breakers.ts";
import { chooseModels, type ModelsByPurpose } from "./models/choose-models.ts";
import type { Embedder, TextModel } from "./models/model.ts";
import { modelSettings } from "./models/model-settings.ts";
import { visitorChain } from "./models/visitor-chain.ts";

/** The models that a workspace may use; chains are null where none is connected. */
export type ModelChains = {
  /** Ready for a visitor's turn: one quick retry, then the next model, the first word in time. */
  strong: TextModel | null;
  economy: TextModel | null;
  page: TextModel | null;
  embedder: Embedder;
  /** The embedder of a model whose vectors are still stored; undefined where it cannot be asked any more. */
  embedderNamed(model: string): Embedder | undefined;
  /** For the engine, which retries and falls back by each call's own rules: in order of preference. */
  candidates: Record<"strong" | "economy" | "page", TextModel[]>;
};

/** The models of this installation, ready to be asked. */
export type ConfiguredModels = {
  /** `localOnly`: no model and no embedder of a cloud provider is among them. */
  modelsFor(workspace: { localOnly: boolean }): ModelChains;
  /** Any other model of a configured provider, by its name or `provider:model`. */
  named(name: string): TextModel | undefined;
  breakers(): { provider: string; model: string; state: BreakerState }[];
  /** From now on breakers are one with those of other instances. */
  shareBreakers(store: BreakerStore): void;
};

type Watching = {
  /** Told of each request for embeddings, which belong to no one turn, and whose its texts were. */
  onEmbedding?: (attempt: Attempt, owners: string[]) => void;
  /** Told when a model's breaker opens after it was closed; not of each probe that fails after that. */
  onBreakerOpen?: (model: { provider: string; model: string }) => void;
};

/** Throws ConfigurationError for a model that cannot be used as it is named. */
export function configuredModels(
  settings: Settings,
  { onEmbedding, onBreakerOpen }: Watching = {},
): ConfiguredModels {
  const breakers = newBreakers({
    onChange({ provider, model, state, openings }) {
      if (state === "open" && openings <= 1) onBreakerOpen?.({ provider, model });
    },
  });
  const chosen = chooseModels(modelSettings(settings), { breakers, onEmbedding });
  const every = chainsOf(chosen);
  const local = chainsOf(chosen.local);
  return {
    modelsFor: ({ localOnly }) => (localOnly ? local : every),
    named: chosen.named,
    breakers: breakers.states,
    shareBreakers: breakers.share,
  };
}

function chainsOf({ chat, economy, page, embedder, embedderNamed }: ModelsByPurpose): ModelChains {
  const named = new Map<string, Embedder | undefined>();
  return {
    strong: visitorChain("text", chat),
    economy: visitorChain("text", economy),
    page: visitorChain("page", page),
    embedder: embedder === "local" ? localEmbedder : embedder,
    embedderNamed(model) {
      if (model === localEmbedder.model) return localEmbedder;
      if (!named.has(model)) named.set(model, embedderNamed(model));
      return named.get(model);
    },
    candidates: { strong: chat, economy, page },
  };
}
