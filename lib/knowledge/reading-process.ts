/**
 * The process that reads files and cuts them into passages, so that what is hostile or large ends it and not the
 * server. It knows no secret: its environment is empty, and it may neither write files nor start programs. Its
 * memory is watched by a thread, because what fills it does not let go of the process in between.
 */
import { Worker } from "node:worker_threads";
import { cutDocument } from "./cut-document.ts";
import { fileParts } from "./read-document/read-file.ts";
import type { ReadFile } from "./read-document/reader.ts";
import type { ReadingAnswer, ReadingTask } from "./reading-messages.ts";

if (!process.send) throw new Error("reading-process.ts is started by reading-pool.ts only");

const residentMb = Number(process.argv[2]);
new Worker(new URL("./watch-memory.ts", import.meta.url), { workerData: { residentMb } }).unref();
process.on("disconnect", () => process.exit(0));
process.on("message", (task: ReadingTask) => void work(task));

async function work(task: ReadingTask): Promise<void> {
  await answer({ kind: "begun" });
  if (task.kind === "file") await prepareParts(task);
  else await answerPrepared({ name: task.document.title, document: task.document });
  await answer({ kind: "done", residentMb: process.memoryUsage.rss() / 1024 / 1024 });
}

async function prepareParts({ file, fromPart }: Extract<ReadingTask, { kind: "file" }>): Promise<void> {
  let part = 0;
  for await (const { name, read } of fileParts(file)) {
    if (part >= fromPart) {
      await answer({ kind: "part", part, name });
      for (const one of await read()) await answerPrepared(one);
    }
    part += 1;
  }
}

async function answerPrepared(file: ReadFile): Promise<void> {
  if ("reason" in file) return answer({ kind: "prepared", file });
  const { name, document } = file;
  return answer({ kind: "prepared", file: { name, prepared: await cutDocument(document) } });
}

/** Waits until it is on its way: the process may be ended while it reads what comes next. */
function answer(message: ReadingAnswer): Promise<void> {
  return new Promise((done) => process.send?.(message, () => done()));
}
