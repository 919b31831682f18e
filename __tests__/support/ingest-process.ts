/**
 * A process that works on one job of the database of DATABASE_URL, so slowly that it can be killed in the middle: it says
 * a line for each document it has begun to embed. Run with --conditions=react-server.
 */
import pino from "pino";
import { connectPostgres } from "../../lib/db/postgres.ts";
import { localEmbedder } from "../../lib/knowledge/embed-local.ts";
import { finishIngest } from "../../lib/knowledge/finish-ingest.ts";
import { emptyWeb } from "./ingest.ts";

const [workspaceId = "", ingestId = "", count = "0"] = process.argv.slice(2);
const { call } = connectPostgres({ url: String(process.env.DATABASE_URL), maxConnections: 2 });
const embedder = {
  ...localEmbedder,
  async embed(texts: string[]) {
    process.stdout.write(`${texts.length}\n`);
    // The first two calls get their vectors, the others wait for ever.
    embedded += 1;
    if (embedded > 2) await new Promise(() => undefined);
    return localEmbedder.embed(texts, "passage");
  },
};
let embedded = 0;
const range = { workspaceId, ingestId, first: 0, count: Number(count) };
const log = pino({ level: "silent" });
for await (const _ of finishIngest(range, { call, embedder, web: emptyWeb, log })) {
  // Only its end is of interest.
}
