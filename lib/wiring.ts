import "server-only";
import { compileIntentRouter } from "./ai/route-intent.ts";
import { compilePersonaScorer } from "./ai/score-persona.ts";
import type { LoadedWorkspace, TurnDeps } from "./ai/turn-deps.ts";
import type { TurnQueue } from "./ai/turn-queue.ts";
import { sendBreakerAlert } from "./alerts/send-alerts.ts";
import type { PublicWorkspace } from "./client/public-workspace.ts";
import { type ConfiguredModels, configuredModels, type ModelChains } from "./configured-models.ts";
import type { Call, Database } from "./db/call.ts";
import { openDatabase } from "./db/open-database.ts";
import { AppError } from "./errors.ts";
import { type Kept, type KeptCounts, kept } from "./kept.ts";
import { type IngestWorker, ingestWorker } from "./knowledge/ingest-worker.ts";
import { loadSnapshot } from "./knowledge/snapshot.ts";
import { type SnapshotKeeper, snapshotKeeper } from "./knowledge/snapshot-keeper.ts";
import { embeddingRows, type LateUsage, lateUsage } from "./late-usage.ts";
import { metrics } from "./metrics.ts";
import type { Embedder, TextModel } from "./models/model.ts";
import type { ProviderName } from "./models/model-name.ts";
import { visitorChain } from "./models/visitor-chain.ts";
import { type KeptQuestions, withKeptQuestions } from "./models/with-kept-questions.ts";
import { observedCall } from "./observed-call.ts";
import { observedModel } from "./observed-model.ts";
import { sharedRedis } from "./redis/shared.ts";
import { sharedBreakers } from "./redis/shared-breakers.ts";
import { type SharedTurns, sharedRunningTurns } from "./redis/shared-running-turns.ts";
import { sharedTurnQueue } from "./redis/shared-turn-queue.ts";
import { runtime } from "./runtime.ts";
import { webReader } from "./web-reader.ts";
import { slugSchema, workspaceSchema } from "./workspace.ts";

/**
 * Puts the parts together, once a process: the database, the models, and each workspace with what is
 * compiled from it. Only `app/` imports this.
 */

type Wiring = {
  database: Database;
  models: ConfiguredModels;
  /** Which model's vectors each loaded workspace is searched by. */
  embeddingModels: Map<string, string>;
  knowledge: SnapshotKeeper;
  workspaces: Kept<Promise<LoadedWorkspace>>;
  late: LateUsage;
  ingests: IngestWorker;
  /** By the embedder's model. */
  questions: Map<string, KeptQuestions>;
  /** Made when it is first needed, where a Redis is configured. */
  shared?: { queue: TurnQueue; turns: SharedTurns };
};

/** A changed workspace shows itself in the next turn's answer from the database; this is for what changed without one. */
const keepWorkspaceMs = 5 * 60 * 1000;
const mostWorkspaces = 1_000;

const key = Symbol.for("bevgenie.wiring");
// On globalThis, so that hot reload does not leave a pool behind with each change.
const holder = globalThis as { [key]?: Wiring };

function wiring(): Wiring {
  holder[key] ??= wire();
  return holder[key];
}

function wire(): Wiring {
  const { settings, databaseUrl } = runtime();
  const opened = openDatabase({ settings, databaseUrl });
  const database: Database = { ...opened, call: observedCall(opened.call) };
  const { log, flushes } = runtime();
  const workspaceId = async (slug: string) => (await loadWorkspace(slug)).id;
  const late = lateUsage({ call: database.call, log, workspaceId });
  flushes.add(late.flush);
  const models = observedModels(
    configuredModels(settings, {
      onEmbedding(attempt, owners) {
        metrics().attemptEnded(attempt);
        for (const [slug, rows] of embeddingRows(attempt, owners)) late.add(slug, rows);
      },
      onBreakerOpen: (model) => tellBreakerOpen(model, database.call),
    }),
  );
  const redis = sharedRedis();
  if (redis) models.shareBreakers(sharedBreakers(redis));
  metrics().watched.running = () => runtime().running.size;
  metrics().watched.breakers = models.breakers;
  metrics().watched.waiting = () => runtime().queue.stats().waiting;
  const embeddingModels = new Map<string, string>();
  const ingests = ingestWorker({
    ...{ call: database.call, embedderFor, web: webReader(settings.WEB_ALLOW_PRIVATE), log },
    isCalm: () => runtime().running.size === 0,
  });
  flushes.add(ingests.stop);
  if (runtime().watchesIngests) ingests.watch();
  return {
    database,
    ingests,
    models,
    embeddingModels,
    knowledge: snapshotKeeper((workspaceId) =>
      loadSnapshot({
        ...{ call: database.call, workspaceId },
        embeddingModel: embeddingModels.get(workspaceId) ?? models.embedder.model,
      }),
    ),
    workspaces: kept({ load: readWorkspace, keepMs: keepWorkspaceMs, most: mostWorkspaces }),
    questions: new Map(),
    late,
  };
}

/** Nobody waits for it: whoever asked the model goes on with the next. */
function tellBreakerOpen(model: { provider: string; model: string }, call: Call): void {
  const { log, settings } = runtime();
  log.warn(model, "a model keeps failing and is left alone for a while");
  sendBreakerAlert(model, { call, log, webhookHosts: settings.ALERT_WEBHOOK_HOSTS }).catch((error: unknown) =>
    log.warn({ err: error }, "the operators could not be told of a breaker"),
  );
}

function observedModels(models: ConfiguredModels): ConfiguredModels {
  const every = observedChains(models.modelsFor({ localOnly: false }));
  const local = observedChains(models.modelsFor({ localOnly: true }));
  const modelsFor = ({ localOnly }: { localOnly: boolean }) => (localOnly ? local : every);
  const named = (name: string) => {
    const model = models.named(name);
    return model && observedModel(model);
  };
  return { ...models, chat: every.strong, page: every.page, modelsFor, named };
}

function observedChains({ strong, economy, page, candidates, ...rest }: ModelChains): ModelChains {
  return {
    ...rest,
    strong: strong && observedModel(strong),
    economy: economy && observedModel(economy),
    page: page && observedModel(page),
    candidates: {
      strong: candidates.strong.map(observedModel),
      economy: candidates.economy.map(observedModel),
      page: candidates.page.map(observedModel),
    },
  };
}

export function database(): Database {
  return wiring().database;
}

/** Works on what is handed in to the knowledge base. */
export function ingests(): IngestWorker {
  return wiring().ingests;
}

/** What a workspace's texts are embedded by: never a cloud provider's model where it is local only. */
export function embedderFor(workspace: { slug: string; localOnly: boolean }): Embedder {
  const { models, questions } = wiring();
  const { embedder } = models.modelsFor(workspace);
  const known = questions.get(embedder.model) ?? withKeptQuestions(embedder);
  questions.set(embedder.model, known);
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
}

/** The models a workspace may choose among, each by itself and in order of preference, and any other by its name. */
export function modelsOf({ config }: LoadedWorkspace): {
  candidates: Record<"strong" | "economy" | "page", TextModel[]>;
  named: (name: string) => TextModel | undefined;
} {
  const { models } = wiring();
  return { candidates: models.modelsFor(config).candidates, named: models.named };
}

/** The connected models by themselves, without a workspace's knowledge: those that a caller may name. */
export function plainModels(workspace: LoadedWorkspace): TextModel[] {
  const { strong, page, economy } = modelsOf(workspace).candidates;
  const every = new Map([...strong, ...page, ...economy].map((model) => [nameOf(model), model]));
  return [...every.values()];
}

/** The chat models with one provider's first; undefined where it is not connected, or not for this workspace. */
export function chatModelPreferring(
  workspace: LoadedWorkspace,
  provider: ProviderName,
): TextModel | undefined {
  const { strong } = modelsOf(workspace).candidates;
  const preferred = strong.filter((model) => model.provider === provider);
  if (preferred.length === 0) return undefined;
  const others = strong.filter((model) => model.provider !== provider);
  return visitorChain("text", [...preferred, ...others]) ?? undefined;
}

function nameOf({ provider, model }: TextModel): string {
  return `${provider}:${model}`;
}

/** Whether each model of this installation is asked at the moment. */
export function breakers(): ReturnType<ConfiguredModels["breakers"]> {
  return wiring().models.breakers();
}

/** No model that the workspace may use is connected: answers come from the knowledge base alone. */
export function isOffline(workspace: { localOnly: boolean }): boolean {
  return wiring().models.modelsFor(workspace).strong === null;
}

/** Where a visitor's turns wait for each other: in this process, or through Redis with those of other instances. */
export function turnLine(): TurnQueue {
  return sharedWiring()?.queue ?? runtime().queue;
}

/** Turns that run on other instances; undefined without Redis. */
export function sharedTurns(): SharedTurns | undefined {
  return sharedWiring()?.turns;
}

function sharedWiring(): Wiring["shared"] {
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

/** The workspace of a slug, from memory when it was used lately. Throws `not_found`. */
export async function loadWorkspace(slug: string): Promise<LoadedWorkspace> {
  if (!slugSchema.safeParse(slug).success) throw noSuchWorkspace();
  return wiring().workspaces.get(slug);
}

/** To be called where a workspace was changed: whoever asks from here on gets it as it is now. */
export function forgetWorkspace(slug: string): void {
  wiring().workspaces.drop(slug);
}

/** What this process's caches have done, for metrics. */
export function cacheCounts(): Record<"workspaces" | "questions", KeptCounts> {
  const { workspaces, questions } = wiring();
  const each = [...questions.values()].map((one) => one.counts());
  const sum = (pick: (counts: KeptCounts) => number) => each.reduce((total, one) => total + pick(one), 0);
  const asked = {
    hits: sum(({ hits }) => hits),
    misses: sum(({ misses }) => misses),
    entries: sum(({ entries }) => entries),
  };
  return { workspaces: workspaces.counts(), questions: asked };
}

/** Forgets what this process keeps of a workspace's configuration, and all question vectors. Returns how many things. */
export function clearKept(slug: string): number {
  const { workspaces, questions } = wiring();
  const before = workspaces.counts().entries;
  workspaces.drop(slug);
  const vectors = [...questions.values()].reduce((total, one) => total + one.clear(), 0);
  return before - workspaces.counts().entries + vectors;
}

function noSuchWorkspace(): AppError {
  return new AppError("not_found", { message: "There is no such workspace." });
}

/** Compiling takes a fifth of a second, in which no stream goes on: what was compiled of this version is used again. */
async function readWorkspace(slug: string, before?: Promise<LoadedWorkspace>): Promise<LoadedWorkspace> {
  const row = await database().call<{ id: string; version: number; config: unknown } | null>(
    "read_workspace",
    {
      p_slug: slug,
    },
  );
  if (!row) throw noSuchWorkspace();
  const compiled = await before?.catch(() => undefined);
  if (compiled?.id === row.id && compiled.version === row.version) return compiled;
  const config = workspaceSchema.parse(row.config);
  wiring().embeddingModels.set(row.id, embedderFor(config).model);
  readKnowledge(row.id);
  return {
    id: row.id,
    version: row.version,
    config,
    scorePersona: compilePersonaScorer(config.personas),
    routeIntent: compileIntentRouter(config.intents),
  };
}

/** In the background: until it is there, the database searches. */
function readKnowledge(workspaceId: string): void {
  wiring()
    .knowledge.refresh(workspaceId)
    .catch((error: unknown) => runtime().log.warn({ err: error }, "the knowledge base could not be read"));
}

/** The outside world for one turn of a workspace. */
export async function turnDeps(slug: string): Promise<TurnDeps> {
  const workspace = await loadWorkspace(slug);
  const models = wiring().models.modelsFor(workspace.config);
  return {
    workspace,
    call: database().call,
    chatModel: models.strong,
    pageModel: models.page,
    economyModel: models.economy,
    spendLimitUsdPerDay: runtime().settings.SPEND_LIMIT_USD_PER_DAY,
    embedder: embedderFor(workspace.config),
    knowledge: wiring().knowledge,
    recordLater: (rows) => wiring().late.add(slug, rows),
    now: Date.now,
    log: runtime().log,
    onStaleWorkspace: () => forgetWorkspace(slug),
  };
}

/** What a visitor's browser may know of a workspace. Throws `not_found`. */
export async function loadPublicWorkspace(slug: string): Promise<PublicWorkspace> {
  const { config } = await loadWorkspace(slug);
  return {
    slug: config.slug,
    name: config.name,
    welcome: config.welcome,
    starters: config.starters,
    accent: config.brand.accent,
    personas: config.personas.map(({ id, name, description }) => ({ id, name, description })),
    voices: config.voices.map(({ id, name, description }) => ({ id, name, description })),
    contact: config.contact,
    sampleData: config.sampleData,
    offline: isOffline(config),
  };
}
