import pino from "pino";
import type { Call } from "../../lib/db/call.ts";
import { localEmbedder } from "../../lib/knowledge/embed-local.ts";
import { finishIngest } from "../../lib/knowledge/finish-ingest.ts";
import type { ItemOutcome } from "../../lib/knowledge/follow-ingest.ts";
import { type HandedIn, handIn, type IngestJob } from "../../lib/knowledge/ingest-hand-in.ts";
import type { WebReader } from "../../lib/knowledge/read-item.ts";
import type { Embedder } from "../../lib/models/model.ts";

/** A web without a page. */
export const emptyWeb: WebReader = {
  fetchPage: () => Promise.reject(new Error("no page was to be fetched")),
  async *collectSite() {
    // Nothing.
  },
};

export function textItem(title: string, text: string, sourceKey?: string): HandedIn {
  return {
    kind: "text",
    document: { title, tags: [], sample: false, text },
    ...(sourceKey && { sourceKey }),
  };
}

/** Hands items in as one job; `finish` works on it to its end and tells what became of each. */
export async function startIngest({
  call,
  workspaceId,
  items,
  job,
}: {
  call: Call;
  workspaceId: string;
  items: readonly HandedIn[];
  job?: Partial<IngestJob>;
}) {
  const full: IngestJob = { id: crypto.randomUUID(), kind: "bulk", label: "a job of a test", ...job };
  const range = {
    workspaceId,
    ingestId: full.id,
    ...(await handIn({ workspaceId, job: full, items }, { call })),
  };
  const finish = async ({
    embedder = localEmbedder,
    web = emptyWeb,
  }: {
    embedder?: Embedder;
    web?: WebReader;
  } = {}) => {
    const groups = finishIngest(range, { call, embedder, web, log: pino({ level: "silent" }) });
    const outcomes: ItemOutcome[] = [];
    for await (const group of groups) outcomes.push(...group);
    return outcomes;
  };
  return { ingestId: full.id, range, finish };
}
