import type { TurnQueue } from "./ai/turn-queue.ts";
import type { Database } from "./db/call.ts";
import type { RedisPair } from "./redis/connection.ts";
import { runtime } from "./runtime.ts";

export type Health = {
  status: "ok" | "degraded" | "down";
  database: "ok" | "down";
  redis: "off" | "ok" | "down";
  providers: { name: string; configured: boolean; breaker: "closed" | "open" | "half_open" }[];
  queue: { running: number; waiting: number };
};

/** What the parts say of themselves. */
type Parts = { database: Database; queue: TurnQueue; redis: RedisPair | undefined };

/** How the installation is: for load balancers and people, without a secret in it. */
export async function readHealth({ database, queue, redis }: Parts): Promise<Health> {
  const { settings } = runtime();
  const isUp = await database.call("count_workspaces", {}).then(
    () => true,
    () => false,
  );
  // The product carries on without Redis: each instance by itself.
  const redisState = !redis ? "off" : redis.isUp() ? "ok" : "down";
  const { running, waiting } = queue.stats();
  return {
    status: isUp ? (redisState === "down" ? "degraded" : "ok") : "down",
    database: isUp ? "ok" : "down",
    redis: redisState,
    providers: [
      { name: "openai", configured: settings.OPENAI_API_KEY !== undefined, breaker: "closed" },
      { name: "anthropic", configured: settings.ANTHROPIC_API_KEY !== undefined, breaker: "closed" },
      { name: "ollama", configured: settings.OLLAMA_BASE_URL !== undefined, breaker: "closed" },
    ],
    queue: { running, waiting },
  };
}
