import { randomUUID } from "node:crypto";
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { isRunning, type ProcessOwner, processOwnerSchema, thisProcess } from "../process-owner.ts";
import type { Write } from "./write.ts";

/**
 * What is unwritten, in a file of the data directory, so that a process that is killed takes nothing with it. One
 * line each, appended before whoever acts on it goes on: that takes some ten microseconds and survives the process,
 * though not a power cut, as the embedded database.
 */
export type Journal = {
  append(write: Write): void;
  /** From now on it holds these and no others. */
  rewrite(writes: readonly Write[]): void;
  /** Says that whoever keeps it is alive. */
  touch(): void;
  /** Takes the file away; a later append makes it anew. */
  remove(): void;
};

/** A process may keep several: `id` tells them apart. */
const ownerSchema = processOwnerSchema.extend({ host: z.string(), id: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** A journal of another machine on the same folder is somebody's who lives as long as it was touched within this. */
const foreignMs = 60 * 60 * 1000;

/** A journal of `owner`, this process unless said otherwise; made at the first line. Throws what the file system says. */
export function openJournal(
  dataDir: string,
  owner: ProcessOwner = thisProcess(),
  host = hostname(),
): Journal {
  const folder = folderOf(dataDir);
  const path = join(folder, nameOf({ ...owner, host, id: randomUUID() }));
  let file: number | undefined;

  const opened = () => {
    if (file !== undefined) return file;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    file = openSync(path, "a", 0o600);
    return file;
  };
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  return {
    append: (write) => void writeSync(opened(), lineOf(write)),
    rewrite(writes) {
      if (writes.length === 0) return ftruncateSync(opened());
      // Whole under its name or not at all: a process may be killed within these lines.
      writeFileSync(`${path}.new`, writes.map(lineOf).join(""), { mode: 0o600 });
      renameSync(`${path}.new`, path);
      close();
    },
    touch() {
      if (file !== undefined) utimesSync(path, new Date(), new Date());
    },
    remove() {
      close();
      rmSync(path, { force: true });
    },
  };
}

/** What dead processes left unwritten, and how to take their file away once it is written. */
export async function readAbandoned(
  dataDir: string,
  { now = Date.now(), host = hostname() }: { now?: number; host?: string } = {},
): Promise<{ writes: Write[]; remove: () => Promise<void> }[]> {
  const folder = folderOf(dataDir);
  const names = await readdir(folder).catch(() => []);
  const abandoned = [];
  for (const name of names) {
    const path = join(folder, name);
    const owner = ownerOf(name);
    if (!owner || (await isAlive(owner, { path, now, host }))) continue;
    const writes = readLines(await readFile(path, "utf8"));
    abandoned.push({ writes, remove: () => rm(path, { force: true }) });
  }
  return abandoned;
}

async function isAlive(
  owner: Owner,
  { path, now, host }: { path: string; now: number; host: string },
): Promise<boolean> {
  if (owner.host === host) return isRunning(owner);
  const { mtimeMs } = await stat(path);
  return now - mtimeMs < foreignMs;
}

/** The last line of a process that was killed while it wrote it is none. */
function readLines(text: string): Write[] {
  return text.split("\n").flatMap((line) => {
    if (line === "") return [];
    try {
      return [JSON.parse(line) as Write];
    } catch {
      return [];
    }
  });
}

function lineOf(write: Write): string {
  return `${JSON.stringify(write)}\n`;
}

function folderOf(dataDir: string): string {
  return join(resolve(/* turbopackIgnore: true */ dataDir), "unwritten");
}

function nameOf(owner: Owner): string {
  return `${Buffer.from(JSON.stringify(owner)).toString("base64url")}.jsonl`;
}

function ownerOf(name: string): Owner | undefined {
  if (!name.endsWith(".jsonl")) return undefined;
  try {
    const text = Buffer.from(name.slice(0, -".jsonl".length), "base64url").toString();
    return ownerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
