import { createServer, type Server } from "node:net";
import { SettingsError } from "../env.ts";

type Address = { PORT: number; HOST: string };

/**
 * Fails before anything is prepared for a server that could not be reached. Throws SettingsError where another program
 * has the port.
 */
export async function assertPortIsFree(address: Address): Promise<void> {
  const probe = createServer();
  await listen(probe, address);
  await new Promise<void>((done) => probe.close(() => done()));
}

/** Resolves when the server answers at its address. Throws SettingsError where another program has the port. */
export function listen(server: Server, { PORT, HOST }: Address): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      fail(
        error.code === "EADDRINUSE"
          ? new SettingsError("PORT", `a free port (${PORT} is taken by another program)`)
          : error,
      );
    });
    server.listen(PORT, HOST, done);
  });
}
