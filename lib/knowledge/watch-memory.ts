/** A thread of the process that reads: ends that process when it takes more memory than it may. */
import { memoryCheckMs, mostResidentBytes } from "./reading-process-limits.ts";

setInterval(() => {
  if (process.memoryUsage.rss() > mostResidentBytes) process.kill(process.pid, "SIGKILL");
}, memoryCheckMs);
