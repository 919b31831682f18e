import { runtime } from "../runtime.ts";
import { connectRedis, type RedisPair } from "./connection.ts";

/** What instances on one Redis share. Names begin with this, so that a Redis may serve others too. */
export const sharedPrefix = "bevgenie:";

/** The way to the Redis of this installation, made when it is first asked for; undefined where none is configured. */
export function sharedRedis(): RedisPair | undefined {
  const { settings, log, connections } = runtime();
  if (!settings.REDIS_URL) return undefined;
  connections.redis ??= connectRedis({ url: settings.REDIS_URL, log });
  return connections.redis;
}
