import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/**
 * The folder of the embedded database and of what was generated for this installation. One process at a
 * time: two would corrupt the database without a word.
 */

/** Another process holds the folder; the message names it and the way out. */
export class DataDirInUse extends Error {
  override readonly name = "DataDirInUse";
}

type Owner = { pid: number; startedAt: string };

/** Takes the lock on `dataDir` (made if missing) and returns how to give it back. Throws DataDirInUse. */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "lock");
  const me: Owner = { pid: process.pid, startedAt: (await startTimeOf(process.pid)) ?? "unknown" };

  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await takeLock(path, me)) return () => rm(path, { force: true });
    const owner = await readOwner(path);
    if (owner && (await isRunning(owner))) {
      throw new DataDirInUse(
        `Another BevGenie (process ${owner.pid}) is using the data directory ${folder}. ` +
          "Stop it first, or set DATA_DIR to another folder.",
      );
    }
    await rm(path, { force: true });
  }
  throw new DataDirInUse(
    `The data directory ${folder} could not be locked. Is another BevGenie starting there?`,
  );
}

async function takeLock(path: string, owner: Owner): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    await file.writeFile(JSON.stringify(owner));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    const owner = JSON.parse(await readFile(path, "utf8")) as Partial<Owner>;
    return typeof owner.pid === "number" ? { pid: owner.pid, startedAt: String(owner.startedAt) } : undefined;
  } catch {
    // Half-written or gone: nobody who is alive holds it.
    return undefined;
  }
}

async function isRunning({ pid, startedAt }: Owner): Promise<boolean> {
  const started = await startTimeOf(pid);
  if (started !== undefined) return started === startedAt;
  if (process.platform === "linux") return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * When a process began, in the kernel's ticks (field 22 of /proc/<pid>/stat, proc(5)): tells a process from a
 * later one that got its number. undefined where there is none, where it is a zombie, or without /proc.
 */
async function startTimeOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

export type Secrets = { sessionSecret: string };

/** The secrets generated for this folder, made at the first start (mode 0600). */
export async function readOrCreateSecrets(dataDir: string): Promise<Secrets> {
  const path = join(resolve(dataDir), "secrets.json");
  try {
    return JSON.parse(await readFile(path, "utf8")) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const secrets: Secrets = { sessionSecret: randomBytes(32).toString("base64url") };
  await writeFile(path, JSON.stringify(secrets), { mode: 0o600, flag: "wx" });
  return secrets;
}
