import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { turnQueue } from "../../../lib/ai/turn-queue.ts";
import { connectRedis, type RedisPair } from "../../../lib/redis/connection.ts";
import { sharedLine } from "../../../lib/redis/shared-line.ts";
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
const untilWaiting = async ({ queue }: Awaited<ReturnType<typeof instance>>) => {
  while (queue.stats().waiting === 0) await new Promise((done) => setTimeout(done, 5));
};

withRedis(hasRedis ? "a dead process" : "a dead process (skipped: there is no redis-server here)", () => {
  test("keeps its visitor's place no longer than its lease", async () => {
    const [dying, other] = await Promise.all([instance(), instance()]);
    await dying.queue.enter("w:v", { turnId: "a", message: "One" }, waiting());
    const next = other.queue.enter("w:v", { turnId: "b", message: "Two" }, waiting());
    await untilWaiting(other);
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

withRedis(
  hasRedis ? "a message that waits" : "a message that waits (skipped: there is no redis-server here)",
  () => {
    test("knows who took its place, even if it looks the moment that it was taken", async () => {
      const [here, there] = await Promise.all([instance(), instance()]);
      await here.queue.enter("w:looks", { turnId: "c", message: "One" }, waiting());
      const earlier = here.queue.enter("w:looks", { turnId: "d", message: "Two" }, waiting());
      await untilWaiting(here);
      // Takes the place and does nothing after: the instance that took it ends here.
      const taken = await sharedLine(there.pair).enter("wait", "w:looks", { turnId: "e", message: "Three" });
      expect(taken).toEqual({ outcome: "wait", superseded: "d" });
      await expect(earlier).rejects.toMatchObject({ code: "superseded", turnId: "e" });
    });
  },
);
