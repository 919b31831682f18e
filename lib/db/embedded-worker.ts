/**
 * The embedded Postgres (PGlite, WebAssembly) in a thread of its own, because it runs its queries
 * synchronously: on the main thread a search would freeze every stream. It is served on a Unix
 * socket, so that the application reaches it with the same `pg` pool as every Postgres.
 */
import { readFile, rm } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { serveSocket } from "./serve-socket.ts";

export type EmbeddedWorkerData = {
  /** The folder of the database, or `memory://` for one that ends with the process. */
  dataDir: string;
  socketPath: string;
  /** A tar made by `dumpDataDir`, to start a new database from. */
  templatePath?: string;
};

const { dataDir, socketPath, templatePath } = workerData as EmbeddedWorkerData;
if (!parentPort) throw new Error("embedded-worker.ts runs as a worker thread only");
const port = parentPort;

const settings = [
  // With 64 MB a search over 50,000 passages takes a third more CPU, its vector index alone being 75 MB; with 10,000 it
  // is the same. The process is some 50 MB larger.
  "shared_buffers=256MB",
  // Nothing replicates from here, and whole pages in the log guard against a power cut, which a database that
  // never calls fsync does not survive anyway. A killed process loses nothing by it.
  "wal_level=minimal",
  "max_wal_senders=0",
  "full_page_writes=off",
  "wal_init_zero=off",
  // Plans are kept from when the tables were empty, and nothing here analyzes them as they grow: without this a
  // turn still reads whole tables when they hold thousands of rows.
  "enable_seqscan=off",
];

const database = await PGlite.create({
  dataDir,
  extensions: { vector },
  startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ["-c", setting])],
  ...(templatePath && { loadDataDir: new Blob([await readFile(templatePath)]) }),
});
await rm(socketPath, { force: true });
const server = await serveSocket({ session: database, path: socketPath });

port.on("message", async (message: { type: "close" } | { type: "dump"; path: string }) => {
  if (message.type === "dump") {
    const { writeFile } = await import("node:fs/promises");
    const dump = await database.dumpDataDir("none");
    await writeFile(message.path, new Uint8Array(await dump.arrayBuffer()));
    port.postMessage({ type: "dumped" });
    return;
  }
  await server.close();
  await database.close();
  port.postMessage({ type: "closed" });
  port.close();
});
port.postMessage({ type: "ready" });
