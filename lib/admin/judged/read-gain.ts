import type { Call } from "../../db/call.ts";
import { compareRuns, type JudgedRun, type ReadRun, type RunComparison } from "./compare-runs.ts";
import { rerankGain } from "./rerank-gain.ts";

/** Whether a model puts passages in order for visitors, whether that may be turned on, and what speaks for it. */
export type RerankState = {
  on: boolean;
  /** `provider:model`; null: none is connected that the workspace may ask. */
  model: string | null;
  /** The newest whole run of each kind, without its questions. */
  without: JudgedRun | null;
  reranked: JudgedRun | null;
  deltas: RunComparison["deltas"] | null;
  /** Turning it on is refused without a gain; `why`: what is missing. */
  gain: boolean;
  why: string | null;
  /** Of the knowledge base that this was found of. */
  knowledgeVersion: number;
};

type Reading = { id: string; slug: string; on: boolean; model: string | null; call: Call };

/** Three calls to the database, two of them for whole runs. Throws DatabaseError. */
export async function readRerankState({ id, slug, on, model, call }: Reading): Promise<RerankState> {
  const [runs, row] = await Promise.all([
    call<JudgedRun[]>("list_judged_runs", { p_workspace: id }),
    call<{ knowledgeVersion: number } | null>("read_workspace", { p_slug: slug }),
  ]);
  const knowledgeVersion = row?.knowledgeVersion ?? 0;
  const newest = (isKind: (run: JudgedRun) => boolean) =>
    runs.find((run) => run.status === "done" && isKind(run));
  const read = (run: JudgedRun | undefined) =>
    run ? call<ReadRun | null>("read_judged_run", { p_workspace: id, p_run: run.id }) : null;
  const [without, reranked] = await Promise.all([
    read(newest(({ settings }) => settings.rerankedBy === undefined)),
    read(newest(({ settings }) => settings.rerankedBy !== undefined)),
  ]);
  const found = rerankGain({ without, reranked, model, knowledgeVersion });
  return {
    ...{ on, model, without: plain(without), reranked: plain(reranked), knowledgeVersion },
    deltas: without && reranked && compareRuns(without, reranked).deltas,
    gain: found.gain,
    why: found.gain ? null : found.why,
  };
}

function plain(read: ReadRun | null): JudgedRun | null {
  if (!read) return null;
  const { results: _, ...run } = read;
  return run;
}
