import type { ConfiguredModels, ModelChains } from "./configured-models.ts";
import type { KeptCounts } from "./kept.ts";
import type { Embedder, TextModel } from "./models/model.ts";
import type { ProviderName } from "./models/model-name.ts";
import { visitorChain } from "./models/visitor-chain.ts";
import { type KeptQuestions, withKeptQuestions } from "./models/with-kept-questions.ts";

/** What each workspace may ask, and the vectors of questions that were asked lately. */
export type WorkspaceModels = {
  /**
   * What a workspace's texts are embedded by: the model whose vectors serve, also while those of a newly configured one
   * are made. Never a cloud provider's model where the workspace is local only.
   */
  embedderFor(workspace: { slug: string; localOnly: boolean }): Embedder;
  /** What they would be embedded by as it comes: nothing that the workspace has taught it. */
  configuredEmbedder(workspace: { localOnly: boolean }): Embedder;
  /**
   * Told which model's vectors serve, as the workspace's row says; null: those of the model that is configured, or of
   * what the workspace has taught it. Throws DatabaseError.
   */
  serve(workspace: Served, embeddingModel: string | null): Promise<void>;
  chainsFor(workspace: { localOnly: boolean }): ModelChains;
  /** The models a workspace may choose among, each by itself and in order of preference, and any other by its name. */
  choiceFor(workspace: { localOnly: boolean }): ModelChoice;
  questions: {
    counts(): KeptCounts;
    /** Forgets the vectors of a workspace's questions; returns how many. */
    clear(slug: string): number;
  };
};

type Served = { id: string; slug: string; localOnly: boolean };
/** What a workspace has taught `base`, or `base` itself (knowledge/load-learned.ts). */
type Taught = (order: { workspaceId: string; base: Embedder }) => Promise<Embedder>;

export type ModelChoice = {
  candidates: Record<"strong" | "economy" | "page", TextModel[]>;
  named: (name: string) => TextModel | undefined;
};

export function workspaceModels(models: ConfiguredModels, taught: Taught): WorkspaceModels {
  /** By the embedder's model. */
  const questions = new Map<string, KeptQuestions>();
  /** By the workspace's slug and whether it is local only, so that nothing of before that was decided is used after. */
  const serving = new Map<string, Embedder>();
  const keyOf = ({ slug, localOnly }: { slug: string; localOnly: boolean }) => `${slug} ${localOnly}`;

  function keptQuestions(embedder: Embedder): KeptQuestions {
    const known = questions.get(embedder.model) ?? withKeptQuestions(embedder);
    questions.set(embedder.model, known);
    return known;
  }

  return {
    embedderFor(workspace) {
      const known = keptQuestions(serving.get(keyOf(workspace)) ?? models.modelsFor(workspace).embedder);
      return {
        model: known.model,
        dimensions: known.dimensions,
        embed: (texts, kind, signal, onTokens) =>
          known.embed(
            texts,
            kind,
            signal,
            onTokens,
            texts.map(() => workspace.slug),
          ),
      };
    },
    configuredEmbedder: (workspace) => models.modelsFor(workspace).embedder,
    async serve(workspace, embeddingModel) {
      const { embedder: base, embedderNamed } = models.modelsFor(workspace);
      const wanted = await taught({ workspaceId: workspace.id, base });
      const before = serving.get(keyOf(workspace));
      const known = [wanted, before].find((one) => one?.model === embeddingModel);
      const named = known ?? (embeddingModel === null ? undefined : embedderNamed(embeddingModel));
      serving.set(keyOf(workspace), named ?? wanted);
    },
    chainsFor: models.modelsFor,
    choiceFor: (workspace) => ({
      candidates: models.modelsFor(workspace).candidates,
      named: models.named,
    }),
    questions: {
      counts: () => summed([...questions.values()].map((one) => one.counts())),
      clear: (slug) => [...questions.values()].reduce((total, one) => total + one.clear(slug), 0),
    },
  };
}

/** The connected models by themselves, without a workspace's knowledge: those that a caller may name. */
export function everyModel({ candidates: { strong, page, economy } }: ModelChoice): TextModel[] {
  const every = new Map([...strong, ...page, ...economy].map((model) => [nameOf(model), model]));
  return [...every.values()];
}

/** The chat models with one provider's first; undefined where it is not connected, or not for this workspace. */
export function preferring(
  provider: ProviderName,
  { candidates: { strong } }: ModelChoice,
): TextModel | undefined {
  const preferred = strong.filter((model) => model.provider === provider);
  if (preferred.length === 0) return undefined;
  const others = strong.filter((model) => model.provider !== provider);
  return visitorChain("text", [...preferred, ...others]) ?? undefined;
}

function nameOf({ provider, model }: TextModel): string {
  return `${provider}:${model}`;
}

function summed(counts: KeptCounts[]): KeptCounts {
  const sum = (pick: (counts: KeptCounts) => number) => counts.reduce((total, one) => total + pick(one), 0);
  return {
    hits: sum(({ hits }) => hits),
    misses: sum(({ misses }) => misses),
    entries: sum(({ entries }) => entries),
  };
}
