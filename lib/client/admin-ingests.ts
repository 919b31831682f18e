/** What the console is told of documents on their way into the knowledge base: the admin API's answers. */

export type IngestState =
  | "waiting"
  | "reading"
  | "embedding"
  | "ready"
  | "unchanged"
  | "failed"
  | "cancelled";

/** One file, document or page of a job. */
export type IngestEntry = {
  id: string;
  name: string;
  state: IngestState;
  /** Why it failed, or why it waits; where it is ready, what could not be read of it. */
  reason: string | null;
  title: string | null;
  documentId: string | null;
  change: "created" | "replaced" | "unchanged" | null;
  /** How many it was cut into, and how many of them are embedded. */
  passages: number;
  passagesDone: number;
  retryAt: string | null;
  canRetry: boolean;
  /** An archive or a site: what came out of it is told of by itself. */
  isHolder: boolean;
};

export type Ingest = {
  id: string;
  kind: "upload" | "text" | "bulk" | "source" | "seed" | "restore";
  label: string;
  createdAt: string;
  finishedAt: string | null;
  counts: Partial<Record<IngestState, number>>;
  items: number;
  passages: number;
  entries: IngestEntry[];
};

export type FailedEntry = IngestEntry & { ingestId: string };
export type IngestList = { ingests: Ingest[]; failures: FailedEntry[] };

/** How far a job is, in numbers of documents. */
export function progressOf({ counts }: Pick<Ingest, "counts">) {
  const of = (...states: IngestState[]) => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return {
    underWay: of("waiting", "reading", "embedding"),
    done: of("ready", "unchanged"),
    unchanged: of("unchanged"),
    failed: of("failed"),
    cancelled: of("cancelled"),
    all: Object.values(counts).reduce((sum, count) => sum + count, 0),
  };
}

export function isUnderWay(job: Pick<Ingest, "finishedAt">): boolean {
  return job.finishedAt === null;
}

/** For how long a job that has ended is still shown, so that whoever waited for it sees how it went. */
const shownMs = 10 * 60_000;

/** The jobs to show: what is under way, and what ended a moment ago where it was followed to its end. */
export function shownIngests(
  ingests: readonly Ingest[],
  { now, followed }: { now: number; followed: ReadonlySet<string> },
): Ingest[] {
  return ingests.filter(({ id, finishedAt }) => {
    if (finishedAt === null) return true;
    return followed.has(id) && now - Date.parse(finishedAt) < shownMs;
  });
}

/** Jobs to follow to their end. One written here by hand tells of itself where it was written. */
export function toFollow(ingests: readonly Ingest[]): string[] {
  return ingests.filter((job) => isUnderWay(job) && job.kind !== "text").map(({ id }) => id);
}

/** "8 of 12 ready, 2 unchanged, 1 failed, 3 to go", with what is nothing left out. */
export function summariseIngest(job: Pick<Ingest, "counts" | "passages">): string {
  const { underWay, done, unchanged, failed, cancelled, all } = progressOf(job);
  const parts = [
    all === done ? `${all} ready` : `${done} of ${all} ready`,
    unchanged > 0 ? `${unchanged} unchanged` : "",
    failed > 0 ? `${failed} failed` : "",
    cancelled > 0 ? `${cancelled} given up` : "",
    underWay > 0 ? `${underWay} to go` : "",
    job.passages > 0 ? (job.passages === 1 ? "1 passage" : `${job.passages} passages`) : "",
  ];
  return parts.filter(Boolean).join(", ");
}

/** What a job is called: a file by its name, several by their number. */
export function nameIngest({ kind, label, items }: Pick<Ingest, "kind" | "label" | "items">): string {
  if (kind === "upload" && items > 1) return `${items} files`;
  if (kind === "restore") return `${label}, an earlier text`;
  return label;
}

/** Changes whenever a document has come in: what lists of them are read again by. */
export function countReady(ingests: readonly Ingest[]): number {
  return ingests.reduce((sum, job) => sum + progressOf(job).done + progressOf(job).failed, 0);
}
