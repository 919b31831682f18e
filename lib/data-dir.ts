import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { isRunning, type ProcessOwner, processOwnerSchema, thisProcess } from "./process-owner.ts";

/**
 * The folder of the embedded database and of what was generated for this installation. One process at a
 * time: two would corrupt the database without a word.
 */

/** Another process holds the folder; the message names it and the way out. */
export class DataDirInUse extends Error {
  override readonly name = "DataDirInUse";
}

/** Takes the lock on `dataDir` (made if missing) and returns how to give it back. Throws DataDirInUse. */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "lock");
  const me = thisProcess();

  const takes = (await takeLock(path, me)) || (await takeDeadLock(path, me));
  if (takes) return () => rm(path, { force: true });
  const owner = await readOwner(path);
  throw new DataDirInUse(
    `Another BevGenie${owner ? ` (process ${owner.pid})` : ""} is using the data directory ${folder}. ` +
      "Stop it first, or set DATA_DIR to another folder.",
  );
}

/** Appears under its name only when it is whole, so that nobody finds a half-written lock of somebody alive. */
async function takeLock(path: string, owner: ProcessOwner): Promise<boolean> {
  const whole = `${path}.${randomUUID()}`;
  await writeFile(whole, JSON.stringify(owner), { mode: 0o600, flag: "wx" });
  try {
    await link(whole, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(whole);
  }
}

/**
 * Takes the lock of a process that is no more. Several may find it so at once: whoever holds the second lock
 * looks again before it removes the first, or it would remove the lock of one who was faster.
 */
async function takeDeadLock(path: string, me: ProcessOwner): Promise<boolean> {
  if (await isHeld(path)) return false;
  const second = `${path}.takeover`;
  if (!(await takeLock(second, me))) {
    // Left behind by one that died within these few lines: the next start finds it gone.
    if (!(await isHeld(second))) await rm(second, { force: true });
    return false;
  }
  try {
    if (await isHeld(path)) return false;
    await rm(path, { force: true });
    return await takeLock(path, me);
  } finally {
    await rm(second, { force: true });
  }
}

async function isHeld(path: string): Promise<boolean> {
  const owner = await readOwner(path);
  return owner !== undefined && isRunning(owner);
}

/** Whom a lock names; undefined where there is none, or one that says nothing. */
async function readOwner(path: string): Promise<ProcessOwner | undefined> {
  const owner = processOwnerSchema.safeParse(await readJsonFile(path));
  return owner.success ? owner.data : undefined;
}

const secretsSchema = z.object({ sessionSecret: z.string().min(32) });
export type Secrets = z.infer<typeof secretsSchema>;

/** The secrets generated for this folder, made at the first start (mode 0600), and again where they cannot be read. */
export async function readOrCreateSecrets(dataDir: string): Promise<Secrets> {
  const path = join(resolve(dataDir), "secrets.json");
  const stored = secretsSchema.safeParse(await readJsonFile(path));
  if (stored.success) return stored.data;
  const secrets: Secrets = { sessionSecret: randomBytes(32).toString("base64url") };
  const whole = `${path}.${randomUUID()}`;
  await writeFile(whole, JSON.stringify(secrets), { mode: 0o600, flag: "wx" });
  await rename(whole, path);
  return secrets;
}

/** undefined for a file that is missing or no JSON. */
async function readJsonFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    if (isMissing || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
