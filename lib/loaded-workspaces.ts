import { compileIntentRouter } from "./ai/route-intent.ts";
import { compilePersonaScorer } from "./ai/score-persona.ts";
import type { LoadedWorkspace } from "./ai/turn-deps.ts";
import type { Call } from "./db/call.ts";
import { AppError, isDatabaseAway } from "./errors.ts";
import { type KeptCounts, kept } from "./kept.ts";
import { slugSchema, workspaceSchema } from "./workspace.ts";

/** The workspaces that a process knows, with what is compiled from each. */
export type LoadedWorkspaces = {
  /** From memory when it was used lately, or while the database is away. Throws `not_found`. */
  get(slug: string): Promise<LoadedWorkspace>;
  /** Whoever asks from here on gets it as it is then. */
  drop(slug: string): void;
  counts(): KeptCounts;
};

type WorkspaceRow = {
  id: string;
  version: number;
  /** The one whose vectors serve; null before there are any. */
  embeddingModel: string | null;
  config: unknown;
};
type Known = Pick<LoadedWorkspace, "id" | "config">;
type Loading = {
  call: Call;
  /** Told of a workspace each time it was read. */
  onRead: (workspace: Known & Pick<WorkspaceRow, "embeddingModel">) => Promise<void>;
  /** And then, where it was not known, or has changed. */
  onChange: (workspace: Known) => void;
};

/** A changed workspace shows itself in the next turn's answer from the database; this is for what changed without one. */
const keepMs = 5 * 60 * 1000;
const mostKept = 1_000;

export function loadedWorkspaces(loading: Loading): LoadedWorkspaces {
  /** Of each slug what is being read now. */
  const reading = new Map<string, Promise<unknown>>();
  const workspaces = kept<Promise<LoadedWorkspace>>({
    load(slug, before) {
      // One after the other: what an earlier one has read is never told after what a later one has.
      const earlier = reading.get(slug);
      const loaded = (async () => {
        await earlier?.catch(() => undefined);
        return read(slug, before, loading);
      })();
      reading.set(slug, loaded);
      const forget = () => void (reading.get(slug) === loaded && reading.delete(slug));
      loaded.then(forget, forget);
      return loaded;
    },
    keepMs,
    most: mostKept,
  });
  return {
    drop: workspaces.drop,
    counts: workspaces.counts,
    async get(slug) {
      if (!slugSchema.safeParse(slug).success) throw noSuchWorkspace();
      return workspaces.get(slug);
    },
  };
}

/** Compiling takes a fifth of a second, in which no stream goes on: what was compiled of this version is used again. */
async function read(
  slug: string,
  before: Promise<LoadedWorkspace> | undefined,
  { call, onRead, onChange }: Loading,
): Promise<LoadedWorkspace> {
  const compiled = await before?.catch(() => undefined);
  const row = await call<WorkspaceRow | null>("read_workspace", { p_slug: slug }).catch((error: unknown) => {
    // What was true five minutes ago is better than nothing, and each turn hears of a newer version.
    if (compiled && isDatabaseAway(error)) return undefined;
    throw error;
  });
  if (compiled && row === undefined) return compiled;
  if (!row) throw noSuchWorkspace();
  const isKnown = compiled?.id === row.id && compiled.version === row.version;
  const config = isKnown ? compiled.config : workspaceSchema.parse(row.config);
  await onRead({ id: row.id, config, embeddingModel: row.embeddingModel });
  if (isKnown) return compiled;
  onChange({ id: row.id, config });
  return {
    id: row.id,
    version: row.version,
    config,
    scorePersona: compilePersonaScorer(config.personas),
    routeIntent: compileIntentRouter(config.intents),
  };
}

function noSuchWorkspace(): AppError {
  return new AppError("not_found", { message: "There is no such workspace." });
}
