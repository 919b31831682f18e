import "server-only";
import type { TurnQueue } from "./ai/turn-queue.ts";
import { sendBreakerAlert } from "./alerts/send-alerts.ts";
import { embeddingRows } from "./background-usage.ts";
import { type ConfiguredModels, configuredModels } from "./configured-models.ts";
import type { Call, Database } from "./db/call.ts";
import { openDatabase } from "./db/open-database.ts";
import { type IngestWorker, ingestWorker } from "./knowledge/ingest-worker.ts";
import { learnedReader } from "./knowledge/load-learned.ts";
import { loadSnapshot } from "./knowledge/snapshot.ts";
import { type SnapshotKeeper, snapshotKeeper } from "./knowledge/snapshot-keeper.ts";
import { type LoadedWorkspaces, loadedWorkspaces } from "./loaded-workspaces.ts";
import { metrics } from "./metrics.ts";
import { observedCall } from "./observed-call.ts";
import { observedModels } from "./observed-models.ts";
import { sharedRedis } from "./redis/shared.ts";
import { sharedBreakers } from "./redis/shared-breakers.ts";
import type { SharedTurns } from "./redis/shared-running-turns.ts";
import { runtime } from "./runtime.ts";
import { openJournal } from "./unwritten/journal.ts";
import { type WriteLater, writeLater } from "./unwritten/write-later.ts";
import { webReader } from "./web-reader.ts";
import { type WorkspaceModels, workspaceModels } from "./workspace-models.ts";

/** The parts of a process, put together. What a part does is in its own file; lib/wiring.ts hands them out. */
export type Wiring = {
  database: Database;
  breakers: ConfiguredModels["breakers"];
  models: WorkspaceModels;
  knowledge: SnapshotKeeper;
  workspaces: LoadedWorkspaces;
  later: WriteLater;
  ingests: IngestWorker;
  /** What is shared with other instances, made when it is first needed; undefined without Redis. */
  shared?: { queue: TurnQueue; turns: SharedTurns };
};

export function wire(): Wiring {
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
