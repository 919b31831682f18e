/** A scan of a knowledge base whose documents are as large as they may be. */
import { expect, test } from "@jest/globals";
import pino from "pino";
import { scanKnowledge } from "../../../lib/admin/upkeep/scan-knowledge.ts";
import type { Call } from "../../../lib/db/call.ts";
import { localEmbedder } from "../../../lib/knowledge/embed-local.ts";

test("a table that states more than a scan keeps is read as far as that, and told of", async () => {
  const text = `|Keg|A|B|C|D|\n|-|-|-|-|-|\n${"|Keg|$1|$2|$3|$4|\n".repeat(58_000)}`;
  const date = "2026-11-01T00:00:00.000Z";
  const document = {
    ...{ documentId: crypto.randomUUID(), title: "Prices", url: null, text },
    ...{ writtenAt: date, fetchedAt: null, failure: null },
  };
  let ended: unknown;
  const answers: Record<string, (args: { p_after: string }) => unknown> = {
    read_scanned_documents: ({ p_after }) => (p_after === document.documentId ? [] : [document]),
    end_knowledge_scan: (args) => {
      ended = args;
      return true;
    },
  };
  const call = (async (name: string, args: { p_after: string }) => answers[name]?.(args) ?? true) as Call;
  await scanKnowledge(
    { workspaceId: crypto.randomUUID(), scanId: crypto.randomUUID() },
    {
      ...{ call, language: "en", staleAfterMonths: 12, embeddingModel: localEmbedder.model },
      ...{
        signal: new AbortController().signal,
        now: () => Date.parse(date),
        log: pino({ level: "silent" }),
      },
    },
  );
  expect(ended).toMatchObject({ p_status: "done", p_cut_short: true });
});
