import type { ChildProcess } from "node:child_process";
import { AppError } from "../errors.ts";
import type { PreparedDocument, PreparedFile, SourceFile } from "./prepare-document.ts";
import type { ReadDocument } from "./read-document/read-document.ts";
import { askChild, type Ending, hasEnded, startChild } from "./reading-child.ts";
import { readingLimits } from "./reading-limits.ts";
import type { ReadingAnswer, ReadingTask } from "./reading-messages.ts";

export type ReadingPool = ReturnType<typeof makeReadingPool>;

const key = Symbol.for("bevgenie.reading-pool");
// On globalThis: the server and the bundled application each have their own copy of this module.
const holder = globalThis as { [key]?: ReadingPool };

/** The processes that read for this one. They are started when they are needed and end by themselves. */
export function readingPool(): ReadingPool {
  holder[key] ??= makeReadingPool();
  return holder[key];
}

type Limits = typeof readingLimits;

/** A process that has more of its memory than this share is replaced after its task. */
const roomyShare = 0.6;

/** `limits` other than the usual ones are for tests. */
export function makeReadingPool(limits: Partial<Limits> = {}) {
  const allowed: Limits = { ...readingLimits, ...limits };
  const processes = keepProcesses(allowed);

  async function ask(task: ReadingTask, onAnswer: (answer: ReadingAnswer) => void): Promise<Ending> {
    const child = await processes.take();
    const onEvery = (answer: ReadingAnswer) => {
      onAnswer(answer);
      // Memory that one file filled is not given back, and the next file would be refused for it.
      if (answer.kind === "done" && answer.residentMb > allowed.residentMb * roomyShare)
        child.kill("SIGKILL");
    };
    const { longestStartMs, longestPartMs } = allowed;
    const ending = await askChild(child, { task, onAnswer: onEvery, longestStartMs, longestPartMs });
    processes.giveBack(child);
    return ending;
  }

  return {
    /** As prepareFile of prepare-document.ts. What ends the process is refused, and the archive's next file is read. */
    async prepareFile(file: SourceFile): Promise<PreparedFile[]> {
      const files: PreparedFile[] = [];
      const began = performance.now();
      for (let fromPart = 0, deaths = 0; ; deaths += 1) {
        let at: { part: number; name: string } | undefined;
        const ending = await ask({ kind: "file", file, fromPart }, (answer) => {
          if (answer.kind === "part") at = answer;
          if (answer.kind === "prepared") files.push(answer.file);
        });
        if (ending === "done") return files;
        files.push({ name: at?.name ?? file.name, reason: reasons[ending] });
        // It ended before any part, or the part is the file itself: there is nothing behind it.
        if (!at || at.name === file.name) return files;
        if (deaths >= allowed.mostDeaths || performance.now() - began > allowed.longestFileMs)
          return [...files, { name: file.name, reason: restUnread }];
        fromPart = at.part + 1;
      }
    },

    /** As prepareText of prepare-document.ts. */
    async prepareText(document: ReadDocument): Promise<PreparedDocument> {
      let prepared: PreparedDocument | undefined;
      const ending = await ask({ kind: "text", document }, (answer) => {
        if (answer.kind === "prepared" && "prepared" in answer.file) prepared = answer.file.prepared;
      });
      if (prepared) return prepared;
      const message = reasons[ending === "done" ? "broke" : ending];
      throw new AppError("invalid_request", { message, field: "content" });
    },
  };
}

const reasons: Record<Exclude<Ending, "done">, string> = {
  slow: "Reading this file took longer than a minute, so it was stopped. Split it into several files, or save it in a simpler form.",
  large:
    "Reading this file takes more memory than a file may. Split it into several files, or save it in a simpler form.",
  broke:
    "This file could not be read: the program that reads it stopped. Save it in another form, then add it again.",
};
const restUnread =
  "Too many files of this archive could not be read, or they took too long; the rest was left out. Add it in smaller archives.";

/** At most so many processes; those without work are kept for a while, and do not keep this process alive. */
function keepProcesses({ heapMb, residentMb, idleMs, mostProcesses }: Limits) {
  const idle = new Map<ChildProcess, NodeJS.Timeout>();
  const waiting: ((child: ChildProcess) => void)[] = [];
  let running = 0;

  function start(): ChildProcess {
    running += 1;
    const child = startChild({ heapMb, residentMb });
    let isGone = false;
    const leave = () => {
      if (isGone) return;
      isGone = true;
      running -= 1;
      clearTimeout(idle.get(child));
      idle.delete(child);
      if (running < mostProcesses) waiting.shift()?.(start());
    };
    child.once("exit", leave).once("error", leave);
    return child;
  }

  return {
    async take(): Promise<ChildProcess> {
      for (const [child, timer] of idle) {
        clearTimeout(timer);
        idle.delete(child);
        child.ref();
        child.channel?.ref();
        if (!hasEnded(child)) return child;
      }
      if (running < mostProcesses) return start();
      return new Promise((done) => waiting.push(done));
    },

    giveBack(child: ChildProcess): void {
      if (hasEnded(child)) return;
      const next = waiting.shift();
      if (next) {
        next(child);
        return;
      }
      child.unref();
      child.channel?.unref();
      idle.set(child, setTimeout(() => child.kill("SIGKILL"), idleMs).unref());
    },
  };
}
