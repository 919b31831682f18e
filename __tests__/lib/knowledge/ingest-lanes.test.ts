import { expect, test } from "@jest/globals";
import pino from "pino";
import type { Call } from "../../../lib/db/call.ts";
import { localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import { ingestLanes } from "../../../lib/knowledge/ingest-lanes.ts";
import { emptyWeb } from "../../support/ingest.ts";

test("what comes in while every lane looks, and finds nothing, is looked for again", async () => {
  const looks: (() => void)[] = [];
  const call = (async (name: string, args: { p_from_web?: boolean }) => {
    if (name === "due_vector_indexes") return [];
    if (name !== "claim_ingest_items" || args.p_from_web) return null;
    return new Promise((done) => looks.push(() => done(null)));
  }) as unknown as Call;
  const lanes = ingestLanes({
    ...{ call, web: emptyWeb, log: pino({ level: "silent" }), isCalm: () => true },
    embedderFor: async () => localEmbedder,
    signal: new AbortController().signal,
    onSettled: () => undefined,
    onFault: () => undefined,
  });
  lanes.nudge();
  lanes.nudge();
  expect(looks).toHaveLength(2);
  lanes.nudge();
  for (let answered = 0; answered < 3; answered += 1) {
    looks[answered]?.();
    await new Promise(setImmediate);
  }
  expect(looks).toHaveLength(3);
  await Promise.all(lanes.running);
  expect(looks).toHaveLength(3);
});
