import type { Logger } from "pino";
import type { RunningTurn } from "./ai/running-turns.ts";
import type { Settings } from "./env.ts";

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
  draining: boolean;
};

const key = Symbol.for("bevgenie.runtime");
const holder = globalThis as { [key]?: Runtime };

/** Called once by the server before anything else of the application runs. */
export function startRuntime(runtime: Omit<Runtime, "running" | "draining">): Runtime {
  const started: Runtime = { ...runtime, running: new Map(), draining: false };
  holder[key] = started;
  return started;
}

/** Throws where no server started it: the application cannot run under another server than server.ts. */
export function runtime(): Runtime {
  const current = holder[key];
  if (!current) throw new Error("BevGenie is started by server.ts (npm start or npm run dev).");
  return current;
}
