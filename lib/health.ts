import type { TurnQueue } from "./ai/turn-queue.ts";
import type { Database } from "./db/call.ts";
import type { BreakerState } from "./models/breaker.ts";
import type { RedisPair } from "./redis/connection.ts";
import { runtime } from "./runtime.ts";

export type Health = {
  status: "ok" | "degraded" | "down";
  database: "ok" | "down";
  redis: "off" | "ok" | "down";
  providers: { name: string; configured: boolean; breaker: BreakerState }[];
  queue: { running: number; waiting: number };
};

/** What the parts say of themselves. */
type Parts = {
  database: Database;
  queue: TurnQueue;
  redis: RedisPair | undefined;
  breakers: { provider: string; state: BreakerState }[];
};

/** How the installation is: for load balancers and people, without a secret in it. */
export async function readHealth({ database, queue, redis, breakers }: Parts): Promise<Health> {
  const { settings } = runtime();
  const isUp = await database.call("count_workspaces", {}).then(
    () => true,
    () => false,
  );
  // The product carries on without Redis: each instance by itself.
  const redisState = !redis ? "off" : redis.isUp() ? "ok" : "down";
  const { running, waiting } = queue.stats();
  const breakerOf = (name: string) => worst(breakers.filter(({ provider }) => provider === name));
  const isWeakened = redisState === "down" || breakers.some(({ state }) => state === "open");
  return {
    status: !isUp ? "down" : isWeakened ? "degraded" : "ok",
    database: isUp ? "ok" : "down",
    redis: redisState,
    providers: [
      { name: "openai", configured: settings.OPENAI_API_KEY !== undefined, breaker: breakerOf("openai") },
      {
        name: "anthropic",
        configured: settings.ANTHROPIC_API_KEY !== undefined,
        breaker: breakerOf("anthropic"),
      },
      { name: "ollama", configured: settings.OLLAMA_BASE_URL !== undefined, breaker: breakerOf("ollama") },
    ],
    queue: { running, waiting },
  };
}

/** A provider has a breaker for each of its models and endpoints. */
function worst(breakers: { state: BreakerState }[]): BreakerState {
  const has = (state: BreakerState) => breakers.some((breaker) => breaker.state === state);
  return has("open") ? "open" : has("half_open") ? "half_open" : "closed";
}
