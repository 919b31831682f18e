/**
 * Milliseconds of its thread's processor that some work takes: what else the machine is at does not count, as it does
 * in the time of day.
 */
export function cpuMsOf(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
