import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Redis } from "ioredis";
import { freePort } from "../../bench/processes.ts";

/** Whether a Redis can be started here. Where there is none the test's name has to say why nothing ran. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

/** A Redis of this test alone, on loopback, that keeps nothing; on `port`, or where it finds place. */
export async function startRedis(port?: number) {
  for (;;) {
    const own = port ?? (await freePort());
    const child = await startOn(own);
    if (!child && port !== undefined) throw new Error(`port ${port} is taken, or no Redis starts there`);
    // Between finding a free port and taking it, another test may have taken it.
    if (!child) continue;
    return {
      port: own,
      url: `redis://127.0.0.1:${own}`,
      /** Whoever listens has to connect again, and misses what is said until then. */
      async hangUpListeners() {
        const client = new Redis(own, "127.0.0.1");
        await client.call("CLIENT", "KILL", "TYPE", "pubsub");
        client.disconnect();
      },
      async stop() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill("SIGKILL");
        await once(child, "exit");
      },
    };
  }
}

/** Undefined where the port is another's. */
async function startOn(port: number) {
  const child = spawn("redis-server", [
    ...["--port", String(port), "--bind", "127.0.0.1"],
    ...["--save", "", "--appendonly", "no"],
  ]);
  for await (const line of createInterface({ input: child.stdout }))
    if (/ready to accept/i.test(line)) return child;
  return undefined;
}
