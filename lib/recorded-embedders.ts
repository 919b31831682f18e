import type { Logger } from "pino";
import { embeddingRows } from "./background-usage.ts";
import { configuredModels } from "./configured-models.ts";
import type { Call } from "./db/call.ts";
import type { Settings } from "./env.ts";
import { learnedReader } from "./knowledge/load-learned.ts";
import type { Embedder } from "./models/model.ts";
import { openJournal } from "./unwritten/journal.ts";
import { storedWorkspaceId } from "./unwritten/write.ts";
import { writeLater } from "./unwritten/write-later.ts";
import { workspaceModels } from "./workspace-models.ts";

/** What a company's documents are embedded by. */
export type EmbedderFor = (workspace: { slug: string; localOnly: boolean }) => Embedder;

/**
 * The embedders of this installation for work outside the application (the first start, `npm run seed`): what they
 * are asked is in the ledger of the workspace it was asked for. `flush` at the end writes the last of it.
 */
export function recordedEmbedders(
  settings: Settings,
  { call, log }: { call: Call; log: Logger },
): { embedderFor: EmbedderFor; flush: () => Promise<void> } {
  const journal = openJournal(settings.DATA_DIR);
  const later = writeLater({ call, log, journal, workspaceId: storedWorkspaceId(call) });
  const models = configuredModels(settings, {
    onEmbedding(attempt, owners) {
      for (const [workspace, rows] of embeddingRows(attempt, owners)) {
        later.keep({ kind: "usage", workspace, rows });
      }
    },
  });
  return { embedderFor: workspaceModels(models, learnedReader(call)).embedderFor, flush: later.flush };
}
