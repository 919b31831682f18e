import { Redis } from "ioredis";
import type { Logger } from "pino";

/** Two connections to one Redis: one gives commands, the other listens, since one that listens takes no commands. */
export type RedisPair = {
  commands: Redis;
  /** Calls `heard` with each message of a channel until the returned function is called. */
  listen(channel: string, heard: (message: string) => void): Promise<() => void>;
  /**
   * The same for as long as the process lives, whether Redis is there now or comes later. `onListening`: each time that
   * it listens anew, and may have missed what was said before.
   */
  listenAlways(channel: string, heard: (message: string) => void, onListening?: () => void): void;
  isUp(): boolean;
  close(): void;
};

/** Longer than any answer of a Redis that is well, short enough that a turn does not wait for one that is not. */
const commandTimeoutMs = 500;
const connectTimeoutMs = 2_000;
const longestRetryMs = 2_000;
/** A connection that does not end is cut; until then nothing of it lets the process end. */
const endMs = 200;

/**
 * Connects in the background and again whenever the connection is lost. While it is, every command rejects at once:
 * whoever asks goes on by themselves. `url` may hold a password and is never logged.
 */
export function connectRedis({ url, log }: { url: string; log: Logger }): RedisPair {
  const options = {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: connectTimeoutMs,
    disconnectTimeout: endMs,
    retryStrategy: (times: number) => Math.min(times * 100, longestRetryMs),
  };
  const commands = new Redis(url, options);
  const subscriber = new Redis(url, { ...options, enableOfflineQueue: true, autoResubscribe: true });
  const listeners = new Map<string, Set<(message: string) => void>>();
  const state = { told: "up" as "up" | "down", closed: false };
  // Without a listener an error of the connection would end the process. Told once a change, not once a try.
  const tellDown = (error: Error & { code?: string }) => {
    if (state.told === "down" || state.closed) return;
    state.told = "down";
    log.warn({ code: error.code ?? error.name }, "Redis is not reachable: this instance goes on by itself");
  };
  commands.on("error", tellDown);
  subscriber.on("error", () => undefined);
  commands.on("ready", () => {
    if (state.told === "down") log.info("Redis is back");
    state.told = "up";
  });
  subscriber.on("message", (channel: string, message: string) => {
    for (const heard of listeners.get(channel) ?? []) heard(message);
  });

  return {
    commands,
    async listen(channel, heard) {
      const all = listeners.get(channel) ?? new Set();
      listeners.set(channel, all.add(heard));
      const forget = () => {
        all.delete(heard);
        if (all.size > 0 || listeners.get(channel) !== all) return;
        listeners.delete(channel);
        if (!state.closed) subscriber.unsubscribe(channel).catch(() => undefined);
      };
      await subscriber.subscribe(channel).catch((error: unknown) => {
        forget();
        throw error;
      });
      return forget;
    },
    listenAlways(channel, heard, onListening) {
      const all = listeners.get(channel) ?? new Set();
      listeners.set(channel, all.add(heard));
      const subscribe = () => {
        subscriber.subscribe(channel).then(onListening, () => undefined);
      };
      subscriber.on("ready", subscribe);
      subscribe();
    },
    isUp: () => commands.status === "ready",
    close() {
      state.closed = true;
      commands.disconnect();
      subscriber.disconnect();
    },
  };
}
