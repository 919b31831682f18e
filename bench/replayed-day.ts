/**
 * A day of traffic, replayed in this process with and without what the product remembers: how many calls to the
 * database and to the providers that saves. The day is made up (there is no recorded one): its visitors come mostly
 * in working hours, open with a few popular questions and many rare ones, and often go on asking. The database, the
 * turns and the caches are the real ones; the models only count.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { processChat } from "../lib/ai/orchestrator.ts";
import { compileIntentRouter } from "../lib/ai/route-intent.ts";
import type { TurnVisitor } from "../lib/ai/running-turns.ts";
import { compilePersonaScorer } from "../lib/ai/score-persona.ts";
import type { LoadedWorkspace, TurnDeps } from "../lib/ai/turn-deps.ts";
import type { Call } from "../lib/db/call.ts";
import { startEmbedded } from "../lib/db/embedded.ts";
import { migrate, readSchemaFiles } from "../lib/db/migrate.ts";
import { connectPostgres, toConnection } from "../lib/db/postgres.ts";
import { kept } from "../lib/kept.ts";
import { localEmbedder } from "../lib/knowledge/embed-local.ts";
import { loadSnapshot } from "../lib/knowledge/snapshot.ts";
import { snapshotKeeper } from "../lib/knowledge/snapshot-keeper.ts";
import { createLog } from "../lib/log.ts";
import type { Embedder, TextModel } from "../lib/models/model.ts";
import { withKeptQuestions } from "../lib/models/with-kept-questions.ts";
import { seedCompany } from "../lib/seed-company.ts";
import { workspaceSchema } from "../lib/workspace.ts";

export type DayFigures = { turns: number; databaseCalls: number; providerCalls: number; cachedTurns: number };

const root = join(import.meta.dirname, "..");
const slug = "bevgenie";
const visits = 300;
const keepWorkspaceMs = 5 * 60 * 1000;

/** Prints the shares saved; returns both days' figures. Takes some 20 s and needs no network. */
export async function replayDay(): Promise<{ without: DayFigures; remembering: DayFigures }> {
  const folder = await mkdtemp(join(tmpdir(), "bevgenie-day-"));
  const embedded = await startEmbedded({ socketFolder: folder });
  await migrate({ url: embedded.url, files: await readSchemaFiles(join(root, "supabase")) });
  const database = connectPostgres({ url: embedded.url, maxConnections: 2 });
  const client = new pg.Client(toConnection(embedded.url));
  await client.connect();
  try {
    const seeding = {
      folder: join(root, "supabase/seed", slug),
      slug,
      log: createLog("warn"),
      onProgress: () => undefined,
    };
    await seedCompany({ ...seeding, call: database.call, embedderFor: () => localEmbedder });
    const day = await makeDay();
    // The database's clock cannot be set: time passes for it by making what it keeps older.
    const pass = async (ms: number) => {
      await client.query(
        "update cached_answers set expires_at = expires_at - $1 * interval '1 millisecond'",
        [ms],
      );
    };
    const without = await live(day, { call: database.call, pass, isRemembering: false });
    const remembering = await live(day, { call: database.call, pass, isRemembering: true });
    print(without, remembering);
    return { without, remembering };
  } finally {
    await client.end();
    await database.close();
    await embedded.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Ask = { at: number; visit: number; message: string };

async function live(
  day: Ask[],
  { call, pass, isRemembering }: { call: Call; pass: (ms: number) => Promise<void>; isRemembering: boolean },
): Promise<DayFigures> {
  const figures: DayFigures = { turns: 0, databaseCalls: 0, providerCalls: 0, cachedTurns: 0 };
  const clock = { now: day[0]?.at ?? 0 };
  const counted: Call = (name, args) => {
    figures.databaseCalls += 1;
    return call(name, args);
  };
  const embedder: Embedder = {
    ...localEmbedder,
    embed: (texts, kind) => {
      figures.providerCalls += 1;
      return localEmbedder.embed(texts, kind);
    },
  };
  const model: TextModel = {
    provider: "openai",
    model: "gpt-4o",
    async *streamText() {
      figures.providerCalls += 1;
      yield { type: "answer-start", provider: "openai", model: "gpt-4o", retryCount: 0, fallbackUsed: false };
      yield { type: "text", text: "The passages say it [1]." };
      yield { type: "finish", reason: "stop", usage: null };
    },
  };
  const compiled = new Map<number, LoadedWorkspace>();
  const read = () => readWorkspace(counted, compiled);
  const workspaces = kept({ load: read, keepMs: keepWorkspaceMs, most: 10, now: () => clock.now });
  const embeddingModel = localEmbedder.model;
  const memory = {
    chatModel: model,
    spendLimitUsdPerDay: undefined,
    economyModel: model,
    pageModel: null,
    embedder: isRemembering ? withKeptQuestions(embedder) : embedder,
    knowledge: snapshotKeeper(async (workspaceId) =>
      isRemembering ? loadSnapshot({ call: counted, workspaceId, embeddingModel }) : undefined,
    ),
    call: counted,
    now: () => clock.now,
    log: createLog("silent"),
    writeLater: () => undefined,
    onStaleWorkspace: () => workspaces.drop(slug),
  };

  const visitors = new Map<number, TurnVisitor>();
  for (const { at, visit, message } of day) {
    await pass(at - clock.now);
    clock.now = at;
    const workspace = await (isRemembering ? workspaces.get(slug) : read());
    const deps: TurnDeps = { ...memory, workspace };
    const request = {
      turnId: crypto.randomUUID(),
      message,
      mode: "text" as const,
      visitor: visitors.get(visit),
    };
    const asked = {
      ...request,
      conversationId: undefined,
      voiceId: undefined,
      tier: "basic",
      useCache: isRemembering,
    };
    const turn = processChat(asked, deps, {
      signal: new AbortController().signal,
      onVisitor: (visitor) => visitors.set(visit, visitor),
    });
    for await (const event of turn) if ("meta" in event && event.meta.cached) figures.cachedTurns += 1;
    figures.turns += 1;
  }
  return figures;
}

async function readWorkspace(call: Call, compiled: Map<number, LoadedWorkspace>): Promise<LoadedWorkspace> {
  const row = await call<{ id: string; version: number; config: unknown }>("read_workspace", {
    p_slug: slug,
  });
  const before = compiled.get(row.version);
  if (before) return before;
  const config = workspaceSchema.parse(row.config);
  const scorePersona = compilePersonaScorer(config.personas);
  const loaded = { ...row, config, scorePersona, routeIntent: compileIntentRouter(config.intents) };
  compiled.set(row.version, loaded);
  return loaded;
}

const secondMs = 1_000;
const hourMs = 3_600 * secondMs;
/** Visits by the hour of the day, in parts of all. */
const hours = [1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 18, 16, 12, 14, 16, 16, 12, 8, 6, 5, 4, 3, 2, 1];
/** How a question that is asked often is typed. */
const manners = [
  (question: string) => question,
  (question: string) => question.replace(/\?$/, ""),
  (question: string) => `Hi, ${question}`,
  (question: string) => `${question.slice(0, 1).toLowerCase()}${question.slice(1)}`,
];

/** Popular questions are the workspace's own starters and what visitors ask in its trade; rare ones are those of the router's list. */
async function makeDay(): Promise<Ask[]> {
  const random = seeded(20_261_121);
  const file = await readFile(join(root, "supabase/seed", slug, "workspace.json"), "utf8");
  const { starters } = JSON.parse(file) as { starters: string[] };
  const lines = await readFile(join(root, "bench/eval/intents-heldout.jsonl"), "utf8");
  const rare = lines
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { text: string }).text);
  const questions = [...starters, ...rare];
  const asks: Ask[] = [];
  for (let visit = 0; visit < visits; visit += 1) {
    let at = pick(hours, random) * hourMs + random() * hourMs;
    const count = 1 + Math.floor(random() * 3);
    for (let turn = 0; turn < count; turn += 1) {
      // The n-th most popular question is asked 1/n as often as the first (Zipf).
      const question =
        questions[
          pick(
            questions.map((_, rank) => 1 / (rank + 1)),
            random,
          )
        ] ?? "";
      const manner = manners[Math.floor(random() * manners.length)];
      asks.push({ at, visit, message: manner?.(question) ?? question });
      at += (20 + random() * 60) * secondMs;
    }
  }
  return asks.sort((one, other) => one.at - other.at);
}

function pick(weights: number[], random: () => number): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return 0;
}

/** Mulberry32: the same day each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function print(without: DayFigures, remembering: DayFigures): void {
  const saved = (key: "databaseCalls" | "providerCalls") =>
    `${remembering[key]} instead of ${without[key]}, ${(100 * (1 - remembering[key] / without[key])).toFixed(0)} % saved`;
  console.log(`\nA replayed day (made up: ${visits} visits, ${without.turns} turns)`);
  console.log(`  calls to the database:  ${saved("databaseCalls")}`);
  console.log(
    `  calls to providers:     ${saved("providerCalls")} (answers, summaries and question vectors)`,
  );
  console.log(`  turns answered from memory: ${remembering.cachedTurns} of ${remembering.turns}`);
}

if (import.meta.main) await replayDay();
