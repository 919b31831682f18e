import type { Database } from "./db/call.ts";
import { runtime } from "./runtime.ts";

export type Health = {
  status: "ok" | "degraded" | "down";
  database: "ok" | "down";
  redis: "off" | "ok" | "down";
  providers: { name: string; configured: boolean; breaker: "closed" | "open" | "half_open" }[];
  queue: { running: number; waiting: number };
};

/** How the installation is: for load balancers and people, without a secret in it. */
export async function readHealth(database: Database): Promise<Health> {
  const { settings, running } = runtime();
  const isUp = await database.call("count_workspaces", {}).then(
    () => true,
    () => false,
  );
  return {
    status: isUp ? "ok" : "down",
    database: isUp ? "ok" : "down",
    redis: "off",
    providers: [
      { name: "openai", configured: settings.OPENAI_API_KEY !== undefined, breaker: "closed" },
      { name: "anthropic", configured: settings.ANTHROPIC_API_KEY !== undefined, breaker: "closed" },
      { name: "ollama", configured: settings.OLLAMA_BASE_URL !== undefined, breaker: "closed" },
    ],
    queue: { running: running.size, waiting: 0 },
  };
}
