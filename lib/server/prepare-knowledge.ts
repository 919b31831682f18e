import { join } from "node:path";
import type { Logger } from "pino";
import type { Call } from "../db/call.ts";
import { countPassages } from "../knowledge/count-passages.ts";
import { localEmbedder } from "../knowledge/embed-local.ts";
import { reindexWords } from "../knowledge/reindex-words.ts";
import { ModelError } from "../models/model-error.ts";
import type { EmbedderFor } from "../recorded-embedders.ts";
import { type SeedProgress, seedCompany } from "../seed-company.ts";
import { defaultWorkspaceSlug } from "../session.ts";

type Preparation = {
  call: Call;
  /** What a workspace's documents are embedded by. */
  embedderFor: EmbedderFor;
  root: string;
  log: Logger;
  say: (line: string) => void;
};

/**
 * Fills an empty database with the sample company. At every later start, sees to it that the passages are counted and
 * their words indexed. Vectors of a model that was changed are made later, while the old ones serve (keep-knowledge.ts).
 */
export async function prepareKnowledge({ call, embedderFor, root, log, say }: Preparation): Promise<void> {
  if ((await call<number>("count_workspaces", {})) > 0) return countAndIndex(call);
  const folder = join(root, "supabase", "seed", defaultWorkspaceSlug);
  const onProgress = ({ done, total }: SeedProgress) => {
    if (done % 20 === 0 && done < total) say(`Reading the sample company: ${done} of ${total} documents.`);
  };
  const order = { folder, slug: defaultWorkspaceSlug, call, log, onProgress };
  const seeded = await seedCompany({ ...order, embedderFor }).catch((error: unknown) => {
    if (!(error instanceof ModelError)) throw error;
    say(
      `${embedderFor({ slug: defaultWorkspaceSlug, localOnly: false }).model} cannot be reached; the documents are embedded with it as soon as it can.`,
    );
    return seedLocally(order);
  });
  say(`The sample company is in place: ${seeded.documents} documents.`);
}

/** The local vectors serve until the configured model has made its own; without that questions had none to be held to. */
async function seedLocally(order: Omit<Parameters<typeof seedCompany>[0], "embedderFor">) {
  const { call } = order;
  const seeded = await seedCompany({ ...order, embedderFor: () => localEmbedder });
  const { id } = await call<{ id: string }>("read_workspace", { p_slug: seeded.slug });
  await call("serve_embedding_model", { p_workspace: id, p_embedding_model: localEmbedder.model });
  return seeded;
}

async function countAndIndex(call: Call): Promise<void> {
  for (const { id } of await call<{ id: string }[]>("list_workspaces", {})) {
    await countPassages(id, call);
    await reindexWords(id, call);
  }
}
