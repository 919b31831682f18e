import "server-only";
import type { LoadedWorkspace, TurnDeps } from "./ai/turn-deps.ts";
import type { TurnQueue } from "./ai/turn-queue.ts";
import { sendBreakerAlert } from "./alerts/send-alerts.ts";
import { embeddingRows } from "./background-usage.ts";
import type { PublicWorkspace } from "./client/public-workspace.ts";
import { type ConfiguredModels, configuredModels } from "./configured-models.ts";
import type { Call, Database } from "./db/call.ts";
import { openDatabase } from "./db/open-database.ts";
import type { KeptCounts } from "./kept.ts";
import { type IngestWorker, ingestWorker } from "./knowledge/ingest-worker.ts";
import { learnEmbedder } from "./knowledge/learn-embedder.ts";
import { learnInWorker } from "./knowledge/learn-in-worker.ts";
import { learnedReader } from "./knowledge/load-learned.ts";
import { reembedPassages } from "./knowledge/reembed-passages.ts";
import { loadSnapshot } from "./knowledge/snapshot.ts";
import { type SnapshotKeeper, snapshotKeeper } from "./knowledge/snapshot-keeper.ts";
import { type LoadedWorkspaces, loadedWorkspaces } from "./loaded-workspaces.ts";
import { metrics } from "./metrics.ts";
import type { Embedder, TextModel } from "./models/model.ts";
import type { ProviderName } from "./models/model-name.ts";
import { observedCall } from "./observed-call.ts";
import { observedModels } from "./observed-models.ts";
import { publicWorkspace } from "./public-workspace.ts";
import { sharedRedis } from "./redis/shared.ts";
import { sharedBreakers } from "./redis/shared-breakers.ts";
import { type SharedTurns, sharedRunningTurns } from "./redis/shared-running-turns.ts";
import { sharedTurnQueue } from "./redis/shared-turn-queue.ts";
import { runtime } from "./runtime.ts";
import { openJournal } from "./unwritten/journal.ts";
import type { Write } from "./unwritten/write.ts";
import { type WriteLater, writeLater } from "./unwritten/write-later.ts";
import { webReader } from "./web-reader.ts";
import {
  everyModel,
  type ModelChoice,
  preferring,
  type WorkspaceModels,
  workspaceModels,
} from "./workspace-models.ts";

/**
 * Puts the parts together, once a process, and hands them out. What a part does is in its own file. Only `app/`
 * imports this.
 */

type Wiring = {
  database: Database;
  breakers: ConfiguredModels["breakers"];
  models: WorkspaceModels;
  knowledge: SnapshotKeeper;
  workspaces: LoadedWorkspaces;
  later: WriteLater;
  ingests: IngestWorker;
  /** Made when it is first needed, where a Redis is configured. */
  shared?: { queue: TurnQueue; turns: SharedTurns };
};

const key = Symbol.for("bevgenie.wiring");
// On globalThis, so that hot reload does not leave a pool behind with each change.
const holder = globalThis as { [key]?: Wiring };

function wiring(): Wiring {
  holder[key] ??= wire();
  return holder[key];
}

function wire(): Wiring {
  const { settings, databaseUrl, log, flushes, running, watchesIngests } = runtime();
  const opened = openDatabase({ settings, databaseUrl });
  const database: Database = { ...opened, call: observedCall(opened.call) };
  // Through the property: whoever watches the calls sees these too.
  const call: Call = (name, args) => database.call(name, args);
  const workspaceId = async (slug: string) => (await workspaces.get(slug)).id;
  const later = writeLater({ call, log, workspaceId, journal: openJournal(settings.DATA_DIR) });
  flushes.add(later.flush);
  const configured = observedModels(watchedModels({ call, later }));
  const models = workspaceModels(configured, learnedReader(call));
  /** Which model's vectors each loaded workspace is searched by. */
  const embeddingModels = new Map<string, string>();
  const knowledge = snapshotKeeper((workspaceId) => {
    const own = embeddingModels.get(workspaceId) ?? configured.modelsFor({ localOnly: false }).embedder.model;
    return loadSnapshot({ call, workspaceId, embeddingModel: own });
  });
  const workspaces = loadedWorkspaces({
    call,
    async onRead({ id, config, embeddingModel }) {
      await models.serve({ id, ...config }, embeddingModel);
      embeddingModels.set(id, models.embedderFor(config).model);
    },
    onChange: ({ id }) => readKnowledge(id, knowledge),
  });
  const ingests = ingestWorker({
    // The workspace is read first: which model serves it stands there.
    embedderFor: async (slug) => models.embedderFor((await workspaces.get(slug)).config),
    ...{ call, web: webReader(settings.WEB_ALLOW_PRIVATE), log },
    isCalm: () => running.size === 0,
  });
  flushes.add(ingests.stop);
  if (watchesIngests) ingests.watch();
  return { database, breakers: configured.breakers, models, knowledge, workspaces, later, ingests };
}

function watchedModels({ call, later }: { call: Call; later: WriteLater }): ConfiguredModels {
  const { settings, running, queue } = runtime();
  const models = configuredModels(settings, {
    onEmbedding(attempt, owners) {
      metrics().attemptEnded(attempt);
      for (const [workspace, rows] of embeddingRows(attempt, owners)) {
        later.keep({ kind: "usage", workspace, rows });
      }
    },
    onBreakerOpen: (model) => tellBreakerOpen(model, call),
  });
  const redis = sharedRedis();
  if (redis) models.shareBreakers(sharedBreakers(redis));
  metrics().watched.running = () => running.size;
  metrics().watched.breakers = models.breakers;
  metrics().watched.waiting = () => queue.stats().waiting;
  return models;
}

/** Nobody waits for it: whoever asked the model goes on with the next. */
function tellBreakerOpen(model: { provider: string; model: string }, call: Call): void {
  const { log, settings } = runtime();
  log.warn(model, "a model keeps failing and is left alone for a while");
  sendBreakerAlert(model, { call, log, webhookHosts: settings.ALERT_WEBHOOK_HOSTS }).catch((error: unknown) =>
    log.warn({ err: error }, "the operators could not be told of a breaker"),
  );
}

/** In the background: until it is there, the database searches. */
function readKnowledge(workspaceId: string, knowledge: SnapshotKeeper): void {
  knowledge
    .refresh(workspaceId)
    .catch((error: unknown) => runtime().log.warn({ err: error }, "the knowledge base could not be read"));
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
