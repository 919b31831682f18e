import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { DataDirInUse, lockDataDir, readOrCreateSecrets } from "../../lib/data-dir.ts";

let folder: string;
let lockPath: string;
let children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bevgenie-data-"));
  lockPath = join(folder, "lock");
});
afterEach(async () => {
  await Promise.all(children.map(end));
  children = [];
  await rm(folder, { recursive: true, force: true });
});

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** Another process; it runs `source` and lives until it is ended. */
function startProcess(source: string): { child: ChildProcess; nextLine(): Promise<string> } {
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  if (!child.stdout) throw new Error("no output");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, nextLine: async () => String((await lines.next()).value) };
}

/** Start times and zombies are read from /proc, which only Linux has. */
const onLinux = process.platform === "linux" ? test : test.skip;

const module = JSON.stringify(join(process.cwd(), "lib/data-dir.ts"));

/** Another process that tries for the lock when it is told to, and says how that went. */
function startRival(): ReturnType<typeof startProcess> {
  return startProcess(`
    const { lockDataDir } = await import(${module});
    console.log("ready");
    process.stdin.once("data", () => lockDataDir(${JSON.stringify(folder)}).then(
      () => console.log("held"),
      (error) => console.log(error.name + ": " + error.message),
    ));`);
}

async function tryFor(rival: ReturnType<typeof startProcess>): Promise<string> {
  await rival.nextLine();
  rival.child.stdin?.write("go\n");
  return rival.nextLine();
}

test("a second process is refused, in words that name the first and the way out", async () => {
  const unlock = await lockDataDir(folder);
  const answer = await tryFor(startRival());
  expect(answer).toContain("DataDirInUse");
  expect(answer).toContain(`process ${process.pid}`);
  expect(answer).toContain(folder);
  expect(answer).toContain("set DATA_DIR to another folder");
  await unlock();
  expect(await tryFor(startRival())).toBe("held");
});

test("the same process is refused a second time too", async () => {
  const unlock = await lockDataDir(folder);
  await expect(lockDataDir(folder)).rejects.toThrow(DataDirInUse);
  await unlock();
});

test("the folder is made when it is missing, for its owner alone", async () => {
  const deeper = join(folder, "a", "b");
  const unlock = await lockDataDir(deeper);
  expect((await stat(deeper)).mode & 0o777).toBe(0o700);
  await unlock();
});

test("the lock of a process that was killed is taken over", async () => {
  const rival = startRival();
  expect(await tryFor(rival)).toBe("held");
  await expect(lockDataDir(folder)).rejects.toThrow(DataDirInUse);
  await end(rival.child);
  const unlock = await lockDataDir(folder);
  expect(JSON.parse(await readFile(lockPath, "utf8"))).toMatchObject({ pid: process.pid });
  await unlock();
});

onLinux("a lock whose process number now belongs to a later process is taken over", async () => {
  await writeFile(lockPath, JSON.stringify({ pid: process.pid, startedAt: "1" }));
  await (await lockDataDir(folder))();
});

test.each([
  ["empty", ""],
  ["half-written", '{"pid":12'],
  ["of another kind", '"hello"'],
  ["null", "null"],
])("a lock that is %s is taken over", async (_how, text) => {
  await writeFile(lockPath, text);
  const unlock = await lockDataDir(folder);
  await unlock();
  expect(await readdir(folder)).toEqual([]);
});

onLinux("the lock of a process that has ended and was not yet waited for is taken over", async () => {
  // The shell's child ends while the shell, now another program, never asks for its end: a zombie.
  const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(parent);
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(line.toString());
  const state = async () => (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
  while ((await state())[0] !== "Z") await new Promise((done) => setImmediate(done));
  await writeFile(lockPath, JSON.stringify({ pid, startedAt: (await state())[19] }));
  await (await lockDataDir(folder))();
});

test("of several that find a dead lock at once, exactly one gets it", async () => {
  await writeFile(lockPath, JSON.stringify({ pid: 2 ** 30, startedAt: "1" }));
  const rivals = Array.from({ length: 6 }, startRival);
  await Promise.all(rivals.map((rival) => rival.nextLine()));
  for (const rival of rivals) rival.child.stdin?.write("go\n");
  const answers = await Promise.all(rivals.map((rival) => rival.nextLine()));
  expect(answers.filter((answer) => answer === "held")).toHaveLength(1);
  expect(answers.filter((answer) => answer.startsWith("DataDirInUse"))).toHaveLength(5);
});

test("secrets are made once, for their owner alone", async () => {
  const first = await readOrCreateSecrets(folder);
  expect(first.sessionSecret.length).toBeGreaterThanOrEqual(32);
  expect((await stat(join(folder, "secrets.json"))).mode & 0o777).toBe(0o600);
  expect(await readOrCreateSecrets(folder)).toEqual(first);
});

test("two folders have two secrets", async () => {
  const other = await mkdtemp(join(tmpdir(), "bevgenie-data-"));
  expect(await readOrCreateSecrets(other)).not.toEqual(await readOrCreateSecrets(folder));
  await rm(other, { recursive: true });
});

test.each(["", '{"sessionSec'])("secrets that a crash left as %j are made again", async (text) => {
  await writeFile(join(folder, "secrets.json"), text);
  const made = await readOrCreateSecrets(folder);
  expect(made.sessionSecret.length).toBeGreaterThanOrEqual(32);
  expect(await readOrCreateSecrets(folder)).toEqual(made);
  expect((await stat(join(folder, "secrets.json"))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["secrets.json"]);
});
