import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { freePort } from "../../bench/processes.ts";

/** Whether a Redis can be started here. Where there is none the test's name has to say why nothing ran. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

/** A Redis of this test alone, on loopback, that keeps nothing. */
export async function startRedis(port?: number) {
  const own = port ?? (await freePort());
  const child = spawn("redis-server", [
    ...["--port", String(own), "--bind", "127.0.0.1"],
    ...["--save", "", "--appendonly", "no"],
  ]);
  for await (const line of createInterface({ input: child.stdout })) if (/ready to accept/i.test(line)) break;
  return {
    port: own,
    url: `redis://127.0.0.1:${own}`,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}
