import type { Logger } from "pino";
import type { RunningTurn } from "./ai/running-turns.ts";
import { type TurnQueue, turnQueue } from "./ai/turn-queue.ts";
import type { Settings } from "./env.ts";
import type { MinuteCounter } from "./minute-counter.ts";
import type { RedisPair } from "./redis/connection.ts";

/**
 * What the server process and the bundled application share. Both load their own copy of a module,
 * so the one thing that must be one lives on `globalThis`: the settings that start-up checked (with
 * the generated secrets filled in), the way to the database, and the turns that are running.
 */
export type Runtime = {
  settings: Settings & { SESSION_SECRET: string };
  /** A connection string for the `pg` pool; undefined with Supabase. */
  databaseUrl: string | undefined;
  log: Logger;
  running: Map<string, RunningTurn>;
  /** Running turns by the idempotency keys they answer to (app/api/chat/running-keys.ts). */
  runningKeys: Map<string, KeyedTurn>;
  queue: TurnQueue;
  /** What the limits count, by name, and the tiers they are measured by, by person. */
  counters: Map<string, MinuteCounter>;
  knownTiers: Map<string, { tier: string; readAt: number }>;
  /** Made when they are first needed. */
  connections: { redis?: RedisPair };
  /** What is kept to be written a little later; the shutdown waits for it. */
  flushes: Set<() => Promise<void>>;
  draining: boolean;
  /** This process looks by itself for what was handed in elsewhere, or left behind by one that died. */
  watchesIngests: boolean;
};

/** A running turn, and the body that its key came with. */
type KeyedTurn = { turn: RunningTurn; body: string };

const key = Symbol.for("bevgenie.runtime");
const holder = globalThis as { [key]?: Runtime };

/** Called once by the server before anything else of the application runs. */
export function startRuntime(runtime: Pick<Runtime, "settings" | "databaseUrl" | "log">): Runtime {
  const started: Runtime = {
    ...runtime,
    running: new Map(),
    runningKeys: new Map(),
    queue: turnQueue(),
    counters: new Map(),
    knownTiers: new Map(),
    connections: {},
    flushes: new Set(),
    draining: false,
    watchesIngests: false,
  };
  holder[key] = started;
  return started;
}

/** Throws where no server started it: the application cannot run under another server than server.ts. */
export function runtime(): Runtime {
  const current = holder[key];
  if (!current) throw new Error("BevGenie is started by server.ts (npm start or npm run dev).");
  return current;
}
