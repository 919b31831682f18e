import { type ChildProcess, fork } from "node:child_process";
import { fileBeside } from "../file-beside.ts";
import type { ReadingAnswer, ReadingTask } from "./reading-messages.ts";

/** How a task ended: with its last answer, by its time, by the process's memory, or by what nobody thought of. */
export type Ending = "done" | "slow" | "large" | "broke";

type Asking = {
  task: ReadingTask;
  onAnswer: (answer: ReadingAnswer) => void;
  longestStartMs: number;
  longestPartMs: number;
};

/**
 * Gives a process a task and hands its answers on. A process that is silent for too long is ended; what it takes to
 * start is not the file's. Never throws.
 */
export function askChild(
  child: ChildProcess,
  { task, onAnswer, longestStartMs, longestPartMs }: Asking,
): Promise<Ending> {
  return new Promise((done) => {
    let isSlow = false;
    const endAfter = (ms: number) =>
      setTimeout(() => {
        isSlow = true;
        child.kill("SIGKILL");
      }, ms);
    let timer = endAfter(longestStartMs);
    const onMessage = (answer: ReadingAnswer) => {
      clearTimeout(timer);
      timer = endAfter(longestPartMs);
      onAnswer(answer);
      if (answer.kind === "done") settle("done");
    };
    const onExit = (code: number | null) => settle(isSlow ? "slow" : isOwnExit(code) ? "broke" : "large");
    const onError = () => settle("broke");
    const settle = (ending: Ending) => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
      done(ending);
    };
    child.on("message", onMessage).once("exit", onExit).once("error", onError);
    if (hasEnded(child)) return settle("broke");
    child.send(task, (error) => {
      if (error) child.kill("SIGKILL");
    });
  });
}

/** A process whose memory is full is ended by a signal, or by Node with a code above 100. */
function isOwnExit(code: number | null): boolean {
  return code !== null && code < 100;
}

export function hasEnded({ exitCode, signalCode, connected, killed }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null || !connected || killed;
}

/** Starts the process of reading-process.ts, with so much of JavaScript's memory and so much in all. */
export function startChild({ heapMb, residentMb }: { heapMb: number; residentMb: number }): ChildProcess {
  const child = fork(fileBeside(import.meta.url, "reading-process.ts"), [String(residentMb)], {
    // It may read its own code and nothing else of use to it; see `--permission` in Node's documentation.
    execArgv: [`--max-old-space-size=${heapMb}`, "--permission", "--allow-fs-read=*", "--allow-worker"],
    env: { NODE_ENV: "production" },
    serialization: "advanced",
    // It ends with a page of addresses when its memory is full.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  // Whoever asks it is told; without anybody listening, a process that cannot start would end this one.
  child.on("error", () => child.kill("SIGKILL"));
  return child;
}
