import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import { reembedPassages } from "../knowledge/reembed-passages.ts";
import { reindexWords } from "../knowledge/reindex-words.ts";
import type { Embedder } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";

type Keeping = {
  call: Call;
  /** What a workspace's passages are to be embedded by, as it is configured now. */
  embedderFor: (workspace: Version) => Embedder | Promise<Embedder>;
  log: Logger;
  now?: () => number;
};

type Version = { id: string; slug: string; version: number; knowledgeVersion: number; localOnly: boolean };

const everyMs = 60_000;

/** Questions under way, and instances that hear of a new model a little later, still find the old one's vectors. */
const keepOldVectorsMs = 10 * 60_000;

/** Once a minute, and now: see `knowledgeKeeper`. Returns a way to end it, with what is under way. */
export function keepKnowledge(keeping: Keeping): () => Promise<void> {
  const end = new AbortController();
  const look = knowledgeKeeper(keeping);
  let running: Promise<void> | undefined;
  const turn = () => {
    running ??= look(end.signal)
      .catch((error: unknown) =>
        keeping.log.warn({ err: error }, "the knowledge bases could not be looked through"),
      )
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(turn, everyMs);
  timer.unref();
  turn();
  return async () => {
    clearInterval(timer);
    end.abort();
    await running;
  };
}

/**
 * Looks through every workspace that changed since the last time: words that are not indexed in its language are
 * indexed, passages that its configured model has not embedded are embedded, after which that model serves. The
 * model and the language before keep serving until then. What fails is told and tried again the next time.
 */
export function knowledgeKeeper({
  call,
  embedderFor,
  log,
  now = Date.now,
}: Keeping): (signal?: AbortSignal) => Promise<void> {
  const seen = new Map<string, string>();
  return async (signal) => {
    for (const workspace of await call<Version[]>("list_knowledge_versions", {})) {
      const { id, slug } = workspace;
      const embedder = await embedderFor(workspace);
      await call("forget_unserved_vectors", { p_workspace: id, p_since: new Date(now() - keepOldVectorsMs) });
      const state = [workspace.version, workspace.knowledgeVersion, embedder.model].join();
      if (seen.get(id) === state) continue;
      if (signal?.aborted) return;
      await reindexWords(id, call, signal);
      if (signal?.aborted) return;
      try {
        const embedded = await reembedPassages(id, { call, embedder, ...(signal && { signal }) });
        if (embedded === undefined) continue;
        if (embedded > 0)
          log.info({ workspace: slug, embedded, model: embedder.model }, "the passages were embedded again");
        seen.set(id, state);
      } catch (error) {
        if (signal?.aborted) return;
        if (!(error instanceof ModelError)) throw error;
        log.warn({ err: error, workspace: slug, model: embedder.model }, "the passages wait to be embedded");
      }
    }
  };
}
