import { createHash } from "node:crypto";
import { chmod, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import type { EmbeddedWorkerData } from "./embedded-worker.ts";

/**
 * Starts the embedded Postgres on a folder and serves it on a Unix socket there. Belongs to the server
 * process and to tests; the application only sees the connection string. The caller holds the lock
 * on the folder (see data-dir.ts): two processes on one folder would corrupt it.
 */
export type EmbeddedDatabase = {
  /** For the `pg` pool of this process or another. */
  url: string;
  /** Writes the whole database as a tar, for `templatePath`. */
  dump(path: string): Promise<void>;
  close(): Promise<void>;
};

type Options = {
  /** Absolute or relative folder; the files go into `postgres/` below it. Unset: in memory. */
  dataDir?: string;
  /** Where the socket goes when there is no dataDir. */
  socketFolder?: string;
  templatePath?: string;
};

export async function startEmbedded({
  dataDir,
  socketFolder,
  templatePath,
}: Options): Promise<EmbeddedDatabase> {
  const folder = resolve(socketFolder ?? dataDir ?? tmpdir());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const reachable = await socketFolderFor(folder);
  const data: EmbeddedWorkerData = {
    dataDir: dataDir ? await closedFolder(join(resolve(dataDir), "postgres")) : "memory://",
    socketPath: join(reachable, ".s.PGSQL.5432"),
    ...(templatePath && { templatePath }),
  };
  const worker = new Worker(new URL("./embedded-worker.ts", import.meta.url), { workerData: data });
  await answer(worker, "ready");
  return {
    url: embeddedUrl(reachable),
    dump: async (path) => {
      worker.postMessage({ type: "dump", path });
      await answer(worker, "dumped");
    },
    close: async () => {
      const ended = new Promise((done) => worker.once("exit", done));
      worker.postMessage({ type: "close" });
      await answer(worker, "closed");
      await ended;
    },
  };
}

/** PGlite writes files that everybody may read and write; the folder above may be somebody's own, open to all. */
async function closedFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  return folder;
}

/** The connection string of the embedded database whose socket is in `folder`. */
export function embeddedUrl(folder: string): string {
  return `postgres:///postgres?host=${encodeURIComponent(folder)}`;
}

/** A socket's path may have at most 107 bytes; a longer folder gets its socket in the temporary one, by its hash. */
export async function socketFolderFor(folder: string): Promise<string> {
  if (Buffer.byteLength(join(folder, ".s.PGSQL.5432")) <= 103) return folder;
  const short = join(tmpdir(), `bevgenie-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`);
  await mkdir(short, { recursive: true, mode: 0o700 });
  return short;
}

function answer(worker: Worker, type: "ready" | "dumped" | "closed"): Promise<void> {
  return new Promise((done, fail) => {
    const onMessage = (message: { type: string }) => {
      if (message.type !== type) return;
      settle();
      done();
    };
    const onError = (error: unknown) => {
      settle();
      fail(new Error("The embedded database stopped.", { cause: error }));
    };
    const settle = () => {
      worker.off("message", onMessage);
      worker.off("error", onError);
    };
    worker.on("message", onMessage);
    worker.on("error", onError);
  });
}
