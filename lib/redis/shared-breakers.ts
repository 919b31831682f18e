import { z } from "zod";
import type { BreakerStore, SharedBreaker } from "../models/breaker.ts";
import type { RedisPair } from "./connection.ts";
import { sharedPrefix } from "./shared.ts";

const breakerSchema = z.object({
  provider: z.string(),
  model: z.string(),
  endpoint: z.int(),
  state: z.enum(["closed", "open"]),
  openedAt: z.number(),
  openings: z.int(),
});
const messageSchema = z.object({ from: z.string(), breaker: breakerSchema });

/** The longest that a breaker rests: what opened before that is for nobody who starts now. */
const longestRestMs = 120_000;

/**
 * Breakers as one with those of the other instances. What opens or closes is told to all, and open ones are kept for
 * an instance that starts later. Nobody waits for Redis: while it is gone, each instance goes by what it learns itself.
 */
export function sharedBreakers({ commands, listenAlways }: RedisPair): BreakerStore {
  const channel = `${sharedPrefix}breaker`;
  const openKey = `${sharedPrefix}breakers`;
  const self = crypto.randomUUID();

  return {
    changed(breaker) {
      const field = nameOf(breaker);
      const kept =
        breaker.state === "open"
          ? commands.hset(openKey, field, JSON.stringify(breaker))
          : commands.hdel(openKey, field);
      kept.catch(() => undefined);
      commands.publish(channel, JSON.stringify({ from: self, breaker })).catch(() => undefined);
    },
    listen(adopt) {
      const heard = (message: string) => {
        const told = messageSchema.safeParse(parse(message));
        if (told.success && told.data.from !== self) adopt(told.data.breaker);
      };
      const readOpen = () =>
        commands
          .hvals(openKey)
          .then((values) => {
            for (const value of values) {
              const open = breakerSchema.safeParse(parse(value));
              if (open.success && open.data.openedAt > Date.now() - longestRestMs) adopt(open.data);
            }
          })
          .catch(() => undefined);
      // Read once it listens, so that nothing opens unheard between the two.
      listenAlways(channel, heard, () => {
        if (commands.status === "ready") void readOpen();
        else commands.once("ready", () => void readOpen());
      });
    },
  };
}

function nameOf({ provider, model, endpoint }: SharedBreaker): string {
  return `${provider}:${model}#${endpoint}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
