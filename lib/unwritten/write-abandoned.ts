import type { Logger } from "pino";
import { type Journal, readAbandoned } from "./journal.ts";
import type { Writing } from "./write.ts";
import { writeLater } from "./write-later.ts";

/**
 * Writes what processes that were killed had still to write, once the database is there and before their turns are
 * counted as lost. What cannot be written is left for the next start. Returns how many things were written.
 */
export async function writeAbandoned(
  dataDir: string,
  deps: Writing & { log: Logger; host?: string },
): Promise<number> {
  let written = 0;
  for (const { writes, remove } of await readAbandoned(dataDir, deps)) {
    const later = writeLater({ ...deps, journal: itself });
    for (const write of writes) later.keep(write);
    await later.flush();
    if (later.waiting() > 0) continue;
    written += writes.length;
    await remove();
  }
  return written;
}

/** The dead process's own file goes on holding what is left. */
const itself: Journal = {
  append: () => undefined,
  rewrite: () => undefined,
  touch: () => undefined,
  remove: () => undefined,
};
