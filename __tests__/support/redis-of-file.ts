import { afterAll, beforeAll } from "@jest/globals";
import type { Logger } from "pino";
import { connectRedis, type RedisPair } from "../../lib/redis/connection.ts";
import { hasRedis, startRedis } from "./redis.ts";
import { keptLog } from "./runtime.ts";

/** A Redis for the tests of one file, where there is one, and its connections, which end with the tests. */
export function redisOfFile() {
  const pairs: RedisPair[] = [];
  let redis: Awaited<ReturnType<typeof startRedis>> | undefined;
  beforeAll(async () => {
    if (hasRedis) redis = await startRedis();
  });
  afterAll(async () => {
    for (const pair of pairs) pair.close();
    await redis?.stop();
  });

  return {
    pairs,
    /** To this file's Redis, or to what is at `url`; it is on its way when this returns. */
    connect({ url = redis?.url ?? "", log = keptLog().log }: { url?: string; log?: Logger } = {}): RedisPair {
      const pair = connectRedis({ url, log });
      pairs.push(pair);
      return pair;
    },
  };
}
