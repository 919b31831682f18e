import "server-only";
import type { LoadedWorkspace, TurnDeps } from "./ai/turn-deps.ts";
import type { TurnQueue } from "./ai/turn-queue.ts";
import type { PublicWorkspace } from "./client/public-workspace.ts";
import type { ConfiguredModels } from "./configured-models.ts";
import type { Database } from "./db/call.ts";
import type { KeptCounts } from "./kept.ts";
import type { IngestWorker } from "./knowledge/ingest-worker.ts";
import { learnEmbedder } from "./knowledge/learn-embedder.ts";
import { learnInWorker } from "./knowledge/learn-in-worker.ts";
import { reembedPassages } from "./knowledge/reembed-passages.ts";
import type { Embedder, TextModel } from "./models/model.ts";
import type { ProviderName } from "./models/model-name.ts";
import { publicWorkspace } from "./public-workspace.ts";
import { sharedRedis } from "./redis/shared.ts";
import { type SharedTurns, sharedRunningTurns } from "./redis/shared-running-turns.ts";
import { sharedTurnQueue } from "./redis/shared-turn-queue.ts";
import { runtime } from "./runtime.ts";
import type { Write } from "./unwritten/write.ts";
import { type Wiring, wire } from "./wire.ts";
import { everyModel, type ModelChoice, preferring } from "./workspace-models.ts";

/** Hands out the parts of this process (lib/wire.ts), which are put together once. Only `app/` imports this. */

const key = Symbol.for("bevgenie.wiring");
// On globalThis, so that hot reload does not leave a pool behind with each change.
const holder = globalThis as { [key]?: Wiring };

function wiring(): Wiring {
  holder[key] ??= wire();
  return holder[key];
}

export function database(): Database {
  return wiring().database;
}

/** Keeps what could not be written now, until it is. */
export function keepUnwritten(write: Write): void {
  wiring().later.keep(write);
}

/** The workspace of a slug, from memory when it was used lately. Throws `not_found`. */
export async function loadWorkspace(slug: string): Promise<LoadedWorkspace> {
  return wiring().workspaces.get(slug);
}

/** To be called where a workspace was changed: whoever asks from here on gets it as it is now. */
export function forgetWorkspace(slug: string): void {
  wiring().workspaces.drop(slug);
}

/** What a visitor's browser may know of a workspace. Throws `not_found`. */
export async function loadPublicWorkspace(slug: string): Promise<PublicWorkspace> {
  const { config } = await loadWorkspace(slug);
  return publicWorkspace(config, { offline: isOffline(config) });
}

/** Works on what is handed in to the knowledge base. */
export function ingests(): IngestWorker {
  return wiring().ingests;
}

/**
 * What a workspace's texts are embedded by: the model whose vectors serve, also while those of a newly configured one
 * are made. Never a cloud provider's model where it is local only.
 */
export function embedderFor(workspace: { slug: string; localOnly: boolean }): Embedder {
  return wiring().models.embedderFor(workspace);
}

/** What writes what nobody waits for, and orders passages; null without one. */
export function economyModelOf({ config }: LoadedWorkspace): TextModel | null {
  return wiring().models.chainsFor(config).economy;
}

/** No model that the workspace may use is connected: answers come from the knowledge base alone. */
export function isOffline(workspace: { localOnly: boolean }): boolean {
  return wiring().models.chainsFor(workspace).strong === null;
}

/** In the background, for a run that was granted: whoever looks on reads it from the database. */
export function startLearning({ id, config }: LoadedWorkspace, run: string): void {
  const { log } = runtime();
  learnEmbedder({ workspaceId: id, run, call: database().call, learn: learnInWorker })
    .then((embedder) => {
      forgetWorkspace(config.slug);
      log.info(
        { workspace: config.slug, model: embedder.model },
        "the embedder has learnt from the passages",
      );
      return loadWorkspace(config.slug);
    })
    .catch((error: unknown) =>
      log.warn({ err: error, workspace: config.slug }, "the embedder learnt nothing"),
    );
}

/** Back to the embedder as it comes, which serves as soon as it has embedded every passage, in the background. */
export async function forgetLearned({ id, config }: LoadedWorkspace): Promise<void> {
  const { database, models } = wiring();
  const { call } = database;
  await call("use_learned_embedder", { p_workspace: id, p_id: null });
  forgetWorkspace(config.slug);
  reembedPassages(id, { call, embedder: models.configuredEmbedder(config) }).catch((error: unknown) =>
    runtime().log.warn({ err: error, workspace: config.slug }, "the passages could not be embedded"),
  );
}

/** The models a workspace may choose among, each by itself and in order of preference, and any other by its name. */
export function modelsOf({ config }: LoadedWorkspace): ModelChoice {
  return wiring().models.choiceFor(config);
}

/** The connected models by themselves, without a workspace's knowledge: those that a caller may name. */
export function plainModels(workspace: LoadedWorkspace): TextModel[] {
  return everyModel(modelsOf(workspace));
}

/** The chat models with one provider's first; undefined where it is not connected, or not for this workspace. */
export function chatModelPreferring(
  workspace: LoadedWorkspace,
  provider: ProviderName,
): TextModel | undefined {
  return preferring(provider, modelsOf(workspace));
}

/** Whether each model of this installation is asked at the moment. */
export function breakers(): ReturnType<ConfiguredModels["breakers"]> {
  return wiring().breakers();
}

/** What this process's caches have done, for metrics. */
export function cacheCounts(): Record<"workspaces" | "questions", KeptCounts> {
  const { workspaces, models } = wiring();
  return { workspaces: workspaces.counts(), questions: models.questions.counts() };
}

/** Forgets what this process keeps of a workspace's configuration and of its questions' vectors. Returns how many things. */
export function clearKept(slug: string): number {
  const { workspaces, models } = wiring();
  const before = workspaces.counts().entries;
  workspaces.drop(slug);
  return before - workspaces.counts().entries + models.questions.clear(slug);
}

/** Where a visitor's turns wait for each other: in this process, or through Redis with those of other instances. */
export function turnLine(): TurnQueue {
  return shared()?.queue ?? runtime().queue;
}

/** Turns that run on other instances; undefined without Redis. */
export function sharedTurns(): SharedTurns | undefined {
  return shared()?.turns;
}

function shared(): Wiring["shared"] {
  const redis = sharedRedis();
  if (!redis) return undefined;
  const all = wiring();
  const { running, queue, log } = runtime();
  all.shared ??= {
    queue: sharedTurnQueue({ redis, local: queue }),
    turns: sharedRunningTurns({ redis, running, log }),
  };
  return all.shared;
}

/** The outside world for one turn of a workspace. */
export async function turnDeps(slug: string): Promise<TurnDeps> {
  const workspace = await loadWorkspace(slug);
  const { database, models, knowledge, later } = wiring();
  const { strong, page, economy } = models.chainsFor(workspace.config);
  return {
    workspace,
    call: database.call,
    chatModel: strong,
    pageModel: page,
    economyModel: economy,
    spendLimitUsdPerDay: runtime().settings.SPEND_LIMIT_USD_PER_DAY,
    embedder: embedderFor(workspace.config),
    knowledge,
    writeLater: later.keep,
    now: Date.now,
    log: runtime().log,
    onStaleWorkspace: () => forgetWorkspace(slug),
  };
}
