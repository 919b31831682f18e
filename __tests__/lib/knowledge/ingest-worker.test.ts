import { afterEach, expect, jest, test } from "@jest/globals";
import pino from "pino";
import type { Call } from "../../../lib/db/call.ts";
import { localEmbedder } from "../../../lib/knowledge/embed-local.ts";
import type { Claim } from "../../../lib/knowledge/ingest-claim.ts";
import { ingestWorker } from "../../../lib/knowledge/ingest-worker.ts";
import { emptyWeb } from "../../support/ingest.ts";

afterEach(() => {
  jest.useRealTimers();
});

const workerOn = (
  call: (name: string, args: { p_from_web?: boolean }) => Promise<unknown>,
  embedderFor = async () => localEmbedder,
) =>
  ingestWorker({
    ...{ call: call as unknown as Call, web: emptyWeb, log: pino({ level: "silent" }), isCalm: () => true },
    embedderFor,
  });

test("what comes in while every lane looks, and finds nothing, is looked for again", async () => {
  const looks: (() => void)[] = [];
  const worker = workerOn(async (name, { p_from_web }) => {
    if (name === "due_vector_indexes") return [];
    return p_from_web ? null : new Promise((done) => looks.push(() => done(null)));
  });
  worker.nudge();
  worker.nudge();
  expect(looks).toHaveLength(2);
  worker.nudge();
  for (let answered = 0; answered < 3; answered += 1) {
    looks[answered]?.();
    await new Promise(setImmediate);
  }
  expect(looks).toHaveLength(3);
  await worker.stop();
  expect(looks).toHaveLength(3);
});

test("a database that stays away is asked as often after a minute as in the beginning", async () => {
  jest.useFakeTimers();
  let asked = 0;
  const worker = workerOn(async () => {
    asked += 1;
    throw new Error("nobody answers");
  });
  worker.nudge();
  await jest.advanceTimersByTimeAsync(10_000);
  const before = asked;
  await jest.advanceTimersByTimeAsync(10_000);
  expect(asked - before).toBe(before - 2);
  await worker.stop();
});

test("what fails as soon as it is taken is taken again after a rest, and other kinds of work go on", async () => {
  jest.useFakeTimers();
  const claim: Omit<Claim, "worker"> = {
    ...{ ingestId: "job", workspaceId: "workspace", slug: "company", by: null, sourceTags: [], items: [] },
  };
  const taken = { store: 0, web: 0 };
  let givenBack = 0;
  // Without a rest this would go on for ever, and no test would end.
  const most = 100;
  const worker = workerOn(
    async (name, { p_from_web }) => {
      if (name === "release_ingest_items") {
        givenBack += 1;
        return 1;
      }
      const kind = p_from_web ? "web" : "store";
      taken[kind] += 1;
      return kind === "web" || taken.store > most ? null : claim;
    },
    () => Promise.reject(new Error("no model is configured")),
  );
  worker.nudge();
  await jest.advanceTimersByTimeAsync(1_000);
  const first = { ...taken };
  expect(first.store).toBeLessThanOrEqual(2);
  expect(givenBack).toBe(first.store);
  worker.nudge();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(taken.store).toBe(first.store);
  expect(taken.web).toBeGreaterThan(first.web);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(taken.store).toBeGreaterThan(first.store);
  await worker.stop();
});
