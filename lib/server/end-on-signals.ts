import type { Logger } from "pino";

/** Running answers have 9 s (drain.ts); the rest is for the database. */
const longestShutdownMs = 14_000;

/** Ends the process by `end` when it is told to; a second signal ends it at once. */
export function endOnSignals(end: () => Promise<void>, log: Logger): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      // Whatever hangs (a disk that is gone, a socket that will not close) does not keep the process.
      setTimeout(() => process.exit(1), longestShutdownMs).unref();
      end().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "shutdown failed");
          process.exit(1);
        },
      );
    });
  }
}
