import { Worker } from "node:worker_threads";
import { fileBeside } from "../file-beside.ts";

const longestMs = 5 * 60_000;
const mostMegabytes = 1_024;

/** `learnMeanings` in a worker thread, within five minutes and a gigabyte. Throws an Error that says which of them it broke. */
export function learnInWorker(texts: readonly string[]): Promise<Buffer> {
  // A path and not a URL: the bundler would take the file in, and the worker reads its neighbours as they are.
  const worker = new Worker(fileBeside(import.meta.url, "learn-worker.ts"), {
    workerData: { texts },
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  });
  return new Promise<Buffer>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Learning took longer than five minutes.")), longestMs);
    timer.unref();
    worker.once("message", (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("Learning ended without a result.")));
  }).finally(() => void worker.terminate());
}
