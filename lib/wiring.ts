import "server-only";
import { compileIntentRouter } from "./ai/route-intent.ts";
import { compilePersonaScorer } from "./ai/score-persona.ts";
import type { LoadedWorkspace, TurnDeps } from "./ai/turn-deps.ts";
import type { PublicWorkspace } from "./client/public-workspace.ts";
import { type ConfiguredModels, configuredModels } from "./configured-models.ts";
import type { Database } from "./db/call.ts";
import { openDatabase } from "./db/open-database.ts";
import { AppError } from "./errors.ts";
import { type Kept, type KeptCounts, kept } from "./kept.ts";
import { loadSnapshot } from "./knowledge/snapshot.ts";
import { type SnapshotKeeper, snapshotKeeper } from "./knowledge/snapshot-keeper.ts";
import { metrics } from "./metrics.ts";
import type { Embedder, TextModel } from "./models/model.ts";
import type { ProviderName } from "./models/model-name.ts";
import { withFallback } from "./models/with-fallback.ts";
import { type KeptQuestions, withKeptQuestions } from "./models/with-kept-questions.ts";
import { observedCall } from "./observed-call.ts";
import { observedModel } from "./observed-model.ts";
import { chatModelsPreferring, listPlainModels } from "./plain-models.ts";
import { runtime } from "./runtime.ts";
import { slugSchema, workspaceSchema } from "./workspace.ts";

/**
 * Puts the parts together, once a process: the database, the models, and each workspace with what is
 * compiled from it. Only `app/` imports this.
 */

type Wiring = {
  database: Database;
  models: ConfiguredModels;
  knowledge: SnapshotKeeper;
  workspaces: Kept<Promise<LoadedWorkspace>>;
  questions: KeptQuestions;
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
  const models = observedModels(configuredModels(settings));
  const embeddingModel = models.embedder.model;
  metrics().watched.running = () => runtime().running.size;
  return {
    database,
    models,
    knowledge: snapshotKeeper((workspaceId) =>
      loadSnapshot({ call: database.call, workspaceId, embeddingModel }),
    ),
    workspaces: kept({ load: readWorkspace, keepMs: keepWorkspaceMs, most: mostWorkspaces }),
    questions: withKeptQuestions(models.embedder),
  };
}

function observedModels({ chat, page, ...rest }: ConfiguredModels): ConfiguredModels {
  return { ...rest, chat: chat && observedModel(chat), page: page && observedModel(page) };
}

export function database(): Database {
  return wiring().database;
}

export function embedder(): Embedder {
  return wiring().questions;
}

/** Each model by itself, for a caller who chooses among them. */
export function models(): Pick<ConfiguredModels, "chains" | "named"> {
  return wiring().models;
}

/** The connected models by themselves, without a workspace's knowledge; a workspace that is local only has local ones. */
export function plainModels({ config }: LoadedWorkspace): TextModel[] {
  const { settings } = runtime();
  const models = listPlainModels(settings).filter(
    ({ provider }) => !config.localOnly || provider === "ollama",
  );
  return models.map(observedModel);
}

/** The chat models with one provider's first; undefined where it is not connected, or not for this workspace. */
export function chatModelPreferring(
  { config }: LoadedWorkspace,
  provider: ProviderName,
): TextModel | undefined {
  if (config.localOnly && provider !== "ollama") return undefined;
  const models = chatModelsPreferring(runtime().settings, provider);
  const allowed = models?.filter((model) => !config.localOnly || model.provider === "ollama");
  return allowed && observedModel(withFallback(allowed));
}

/** No model is connected: answers come from the knowledge base alone. */
export function isOffline(): boolean {
  return wiring().models.chat === null;
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
  return { workspaces: workspaces.counts(), questions: questions.counts() };
}

/** Forgets what this process keeps of a workspace's configuration, and all question vectors. Returns how many things. */
export function clearKept(slug: string): number {
  const { workspaces, questions } = wiring();
  const before = workspaces.counts().entries;
  workspaces.drop(slug);
  return before - workspaces.counts().entries + questions.clear();
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
  const { models } = wiring();
  return {
    workspace: await loadWorkspace(slug),
    call: database().call,
    chatModel: models.chat,
    pageModel: models.page,
    economyModel: models.economy,
    spendLimitUsdPerDay: runtime().settings.SPEND_LIMIT_USD_PER_DAY,
    embedder: embedder(),
    knowledge: wiring().knowledge,
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
    offline: isOffline(),
  };
}
