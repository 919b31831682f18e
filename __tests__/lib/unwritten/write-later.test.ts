/** What could not be written to the database is kept, in memory and on disk, until it is. */
import { appendFile, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { backgroundRows } from "../../../lib/background-usage.ts";
import { type Call, DatabaseError } from "../../../lib/db/call.ts";
import type { Attempt } from "../../../lib/models/attempt.ts";
import { openJournal, readAbandoned } from "../../../lib/unwritten/journal.ts";
import type { Write } from "../../../lib/unwritten/write.ts";
import { writeAbandoned } from "../../../lib/unwritten/write-abandoned.ts";
import { writeLater } from "../../../lib/unwritten/write-later.ts";
import { keptLog } from "../../support/runtime.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "bevgenie-unwritten-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const attempt: Attempt = {
  ...{ provider: "openai", model: "text-embedding-3-small", startedAt: 0, latencyMs: 20, firstTokenMs: null },
  usage: { promptTokens: 100, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 },
  ...{
    error: null,
    estimated: false,
    costUsd: 0.00001,
    priceVersion: "2026-11-21",
    retry: 0,
    fallback: false,
  },
};
const turn = (answer: string): Write => ({
  kind: "turn",
  args: { p_workspace: "w", p_turn: "t", p_answer: answer, p_energy: 10, p_usage: [{ ordinal: 0 }] },
});
const usage = (workspace: string): Write => ({
  kind: "usage",
  workspace,
  rows: backgroundRows([attempt], "summary"),
});
const away = () => new DatabaseError("close_turn", "connection", new Error("ECONNREFUSED"));
const workspaceId = async (slug: string) => `id of ${slug}`;

type Asked = { name: string; args: Record<string, unknown> };

/** A database that answers as it is told, a clock that is moved by hand, and what keeps in between. */
function keeping({
  mostBytes,
  owner,
}: {
  mostBytes?: number;
  owner?: { pid: number; startedAt: string };
} = {}) {
  const asked: Asked[] = [];
  const state: { failure: ((asked: Asked) => unknown) | undefined } = { failure: undefined };
  const call = (async (name: string, args: Record<string, unknown>) => {
    const failure = state.failure?.({ name, args });
    if (failure) throw failure;
    asked.push({ name, args });
  }) as unknown as Call;
  const waits: { ms: number; run: () => void }[] = [];
  const { log, lines } = keptLog();
  const later = writeLater({
    ...{ call, log, workspaceId, journal: openJournal(dataDir, owner), ...(mostBytes && { mostBytes }) },
    after(run, ms) {
      waits.push({ run, ms });
      return () => undefined;
    },
  });
  return {
    ...{ later, asked, lines, waits, call, log },
    fail(failure: ((asked: Asked) => unknown) | undefined) {
      state.failure = failure;
    },
    /** What is scheduled next happens, and what follows from it. Returns how long was waited. */
    async pass(): Promise<number | undefined> {
      const next = waits.shift();
      next?.run();
      for (let turns = 0; turns < 50; turns += 1) await new Promise(setImmediate);
      return next?.ms;
    },
  };
}

const unfinished = async () => (await readdir(join(dataDir, "unwritten")).catch(() => [])).length;

test("rows are gathered for a moment and written at once, each with its workspace", async () => {
  const { later, asked, pass } = keeping();
  for (const slug of ["a", "b", "a"]) later.keep(usage(slug));
  expect(asked).toEqual([]);
  expect(await pass()).toBe(1_000);
  expect(asked.map(({ name, args }) => [name, args.p_workspace, (args.p_rows as []).length])).toEqual([
    ["record_usage", "id of a", 2],
    ["record_usage", "id of b", 1],
  ]);
  expect(later.waiting()).toBe(0);
});

test("while the database is away it is asked ever more rarely, and when it is back everything is written in order", async () => {
  const { later, asked, lines, fail, pass } = keeping();
  fail(away);
  later.keep(turn("first"));
  later.keep(turn("second"));
  const waited = [];
  for (let times = 0; times < 7; times += 1) waited.push(await pass());
  expect(waited).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(lines.filter(({ level }) => level >= 40)).toHaveLength(1);
  later.keep(turn("third"));
  fail(undefined);
  await pass();
  expect(asked.map(({ args }) => args.p_answer)).toEqual(["first", "second", "third"]);
  expect(later.waiting()).toBe(0);
  later.keep(usage("a"));
  expect(await pass()).toBe(1_000);
});

test("a turn that the database will never take leaves its costs, and does not keep others waiting", async () => {
  const { later, asked, fail, pass } = keeping();
  const refused = new DatabaseError("close_turn", "23514", new Error("check"));
  fail(({ name, args }) => (name === "close_turn" && args.p_answer === "bad" ? refused : undefined));
  later.keep(turn("bad"));
  later.keep(turn("good"));
  await pass();
  expect(asked).toMatchObject([
    {
      name: "account_failed_turn",
      args: { p_turn: "t", p_energy: 10, p_usage: [{ ordinal: 0 }], p_error: { code: "internal" } },
    },
    { name: "close_turn", args: { p_answer: "good" } },
  ]);
  expect(later.waiting()).toBe(0);
});

test("memory is bounded: costs outlive words, and what no longer fits is told", async () => {
  const { later, asked, lines, fail, pass } = keeping({ mostBytes: 1_000 });
  fail(away);
  for (let count = 0; count < 20; count += 1) later.keep(turn("x".repeat(500)));
  expect(later.waiting()).toBeLessThan(20);
  expect(lines.filter(({ level }) => level === 50).length).toBe(20 - later.waiting());
  fail(undefined);
  await pass();
  const names = asked.map(({ name }) => name);
  expect(names[0]).toBe("close_turn");
  expect(names.filter((name) => name === "account_failed_turn").length).toBeGreaterThan(2);
});

test("a shutdown writes what is kept, and leaves no file behind", async () => {
  const { later, asked } = keeping();
  later.keep(usage("a"));
  later.keep(turn("shown"));
  await later.flush();
  expect(asked.map(({ name }) => name)).toEqual(["close_turn", "record_usage"]);
  expect(await unfinished()).toBe(0);
});

const dead = { pid: 4_194_305, startedAt: "1" };

test("what a killed process had not written is written at the next start, once", async () => {
  const { later, fail, asked, call, log } = keeping({ owner: dead });
  fail(away);
  later.keep(turn("shown"));
  later.keep(usage("a"));
  const [file = ""] = await readdir(join(dataDir, "unwritten"));
  // It was killed within a line.
  await appendFile(join(dataDir, "unwritten", file), '{"kind":"turn","args":{"p_ans');
  expect(await writeAbandoned(dataDir, { call, log, workspaceId })).toBe(0);
  expect(await unfinished()).toBe(1);
  fail(undefined);
  expect(await writeAbandoned(dataDir, { call, log, workspaceId })).toBe(2);
  expect(asked.map(({ name }) => name)).toEqual(["close_turn", "record_usage"]);
  expect(await writeAbandoned(dataDir, { call, log, workspaceId })).toBe(0);
  expect(await unfinished()).toBe(0);
});

test("nobody takes what a living process keeps, here or on another machine", async () => {
  keeping().later.keep(turn("mine"));
  openJournal(dataDir, dead, "elsewhere").append(turn("theirs"));
  expect(await readAbandoned(dataDir)).toEqual([]);
  const overAnHour = 60 * 60 * 1000 + 1_000;
  const found = await readAbandoned(dataDir, { now: Date.now() + overAnHour });
  expect(found.map(({ writes }) => writes)).toEqual([[turn("theirs")]]);
});

test("the file holds what is unwritten and no more, in a folder of its owner's alone", async () => {
  const { later, fail, pass } = keeping({ owner: dead });
  fail(({ args }) => (args.p_answer === "second" ? away() : undefined));
  for (const answer of ["first", "second", "third"]) later.keep(turn(answer));
  await pass();
  const held = async () => (await readAbandoned(dataDir))[0]?.writes;
  expect(await held()).toEqual([turn("second"), turn("third")]);
  later.keep(turn("fourth"));
  expect(await held()).toEqual([turn("second"), turn("third"), turn("fourth")]);
  const folder = join(dataDir, "unwritten");
  const [file = ""] = await readdir(folder);
  expect((await stat(folder)).mode & 0o077).toBe(0);
  expect((await stat(join(folder, file))).mode & 0o077).toBe(0);
  await utimes(join(folder, file), 0, 0);
  await pass();
  expect((await stat(join(folder, file))).mtimeMs).toBeGreaterThan(0);
  fail(undefined);
  await pass();
  expect(await held()).toEqual([]);
});

test("where the folder cannot be written to, memory has to do, and that is told once", async () => {
  const { log, lines } = keptLog();
  const asked: string[] = [];
  const call = (async (name: string) => void asked.push(name)) as unknown as Call;
  const file = join(dataDir, "file");
  await writeFile(file, "");
  const later = writeLater({ call, log, workspaceId, journal: openJournal(file) });
  later.keep(turn("a"));
  later.keep(turn("b"));
  await later.flush();
  expect(asked).toEqual(["close_turn", "close_turn"]);
  expect(lines.filter(({ level }) => level === 50)).toHaveLength(1);
});
