/** A thread of the process that reads: ends that process when it takes more memory than it may. */
import { workerData } from "node:worker_threads";

const memoryCheckMs = 50;
const mostBytes = (workerData as { residentMb: number }).residentMb * 1024 * 1024;

setInterval(() => {
  if (process.memoryUsage.rss() > mostBytes) process.kill(process.pid, "SIGKILL");
}, memoryCheckMs);
