/**
 * The process: settings, data directory, database, first company, and a small HTTP server around Next that
 * sees to the client's true address and to a clean end. `--dev` is the same with hot reload.
 */
import { createServer } from "node:http";
import next from "next";
import type { Logger } from "pino";
import { configuredModels } from "./lib/configured-models.ts";
import { DataDirInUse, lockDataDir, readOrCreateSecrets } from "./lib/data-dir.ts";
import { SchemaError } from "./lib/db/migrate.ts";
import { openDatabase } from "./lib/db/open-database.ts";
import { vacuum } from "./lib/db/vacuum.ts";
import { readSettings, SettingsError } from "./lib/env.ts";
import { learnedReader } from "./lib/knowledge/load-learned.ts";
import { createLog } from "./lib/log.ts";
import { ConfigurationError } from "./lib/models/configuration-error.ts";
import { loadTokenizer } from "./lib/models/tokens.ts";
import { recordedEmbedders } from "./lib/recorded-embedders.ts";
import { startRuntime } from "./lib/runtime.ts";
import { answerRequests } from "./lib/server/answer-requests.ts";
import { buildIfStale } from "./lib/server/build.ts";
import { drain } from "./lib/server/drain.ts";
import { endOnSignals } from "./lib/server/end-on-signals.ts";
import { keepAccounts } from "./lib/server/keep-accounts.ts";
import { keepKnowledge } from "./lib/server/keep-knowledge.ts";
import { keepVacuumed } from "./lib/server/keep-vacuumed.ts";
import { assertPortIsFree, listen } from "./lib/server/listen.ts";
import {
  assertSchema,
  ensureOwner,
  failOrphanedTurns,
  openSchema,
  releaseReservations,
} from "./lib/server/prepare-database.ts";
import { prepareKnowledge } from "./lib/server/prepare-knowledge.ts";
import { startTelemetry } from "./lib/server/telemetry.ts";
import { storedWorkspaceId } from "./lib/unwritten/write.ts";
import { writeAbandoned } from "./lib/unwritten/write-abandoned.ts";

const root = import.meta.dirname;
// Next reports its use to its makers unless told not to; a company's own server reports to nobody.
process.env.NEXT_TELEMETRY_DISABLED ??= "1";
const dev = process.argv.includes("--dev");

async function main(): Promise<void> {
  const settings = readSettings();
  const models = configuredModels(settings);
  const log = createLog(settings.LOG_LEVEL);
  const telemetry = await startTelemetry(settings.OTEL_EXPORTER_OTLP_ENDPOINT);
  const embedded = settings.databaseKind === "embedded";
  const unlock = embedded ? await lockDataDir(settings.DATA_DIR) : async () => undefined;
  const secret = settings.SESSION_SECRET ?? (await readOrCreateSecrets(settings.DATA_DIR)).sessionSecret;
  await assertPortIsFree(settings);
  if (!dev) await buildIfStale(root);

  const store = await openStore({ ...settings, SESSION_SECRET: secret }, log);
  const { schema, database, runtime } = store;
  const { call } = database;
  await endLastRun(store);
  const embedders = recordedEmbedders(settings, { call, log });
  await prepareKnowledge({ call, embedderFor: embedders.embedderFor, root, log, say });
  await embedders.flush();
  if (embedded && schema.databaseUrl) await vacuum(schema.databaseUrl);

  const { server, app, ready } = await prepareServer(store);
  const end = async () => {
    await drain(server, runtime);
    await app.close();
    await telemetry
      .close()
      .catch((error: unknown) => log.warn({ err: error }, "the last traces were not sent"));
    await Promise.all([...runtime.flushes].map((flush) => flush()));
    runtime.connections.redis?.close();
    await database.close();
    await schema.close();
    await unlock();
  };
  endOnSignals(end, log);

  // Now, while nobody's answer would be held up by it.
  if (models.modelsFor({ localOnly: false }).strong?.provider === "openai") await loadTokenizer();
  await listen(server, settings);
  // Made up only once nothing is left to fail: it is shown this one time.
  const generatedPassword = await ensureOwner(call, settings.ADMIN_PASSWORD);
  startKeepers(store, embedders);
  await warmUp(server);
  ready();
  announce(server.address(), generatedPassword);
}

type Store = {
  schema: Awaited<ReturnType<typeof openSchema>>;
  database: ReturnType<typeof openDatabase>;
  runtime: ReturnType<typeof startRuntime>;
};

/** The database, brought up to this version's schema, and what this process keeps of it. Throws SchemaError. */
async function openStore(
  settings: Parameters<typeof startRuntime>[0]["settings"],
  log: Logger,
): Promise<Store> {
  const schema = await openSchema(settings, root);
  const database = openDatabase({ settings, databaseUrl: schema.databaseUrl });
  if (settings.databaseKind === "supabase") await assertSchema(database.call, root);
  const runtime = startRuntime({ settings, databaseUrl: schema.databaseUrl, log });
  runtime.watchesIngests = true;
  return { schema, database, runtime };
}

/** What the process before this one left open: unwritten ends, turns without one, leases, reserved energy. */
async function endLastRun({ database: { call }, runtime: { settings, log } }: Store): Promise<void> {
  const embedded = settings.databaseKind === "embedded";
  // Before turns without an end are counted as lost: the end of some is here.
  await writeAbandoned(settings.DATA_DIR, { call, log, workspaceId: storedWorkspaceId(call) });
  await failOrphanedTurns(call, settings.databaseKind);
  // Whoever held a lease on the embedded database is gone; elsewhere leases run out by themselves.
  if (embedded) await call("release_ingest_items", { p_worker: null });
  await releaseReservations(call, { leaving: embedded ? "nothing" : "what may still run" });
}

/** An HTTP server with Next behind it, not listening yet. `ready`: from then on requests are logged. */
async function prepareServer({ database: { call }, runtime }: Store) {
  const { HOST, PORT } = runtime.settings;
  // Larger than Node's 16 KiB: a swollen cookie means a new visitor, not an error.
  const server = createServer({ maxHeaderSize: 64 * 1024 });
  const app = next({ dev, dir: root, hostname: HOST, port: PORT, httpServer: server, turbopack: dev });
  await app.prepare();
  let isReady = false;
  answerRequests(server, { handle: app.getRequestHandler(), runtime, call, dev, isReady: () => isReady });
  const ready = () => {
    isReady = true;
  };
  return { server, app, ready };
}

/** What goes on beside the answers for as long as the process lives. */
function startKeepers(
  { schema, database: { call }, runtime }: Store,
  embedders: ReturnType<typeof recordedEmbedders>,
): void {
  const { settings, log, flushes } = runtime;
  keepAccounts({ call, log, webhookHosts: settings.ALERT_WEBHOOK_HOSTS });
  const taught = learnedReader(call);
  const embedderFor = ({ id, slug, localOnly }: { id: string; slug: string; localOnly: boolean }) =>
    taught({ workspaceId: id, base: embedders.embedderFor({ slug, localOnly }) });
  flushes.add(keepKnowledge({ call, embedderFor, log }));
  flushes.add(embedders.flush);
  if (settings.databaseKind === "embedded" && schema.databaseUrl)
    flushes.add(keepVacuumed({ url: schema.databaseUrl, log }));
}

/** Loads the page, the chat and the sample company before the first visitor would have to wait for them. */
async function warmUp(server: ReturnType<typeof createServer>): Promise<void> {
  const address = server.address();
  if (dev || typeof address !== "object" || !address) return;
  const everywhere: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };
  const host = everywhere[address.address] ?? address.address;
  for (const path of ["/", "/api/session", "/api/chat"]) {
    const answer = await fetch(`http://${host}:${address.port}${path}`).catch(() => undefined);
    await answer?.arrayBuffer();
  }
}

function announce(
  address: ReturnType<ReturnType<typeof createServer>["address"]>,
  generatedPassword: string | undefined,
): void {
  const port = typeof address === "object" && address ? address.port : "";
  say(`BevGenie is ready at http://localhost:${port}`);
  if (generatedPassword) {
    say(
      `The console is at http://localhost:${port}/admin. Its password, shown only now: ${generatedPassword}`,
    );
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Refusals whose message says what to do; anything else is a bug and shows where it came from. */
const refusals = [SettingsError, ConfigurationError, DataDirInUse, SchemaError];

main().catch((error: unknown) => {
  const isRefusal = refusals.some((kind) => error instanceof kind);
  const text = error instanceof Error ? (isRefusal ? error.message : error.stack) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
