import "server-only";
import { compileIntentRouter } from "./ai/route-intent.ts";
import { compilePersonaScorer } from "./ai/score-persona.ts";
import type { LoadedWorkspace, TurnDeps } from "./ai/turn-deps.ts";
import type { TurnQueue } from "./ai/turn-queue.ts";
import type { PublicWorkspace } from "./client/public-workspace.ts";
import { type ConfiguredModels, configuredModels } from "./configured-models.ts";
import type { Database } from "./db/call.ts";
import { openDatabase } from "./db/open-database.ts";
import { AppError } from "./errors.ts";
import { loadSnapshot } from "./knowledge/snapshot.ts";
import { type SnapshotKeeper, snapshotKeeper } from "./knowledge/snapshot-keeper.ts";
import type { Embedder } from "./models/model.ts";
import { sharedRedis } from "./redis/shared.ts";
import { type SharedTurns, sharedRunningTurns } from "./redis/shared-running-turns.ts";
import { sharedTurnQueue } from "./redis/shared-turn-queue.ts";
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
  workspaces: Map<string, { loadedAt: number; loading: Promise<LoadedWorkspace> }>;
  /** Made when it is first needed, where a Redis is configured. */
  shared?: { queue: TurnQueue; turns: SharedTurns };
};

/** A changed workspace shows itself in the next turn's answer from the database; this is for what changed without one. */
const keepWorkspaceMs = 5 * 60 * 1000;

const key = Symbol.for("bevgenie.wiring");
// On globalThis, so that hot reload does not leave a pool behind with each change.
const holder = globalThis as { [key]?: Wiring };

function wiring(): Wiring {
  holder[key] ??= wire();
  return holder[key];
}

function wire(): Wiring {
  const { settings, databaseUrl } = runtime();
  const database = openDatabase({ settings, databaseUrl });
  const models = configuredModels(settings);
  const embeddingModel = models.embedder.model;
  return {
    database,
    models,
    knowledge: snapshotKeeper((workspaceId) =>
      loadSnapshot({ call: database.call, workspaceId, embeddingModel }),
    ),
    workspaces: new Map(),
  };
}

export function database(): Database {
  return wiring().database;
}

export function embedder(): Embedder {
  return wiring().models.embedder;
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

/** No model is connected: answers come from the knowledge base alone. */
export function isOffline(): boolean {
  return wiring().models.chat === null;
}

/** The workspace of a slug, from memory when it was used lately. Throws `not_found`. */
export async function loadWorkspace(slug: string): Promise<LoadedWorkspace> {
  if (!slugSchema.safeParse(slug).success) throw noSuchWorkspace();
  const { workspaces } = wiring();
  const kept = workspaces.get(slug);
  if (kept && Date.now() - kept.loadedAt < keepWorkspaceMs) return kept.loading;
  const loading = readWorkspace(slug, kept?.loading);
  workspaces.set(slug, { loadedAt: Date.now(), loading });
  loading.catch(() => workspaces.delete(slug));
  return loading;
}

function forgetWorkspace(slug: string): void {
  wiring().workspaces.delete(slug);
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
  const kept = await before;
  if (kept?.id === row.id && kept.version === row.version) return kept;
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
