import { describe, expect, test } from "@jest/globals";
import { type RunningTurn, silentTurn } from "../../../lib/ai/running-turns.ts";
import { sharedRunningTurns } from "../../../lib/redis/shared-running-turns.ts";
import { hasRedis } from "../../support/redis.ts";
import { redisOfFile } from "../../support/redis-of-file.ts";
import { keptLog } from "../../support/runtime.ts";

const withRedis = hasRedis ? describe : describe.skip;
const { connect } = redisOfFile();

/** An instance that hears what is said to all, with turns of these visitors that have not opened. */
async function instance(...visitors: string[]) {
  const { log } = keptLog();
  const pair = connect({ log });
  const running = new Map<string, RunningTurn>();
  for (const askedBy of visitors) running.set(askedBy, Object.assign(silentTurn(askedBy, "w"), { askedBy }));
  const turns = sharedRunningTurns({ redis: pair, running, log });
  while (!pair.isUp()) await new Promise((done) => setTimeout(done, 5));
  return { turns, isStopped: (visitor: string) => running.get(visitor)?.controller.signal.aborted };
}

withRedis(hasRedis ? "all turns of a visitor" : "all turns (skipped: there is no redis-server here)", () => {
  test("are stopped wherever they run, and nobody else's", async () => {
    const [here, there] = await Promise.all([instance(), instance("erased", "other")]);
    while (!there.isStopped("erased")) {
      await here.turns.stopAllOf({ workspaceId: "w", visitorId: "erased" });
      await new Promise((done) => setTimeout(done, 5));
    }
    await here.turns.stopAllOf({ workspaceId: "another", visitorId: "other" });
    await here.turns.stopAllOf({ workspaceId: "w", visitorId: "erased" });
    expect(there.isStopped("other")).toBe(false);
  });
});
