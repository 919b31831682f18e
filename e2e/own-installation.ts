import { rm } from "node:fs/promises";
import { freePort, start, stop } from "../bench/processes.ts";
import { environment } from "./installation.ts";

/** An installation beside the one that most tests share, with `env` on top of its settings and an empty `dataDir`. */
export async function startOwnInstallation(
  dataDir: string,
  env: Record<string, string>,
): Promise<{ address: string; stop(): Promise<void> }> {
  await rm(dataDir, { recursive: true, force: true });
  const port = await freePort();
  const server = await start({
    command: ["--conditions=react-server", "server.ts"],
    cwd: process.cwd(),
    env: { ...environment, PORT: String(port), DATA_DIR: dataDir, ...env },
    ready: /is ready at/,
  });
  return { address: `http://localhost:${port}/`, stop: async () => void (await stop(server.child)) };
}
