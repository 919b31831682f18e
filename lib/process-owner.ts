import { readFileSync } from "node:fs";
import { z } from "zod";

/** A process of this machine, told from a later one that got its number. */
export const processOwnerSchema = z.object({ pid: z.number(), startedAt: z.string() });
export type ProcessOwner = z.infer<typeof processOwnerSchema>;

export function thisProcess(): ProcessOwner {
  return { pid: process.pid, startedAt: startTimeOf(process.pid) ?? "unknown" };
}

export function isRunning({ pid, startedAt }: ProcessOwner): boolean {
  const started = startTimeOf(pid);
  if (started !== undefined) return started === startedAt;
  if (process.platform === "linux") return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * When a process began, in the kernel's ticks (field 22 of /proc/<pid>/stat, proc(5)). undefined where there is none,
 * where it is a zombie, or without /proc.
 */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
