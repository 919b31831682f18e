import { join } from "node:path";
import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import { countPassages } from "../knowledge/count-passages.ts";
import { localEmbedder } from "../knowledge/embed-local.ts";
import { reembedPassages } from "../knowledge/reembed-passages.ts";
import type { Embedder } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import { type SeedProgress, seedCompany } from "../seed-company.ts";
import { defaultWorkspaceSlug } from "../session.ts";

type Preparation = {
  call: Call;
  /** What a workspace's documents are embedded by. */
  embedderFor: (workspace: { localOnly: boolean }) => Embedder;
  root: string;
  log: Logger;
  say: (line: string) => void;
};

/**
 * Fills an empty database with the sample company. At every later start, sees to it that the passages have
 * vectors of the embedder that is configured now, and are counted.
 */
export async function prepareKnowledge({ call, embedderFor, root, log, say }: Preparation): Promise<void> {
  if ((await call<number>("count_workspaces", {})) > 0) return reembedAll({ call, embedderFor, say });
  const folder = join(root, "supabase", "seed", defaultWorkspaceSlug);
  const onProgress = ({ done, total }: SeedProgress) => {
    if (done % 20 === 0 && done < total) say(`Reading the sample company: ${done} of ${total} documents.`);
  };
  const order = { folder, slug: defaultWorkspaceSlug, call, log, onProgress };
  const seeded = await seedCompany({ ...order, embedderFor }).catch((error: unknown) => {
    if (!(error instanceof ModelError)) throw error;
    say(
      `${embedderFor({ localOnly: false }).model} cannot be reached; the documents are embedded with it at the next start.`,
    );
    return seedCompany({ ...order, embedderFor: () => localEmbedder });
  });
  say(`The sample company is in place: ${seeded.documents} documents.`);
}

async function reembedAll({
  call,
  embedderFor,
  say,
}: Pick<Preparation, "call" | "embedderFor" | "say">): Promise<void> {
  const workspaces = await call<{ id: string; slug: string }[]>("list_workspaces", {});
  for (const { id, slug } of workspaces) {
    await countPassages(id, call);
    const stored = await call<{ config: { localOnly?: boolean } } | null>("read_workspace", { p_slug: slug });
    const embedder = embedderFor({ localOnly: stored?.config.localOnly === true });
    const embedded = await reembedPassages(id, { call, embedder }).catch((error: unknown) => {
      if (!(error instanceof ModelError)) throw error;
      say(`${slug}: ${embedder.model} cannot be reached; until the next start its search is by words.`);
      return 0;
    });
    if (embedded > 0) say(`${slug}: ${embedded} passages embedded with ${embedder.model}.`);
  }
}
