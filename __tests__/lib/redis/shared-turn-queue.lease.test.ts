import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { turnQueue } from "../../../lib/ai/turn-queue.ts";
import { connectRedis, type RedisPair } from "../../../lib/redis/connection.ts";
import { sharedTurnQueue } from "../../../lib/redis/shared-turn-queue.ts";
import { hasRedis, startRedis } from "../../support/redis.ts";
import { keptLog } from "../../support/runtime.ts";

const withRedis = hasRedis ? describe : describe.skip;
let redis: Awaited<ReturnType<typeof startRedis>>;
const pairs: RedisPair[] = [];

beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
});
afterAll(async () => {
  for (const pair of pairs) pair.close();
  await redis?.stop();
});

async function instance() {
  const pair = connectRedis({ url: redis.url, log: keptLog().log });
  pairs.push(pair);
  while (!pair.isUp()) await new Promise((done) => setTimeout(done, 5));
  return { pair, queue: sharedTurnQueue({ redis: pair, local: turnQueue() }) };
}

const waiting = () => ({ signal: new AbortController().signal });

withRedis(hasRedis ? "a dead process" : "a dead process (skipped: there is no redis-server here)", () => {
  test("keeps its visitor's place no longer than its lease", async () => {
    const [dying, other] = await Promise.all([instance(), instance()]);
    await dying.queue.enter("w:v", { turnId: "a", message: "One" }, waiting());
    const next = other.queue.enter("w:v", { turnId: "b", message: "Two" }, waiting());
    while (other.queue.stats().waiting === 0) await new Promise((done) => setTimeout(done, 5));
    dying.pair.close();
    const lease = "bevgenie:{w:v}:running";
    const restMs = await other.pair.commands.pttl(lease);
    expect(restMs).toBeGreaterThan(0);
    expect(restMs).toBeLessThanOrEqual(15_000);
    // As when that time has passed.
    await other.pair.commands.pexpire(lease, 1);
    expect((await next).message).toBe("Two");
  });
});
