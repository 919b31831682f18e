/**
 * Files on their way into the knowledge base, as the console shows them. Each is sent by itself, so that what
 * is shown of it (bytes sent, then passages made, or the reason it failed) is true of it alone.
 */
export type Upload = {
  key: string;
  name: string;
  /** Bytes. */
  size: number;
  state: UploadState;
};

export type UploadState =
  | { step: "waiting" }
  /** `sent` of `size` bytes have left this browser. */
  | { step: "sending"; sent: number }
  /** All bytes have left; the server reads, splits and embeds. */
  | { step: "reading" }
  | { step: "done"; documentId: string; title: string; passages: number; change: UploadChange }
  | { step: "failed"; reason: string };

/** `replaced`: a file of this name was there already; `unchanged`: with the same text. */
type UploadChange = "created" | "replaced" | "unchanged";

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
    ({ state }) => state.step === "sending" || state.step === "reading",
  ).length;
  const waiting = uploads.filter(({ state }) => state.step === "waiting");
  return waiting.slice(0, Math.max(0, uploadsAtOnce - travelling));
}

export function isRunning({ state }: Upload): boolean {
  return state.step === "waiting" || state.step === "sending" || state.step === "reading";
}

/** One sentence about all of them, for the heading and for screen readers. */
export function summariseUploads(uploads: readonly Upload[]): string {
  const running = uploads.filter(isRunning).length;
  const failed = uploads.filter(({ state }) => state.step === "failed").length;
  const done = uploads.length - running - failed;
  if (running > 0) return `Adding ${files(running)}; ${done} of ${uploads.length} done`;
  if (failed === 0) return `${files(done)} added`;
  return done === 0 ? `${files(failed)} could not be added` : `${files(done)} added, ${failed} could not be`;
}

function files(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}

function change(uploads: readonly Upload[], key: string, state: UploadState): Upload[] {
  return uploads.map((upload) => (upload.key === key ? { ...upload, state } : upload));
}
