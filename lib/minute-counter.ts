import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from "rate-limiter-flexible";
import { sharedPrefix, sharedRedis } from "./redis/shared.ts";
import { runtime } from "./runtime.ts";

/** What a key has used of the minute that its first use began, and the milliseconds until that is over. */
export type Used = { points: number; resetMs: number };

export type MinuteCounter = { add(key: string, points?: number): Promise<Used> };

const durationSeconds = 60;

/**
 * Counts uses a minute, exactly however many come at once: in memory, or in Redis for all instances together, and in
 * memory again for as long as Redis is away. It only counts; how many are allowed may differ by key, and is the
 * caller's to say. A negative number gives back.
 */
export function minuteCounter(name: string): MinuteCounter {
  const { counters } = runtime();
  const counter = counters.get(name) ?? makeCounter(name);
  counters.set(name, counter);
  return counter;
}

function makeCounter(name: string): MinuteCounter {
  const options = { points: Number.MAX_SAFE_INTEGER, duration: durationSeconds, keyPrefix: name };
  const redis = sharedRedis();
  const memory = new RateLimiterMemory(options);
  const limiter = redis
    ? new RateLimiterRedis({
        ...options,
        keyPrefix: `${sharedPrefix}count:${name}`,
        storeClient: redis.commands,
        rejectIfRedisNotReady: true,
        insuranceLimiter: memory,
      })
    : memory;
  return {
    add: async (key, points = 1) => toUsed(await limiter.penalty(key, points)),
  };
}

function toUsed({ consumedPoints, msBeforeNext }: RateLimiterRes): Used {
  return { points: consumedPoints, resetMs: Math.max(0, msBeforeNext) };
}
