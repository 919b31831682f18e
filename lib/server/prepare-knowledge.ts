import { join } from "node:path";
import type { Call } from "../db/call.ts";
import { reembedPassages } from "../knowledge/reembed-passages.ts";
import type { Embedder } from "../models/model.ts";
import { seedCompany } from "../seed-company.ts";
import { defaultWorkspaceSlug } from "../session.ts";

type Preparation = { call: Call; embedder: Embedder; root: string; say: (line: string) => void };

/**
 * Fills an empty database with the sample company. At every later start, sees to it that the passages have
 * vectors of the embedder that is configured now.
 */
export async function prepareKnowledge({ call, embedder, root, say }: Preparation): Promise<void> {
  if ((await call<number>("count_workspaces", {})) > 0) return reembedAll({ call, embedder, say });
  const folder = join(root, "supabase", "seed", defaultWorkspaceSlug);
  const seeded = await seedCompany({
    folder,
    slug: defaultWorkspaceSlug,
    call,
    embedder,
    onProgress: () => undefined,
  });
  say(`The sample company is in place: ${seeded.documents} documents.`);
}

async function reembedAll({ call, embedder, say }: Omit<Preparation, "root">): Promise<void> {
  const workspaces = await call<{ id: string; slug: string }[]>("list_workspaces", {});
  for (const { id, slug } of workspaces) {
    const embedded = await reembedPassages(id, { call, embedder });
    if (embedded > 0) say(`${slug}: ${embedded} passages embedded with ${embedder.model}.`);
  }
}
