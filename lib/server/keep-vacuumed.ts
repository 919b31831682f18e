import type { Logger } from "pino";
import { vacuumGrown } from "../db/vacuum.ts";

const everyMs = 60_000;

/** Once a minute clears out the embedded database's tables that grew or changed much. Returns a way to end it. */
export function keepVacuumed({ url, log }: { url: string; log: Logger }): () => Promise<void> {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= vacuumGrown(url)
      .catch((error: unknown) => log.warn({ err: error }, "the database could not be vacuumed"))
      .finally(() => {
        running = undefined;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
