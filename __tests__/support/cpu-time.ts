/**
 * Milliseconds of its thread's processor that some work takes: what else the machine is at does not count, as it does
 * in the time of day.
 */
export function cpuMsOf(work: () => unknown): number {
  const before = usage();
  work();
  const { user, system } = usage(before);
  return (user + system) / 1000;
}

/** An older Node knows only the whole process's. */
const usage = process.threadCpuUsage ?? process.cpuUsage;
