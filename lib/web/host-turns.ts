import { untilAborted } from "./until-aborted.ts";

/** Whoever wants something of a host waits until nobody else does, and then for the gap it asks for. */
export type HostTurns = {
  take<Answer>(
    host: string,
    options: { gapMs: number; signal: AbortSignal },
    ask: () => Promise<Answer>,
  ): Promise<Answer>;
};

type Host = { last: Promise<void>; waiting: number; endedAt: number };

type Time = { now(): number; pause(ms: number, signal: AbortSignal): Promise<void> };

/** Hosts remembered without anybody waiting; beyond them the idle ones are forgotten. */
const mostIdle = 1_000;

/** One request at a time for each host, first come, first served. `now` and pauses in milliseconds. */
export function hostTurns({ now, pause }: Time): HostTurns {
  const hosts = new Map<string, Host>();

  return {
    async take(name, { gapMs, signal }, ask) {
      const host = hosts.get(name) ?? {
        last: Promise.resolve(),
        waiting: 0,
        endedAt: Number.NEGATIVE_INFINITY,
      };
      hosts.set(name, host);
      const before = host.last;
      const { promise: mine, resolve: done } = Promise.withResolvers<void>();
      // One who gives up while waiting does not let the next overtake whoever is at it.
      host.last = before.then(() => mine);
      host.waiting += 1;
      try {
        await untilAborted(before, signal);
        const restMs = host.endedAt + gapMs - now();
        if (restMs > 0) await pause(restMs, signal);
        return await ask().finally(() => {
          host.endedAt = now();
        });
      } finally {
        host.waiting -= 1;
        done();
        if (hosts.size > mostIdle) forgetIdle(hosts);
      }
    },
  };
}

function forgetIdle(hosts: Map<string, Host>): void {
  for (const [name, { waiting }] of hosts) if (waiting === 0) hosts.delete(name);
}
