import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import type { SnapshotKeeper } from "../knowledge/snapshot-keeper.ts";
import type { Embedder, TextModel } from "../models/model.ts";
import type { Write } from "../unwritten/write.ts";
import type { Workspace } from "../workspace.ts";
import type { IntentRouter } from "./route-intent.ts";
import type { PersonaScorer } from "./score-persona.ts";

/** A workspace as a process keeps it: its data, and what is compiled from it once. */
export type LoadedWorkspace = {
  id: string;
  version: number;
  config: Workspace;
  scorePersona: PersonaScorer;
  routeIntent: IntentRouter;
};

/** The outside world of a turn: everything it does not decide by itself. */
export type TurnDeps = {
  workspace: LoadedWorkspace;
  call: Call;
  /** Each with its fallbacks inside; null when no model is connected. */
  chatModel: TextModel | null;
  pageModel: TextModel | null;
  /** What answers instead of either when that is all the energy left pays for, and writes what nobody waits for. */
  economyModel: TextModel | null;
  /** US dollars a day of the whole installation. */
  spendLimitUsdPerDay: number | undefined;
  embedder: Embedder;
  /** Small knowledge bases, kept in memory. */
  knowledge: SnapshotKeeper;
  /** Writes what nobody waits for, or what could not be written now: later, and surely. */
  writeLater: (write: Write) => void;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: Logger;
  /** The database holds a newer version of the workspace than this process does. */
  onStaleWorkspace: () => void;
};
