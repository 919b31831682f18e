import { type Ingest, isUnderWay, progressOf } from "./admin-ingests.ts";

/**
 * Files on their way to the server, as the console shows them. Each is sent by itself, so that what is shown of it
 * (bytes sent, or the reason it was refused) is true of it alone. Once the server has it, its job tells the rest.
 */
export type Upload = {
  key: string;
  /** The job it goes into: files that were chosen together are one. */
  ingestId: string;
  name: string;
  /** Bytes. */
  size: number;
  state: UploadState;
};

export type UploadState =
  | { step: "waiting" }
  /** `sent` of `size` bytes have left this browser. */
  | { step: "sending"; sent: number }
  /** All bytes have left; the server puts them away. */
  | { step: "storing" }
  | { step: "failed"; reason: string };

export type UploadAction =
  | { type: "added"; uploads: readonly Omit<Upload, "state">[] }
  | { type: "moved"; key: string; state: UploadState }
  | { type: "retried"; key: string }
  | { type: "dismissed"; key: string }
  | { type: "cleared" };

/** How many files travel at the same time. */
const uploadsAtOnce = 2;

export function reduceUploads(uploads: readonly Upload[], action: UploadAction): readonly Upload[] {
  switch (action.type) {
    case "added":
      return [
        ...uploads,
        ...action.uploads.map((upload): Upload => ({ ...upload, state: { step: "waiting" } })),
      ];
    case "moved":
      return change(uploads, action.key, action.state);
    case "retried":
      return change(uploads, action.key, { step: "waiting" });
    case "dismissed":
      return uploads.filter(({ key }) => key !== action.key);
    case "cleared":
      return uploads.filter(isRunning);
  }
}

/** The uploads to start now: the first that wait, as far as there is room. */
export function nextUploads(uploads: readonly Upload[]): Upload[] {
  const travelling = uploads.filter(
    ({ state }) => state.step === "sending" || state.step === "storing",
  ).length;
  const waiting = uploads.filter(({ state }) => state.step === "waiting");
  return waiting.slice(0, Math.max(0, uploadsAtOnce - travelling));
}

export function isRunning({ state }: Upload): boolean {
  return state.step !== "failed";
}

/** One sentence about all files and jobs that are shown, for the heading and for screen readers. */
export function summariseUploads(uploads: readonly Upload[], jobs: readonly Ingest[]): string {
  const counts = jobs.map(progressOf);
  const sum = (pick: (one: (typeof counts)[number]) => number) =>
    counts.reduce((all, one) => all + pick(one), 0);
  const sending = uploads.filter(isRunning).length;
  const running = sending + sum(({ underWay }) => underWay);
  const failed = uploads.length - sending + sum((one) => one.failed);
  const done = sum((one) => one.done);
  const isFiles = jobs.every(({ kind }) => kind === "upload" || kind === "seed");
  const some = (count: number) => {
    const noun = isFiles ? "file" : "document";
    return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
  };
  if (running > 0) return `Adding ${some(running)}; ${done} of ${running + failed + done} done`;
  if (jobs.some(isUnderWay)) return "Looking for pages";
  const unchanged = sum((one) => one.unchanged);
  const parts = [
    done > unchanged ? `${some(done - unchanged)} added` : "",
    unchanged > 0 ? `${done > unchanged ? unchanged : some(unchanged)} unchanged` : "",
    failed > 0 ? (done > 0 ? `${failed} could not be added` : `${some(failed)} could not be added`) : "",
  ];
  return parts.filter(Boolean).join(", ") || "Given up";
}

function change(uploads: readonly Upload[], key: string, state: UploadState): Upload[] {
  return uploads.map((upload) => (upload.key === key ? { ...upload, state } : upload));
}
