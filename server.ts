/**
 * The process: settings, data directory, database, first company, and a small HTTP server around Next that
 * sees to the client's true address and to a clean end. `--dev` is the same with hot reload.
 */
import { createServer } from "node:http";
import next from "next";
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
import { buildIfStale } from "./lib/server/build.ts";
import { chatListener, isChat } from "./lib/server/chat-listener.ts";
import { drain } from "./lib/server/drain.ts";
import {
  prepareRequest,
  refuseExpectation,
  refuseMalformed,
  refuseUpgrade,
  securityHeaders,
} from "./lib/server/edge.ts";
import { markGonePage } from "./lib/server/gone-pages.ts";
import { keepAccounts } from "./lib/server/keep-accounts.ts";
import { keepKnowledge } from "./lib/server/keep-knowledge.ts";
import { keepVacuumed } from "./lib/server/keep-vacuumed.ts";
import {
  assertSchema,
  ensureOwner,
  failOrphanedTurns,
  openSchema,
  releaseReservations,
} from "./lib/server/prepare-database.ts";
import { prepareKnowledge } from "./lib/server/prepare-knowledge.ts";
import { logRequest } from "./lib/server/request-log.ts";
import { startTelemetry } from "./lib/server/telemetry.ts";
import { storedWorkspaceId } from "./lib/unwritten/write.ts";
import { writeAbandoned } from "./lib/unwritten/write-abandoned.ts";

/** Running answers have 9 s (lib/server/drain.ts); the rest is for the database. */
const longestShutdownMs = 14_000;

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
  if (!dev) await buildIfStale(root);

  const schema = await openSchema(settings, root);
  const database = openDatabase({ settings, databaseUrl: schema.databaseUrl });
  if (settings.databaseKind === "supabase") await assertSchema(database.call, root);
  const runtime = startRuntime({
    settings: { ...settings, SESSION_SECRET: secret },
    databaseUrl: schema.databaseUrl,
    log,
  });
  // Before turns without an end are counted as lost: the end of some is here.
  const { call } = database;
  await writeAbandoned(settings.DATA_DIR, { call, log, workspaceId: storedWorkspaceId(call) });
  runtime.watchesIngests = true;
  await failOrphanedTurns(database.call, settings.databaseKind);
  // Whoever held a lease on the embedded database is gone; elsewhere leases run out by themselves.
  if (embedded) await database.call("release_ingest_items", { p_worker: null });
  await releaseReservations(database.call, { leaving: embedded ? "nothing" : "what may still run" });
  const embedders = recordedEmbedders(settings, { call, log });
  await prepareKnowledge({ call, embedderFor: embedders.embedderFor, root, log, say });
  await embedders.flush();
  if (embedded && schema.databaseUrl) await vacuum(schema.databaseUrl);
  const generatedPassword = await ensureOwner(database.call, settings.ADMIN_PASSWORD);

  // Larger than Node's 16 KiB: a swollen cookie means a new visitor, not an error.
  const server = createServer({ maxHeaderSize: 64 * 1024 });
  const app = next({
    dev,
    dir: root,
    hostname: settings.HOST,
    port: settings.PORT,
    httpServer: server,
    turbopack: dev,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  const headers = securityHeaders({ dev });
  server.on("clientError", refuseMalformed);
  server.on("checkExpectation", (_request, response) => refuseExpectation(response));
  // Hot reload speaks WebSocket; nothing else does.
  if (!dev) server.on("upgrade", (_request, socket) => refuseUpgrade(socket));
  let isReady = false;
  server.on("request", (request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    if (isReady) logRequest(request, response, log);
    if (!prepareRequest(request, response, { trustedProxies: settings.TRUST_PROXY })) return;
    if (runtime.draining) response.setHeader("connection", "close");
    if (!dev && isChat(request)) return void chatListener(request, response);
    markGonePage(request.url ?? "", response, database.call)
      .then(() => handle(request, response))
      .catch((error: unknown) => {
        log.error({ err: error }, "request failed outside a handler");
        response.destroy();
      });
  });

  const end = async () => {
    // Whatever hangs (a disk that is gone, a socket that will not close) does not keep the process.
    setTimeout(() => process.exit(1), longestShutdownMs).unref();
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
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    // A second signal ends it at once.
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      end().catch((error: unknown) => {
        log.error({ err: error }, "shutdown failed");
        process.exit(1);
      });
    });
  }

  // Now, while nobody's answer would be held up by it.
  if (models.modelsFor({ localOnly: false }).strong?.provider === "openai") await loadTokenizer();
  await listen(server, settings);
  keepAccounts({ call: database.call, log, webhookHosts: settings.ALERT_WEBHOOK_HOSTS });
  const taught = learnedReader(call);
  const embedderFor = ({ id, slug, localOnly }: { id: string; slug: string; localOnly: boolean }) =>
    taught({ workspaceId: id, base: embedders.embedderFor({ slug, localOnly }) });
  runtime.flushes.add(keepKnowledge({ call, embedderFor, log }));
  runtime.flushes.add(embedders.flush);
  if (embedded && schema.databaseUrl) runtime.flushes.add(keepVacuumed({ url: schema.databaseUrl, log }));
  await warmUp(server);
  isReady = true;
  announce(server.address(), generatedPassword);
}

function listen(
  server: ReturnType<typeof createServer>,
  { PORT, HOST }: { PORT: number; HOST: string },
): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      fail(
        error.code === "EADDRINUSE"
          ? new SettingsError("PORT", `a free port (${PORT} is taken by another program)`)
          : error,
      );
    });
    server.listen(PORT, HOST, done);
  });
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
